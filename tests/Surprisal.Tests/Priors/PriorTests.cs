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
    [InlineData("tail", "prior-normalisation")]
    [InlineData("scaling", "prior-scaling")]
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
    [InlineData("flat", "flat")]
    [InlineData("flat(lower=-1)", "flat(lower=-1)")]
    [InlineData("non-negative", "non-negative")]
    [InlineData("non-negative()", "non-negative")]
    [InlineData("box(0, 2)", "box(lower=0, upper=2)")]
    [InlineData("box(upper=2, lower=0)", "box(lower=0, upper=2)")]
    [InlineData("student-t(3, 1, mean=0.5, upper=inf)", "student-t(nu=3, scale=1, mean=0.5)")]
    [InlineData("laplace(scale=1, lower=0, upper=1e3)", "laplace(scale=1, lower=0, upper=1000)")]
    [InlineData("elastic-net(l1=1, l2=0)", "elastic-net(l1=1, l2=0)")]
    [InlineData("random-walk(0.5)", "random-walk(sd=0.5, order=1)")]
    [InlineData("random-walk(sd=0.5, order=2)", "random-walk(sd=0.5, order=2)")]
    [InlineData("multivariate-gaussian(precision=[2 -1; -1 2.5])", "multivariate-gaussian(precision=[2 -1; -1 2.5])")]
    [InlineData("multivariate-gaussian(covariance=[4 0; 0 0.25])", "multivariate-gaussian(precision=[0.25 0; 0 4])")]
    public void Texts_are_read(string text, string expected)
    {
        Assert.Equal(expected, PriorRegistry.Parse(text).ToString());
        Assert.Equal(expected, PriorRegistry.Parse(expected).ToString());
    }

    [Fact]
    public void Every_prior_reads_back() => Assert.All(PriorRegistry.All, static p => Assert.Equal(p.ToString(), PriorRegistry.Parse(p.ToString()).ToString()));

    [Theory]
    [InlineData("gaussian", "the value of sd is missing")]
    [InlineData("gaussian(sd=2", "the parenthesis is not closed")]
    [InlineData("gaussian(sd=-1)", "a prior's value is positive and finite")]
    [InlineData("gaussian(sd=nan)", "sd 'nan' is not a number")]
    [InlineData("gaussian(sd=inf)", "a prior's value is positive and finite")]
    [InlineData("gaussian(sd=auto)", "a density has numbers, and 'auto' leaves one to the data")]
    [InlineData("gaussian(sd=1, sd=2)", "sd is given twice")]
    [InlineData("gaussian(1, 2)", "value 2 has no name")]
    [InlineData("gaussian(sd=1, lower=2, upper=1)", "a prior's upper bound is above its lower one")]
    [InlineData("laplace(sd=1)", "prior 'laplace' has no value 'sd'")]
    [InlineData("student-t(nu=3)", "the value of scale is missing")]
    [InlineData("elastic-net(l1=0, l2=0)", "the curvature of an elastic net is not negative, and not 0 with a slope of 0")]
    [InlineData("flat(mean=1)", "prior 'flat' is the same everywhere, so it has no mean")]
    [InlineData("group-laplace(scale=1, lower=0)", "prior 'group-laplace' has no mean and no bounds")]
    [InlineData("random-walk(sd=1, order=3)", "the order of a random walk is 1 or 2")]
    [InlineData("box(lower=0, upper=inf)", "the bounds of a box are finite")]
    [InlineData("multivariate-gaussian(precision=[1 2; 3 4])", "the matrix is not symmetric: row 2, column 1")]
    [InlineData("multivariate-gaussian(covariance=[1 2; 2 1])", "a covariance is positive definite")]
    [InlineData("horseshoe(scale=1)", "the density of a horseshoe is infinite at zero, so the objective has no minimum: every coefficient at zero is infinitely good whatever the data say")]
    [InlineData("gausian(sd=1)", "unknown prior 'gausian'")]
    [InlineData("x1:gaussian(sd=1)", "a parameter or term stands before the prior")]
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
    private sealed class BrokenLaplace(string flaw, double scale) : ScalarPrior
    {
        private readonly LaplacePrior _right = new(scale);

        public override string Name => "own-laplace";

        public override string PenaltyName => "own";

        public override string Density => _right.Density;

        public override IReadOnlyList<PriorValue> OwnValues => [new("scale", scale)];

        public override bool IsLogConcave => true;

        public override double KinkSlope => flaw == "kink" ? 1.001 / scale : 1 / scale;

        protected override double CentredLogDensity(double b) => _right.LogDensity(b) + (flaw == "normaliser" ? 1e-9 : 0);

        protected override double CentredSlope(double b) => flaw == "slope" ? 1.000001 * _right.Slope(b) : _right.Slope(b);

        protected override double CentredCurvature(double b) => 0;

        protected override double CentredProximal(double at, double step, double lower, double upper) => Math.Clamp(Free(at, step), lower, upper);

        protected override double LogTail(double b) => (-b / scale) - Math.Log(2) + (flaw == "tail" ? 1e-9 : 0);

        protected override ScalarPrior ScaledShape(double factor) => new BrokenLaplace(flaw, flaw == "scaling" ? scale : factor * scale);

        private double Free(double at, double step) => flaw switch
        {
            "threshold" => _right.Proximal(at, 1.0001 * step),
            "dead zone" => Math.Abs(at) <= step / scale ? at : _right.Proximal(at, step),
            _ => _right.Proximal(at, step),
        };
    }
}
