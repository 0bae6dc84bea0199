using Surprisal.Laws;
using Surprisal.Priors;
using Xunit;

namespace Surprisal.Tests.Priors;

/// <summary>Every prior is registered, obeys the laws, and reads back from its text; each law catches what it is there for.</summary>
public sealed class PriorTests
{
    [Fact]
    public void Every_prior_is_registered() => Assert.Equal(
        typeof(Prior).Assembly.GetExportedTypes().Where(static t => t.IsSubclassOf(typeof(Prior)) && !t.IsAbstract).Select(static t => t.Name).Order(StringComparer.Ordinal),
        PriorRegistry.All.Select(static p => p.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_law_is_registered() => Assert.Equal(
        typeof(IPriorLaw).Assembly.GetTypes().Where(static t => !t.IsAbstract && typeof(IPriorLaw).IsAssignableFrom(t)).Select(static t => t.Name).Order(StringComparer.Ordinal),
        PriorLaws.All.Select(static l => l.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Laws_hold() => Assert.All(PriorRegistry.All.SelectMany(PriorLaws.Check), static r => Assert.True(r.Passed, r.ToString()));

    [Theory]
    [InlineData("normaliser", "prior-normalisation")]
    [InlineData("slope", "prior-derivatives")]
    [InlineData("kink", "prior-derivatives")]
    [InlineData("threshold", "prior-proximal")]
    [InlineData("dead zone", "prior-proximal")]
    public void Flaw_is_caught(string flaw, string law) =>
        Assert.Contains(PriorLaws.Check(new BrokenLaplace(flaw, 1)), r => !r.Passed && string.Equals(r.Law, law, StringComparison.Ordinal));

    [Fact]
    public void Correct_prior_of_a_user_passes() => Assert.All(PriorLaws.Check(new BrokenLaplace("none", 1)), static r => Assert.Equal(LawOutcome.Held, r.Outcome));

    // Reference: -b^2/(2 sd^2) - log sd - log sqrt(2 pi) and -|b|/scale - log(2 scale), by hand: log 2 = 0.6931471805599453, log sqrt(2 pi) = 0.9189385332046727.
    [Fact]
    public void Log_densities()
    {
        Assert.Equal(-1.7370857137646180, new GaussianPrior(2).LogDensity(-1), 15);
        Assert.Equal(-1.5, new LaplacePrior(0.5).LogDensity(0.75), 15);
        Assert.Equal(-1e300 / 1e-5, new LaplacePrior(1e-5).LogDensity(1e300));
    }

    [Theory]
    [InlineData("gaussian(sd=2)", "gaussian(sd=2)")]
    [InlineData(" laplace ( scale = 5e-1 ) ", "laplace(scale=0.5)")]
    [InlineData("laplace(0.5)", "laplace(scale=0.5)")]
    public void Texts_are_read(string text, string expected) => Assert.Equal(expected, PriorRegistry.Parse(text).ToString());

    [Theory]
    [InlineData("gaussian", "the value of sd is missing")]
    [InlineData("gaussian(sd=2", "the value of sd is missing")]
    [InlineData("gaussian(sd=-1)", "sd '-1' is not a positive number")]
    [InlineData("gaussian(sd=nan)", "sd 'nan' is not a positive number")]
    [InlineData("laplace(sd=1)", "prior 'laplace' has no value 'sd'")]
    [InlineData("horseshoe(scale=1)", "unknown prior 'horseshoe'")]
    [InlineData("x1:gaussian(sd=1)", "priors of single parameters or terms are not available yet")]
    public void Other_texts_are_refused(string text, string problem)
    {
        InputException refused = Assert.Throws<InputException>(() => PriorRegistry.Parse(text));
        Assert.Equal($"prior '{text}': {problem}", refused.Message);
        Assert.NotNull(refused.Remedy);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Values_are_positive(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianPrior(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LaplacePrior(value));
    }

    /// <summary>The laplace prior with a flaw.</summary>
    private sealed class BrokenLaplace(string flaw, double scale) : Prior
    {
        private readonly LaplacePrior _right = new(scale);

        public override string Name => "own-laplace";

        public override string PenaltyName => "own";

        public override string Density => _right.Density;

        public override string ValueName => "scale";

        public override double Value => scale;

        public override bool HasKink => true;

        public override double KinkSlope => flaw == "kink" ? 1.001 / scale : 1 / scale;

        public override double LogDensity(double b) => _right.LogDensity(b) + (flaw == "normaliser" ? 1e-9 : 0);

        public override double Slope(double b) => flaw == "slope" ? 1.000001 * _right.Slope(b) : _right.Slope(b);

        public override double Curvature(double b) => 0;

        public override double Proximal(double at, double step) => flaw switch
        {
            "threshold" => _right.Proximal(at, 1.0001 * step),
            "dead zone" => Math.Abs(at) <= step / scale ? at : _right.Proximal(at, step),
            _ => _right.Proximal(at, step),
        };

        public override Prior WithValue(double value) => new BrokenLaplace(flaw, value);
    }
}
