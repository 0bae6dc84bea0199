using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Laws;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Noise.Expressions;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Density;

/// <summary>Densities typed as text have the surprisal, derivatives and fits of the noise models that they spell out.</summary>
public class ExpressionNoiseTests
{
    private const string Gaussian = "(y - mu)^2/(2*sigma^2) + log(sigma) + 0.5*log(2*pi) ; mu real, sigma positive";

    public static TheoryData<string, string> Spelled() => new()
    {
        { "gaussian", Gaussian },
        { "logistic", "(y - mu)/s + 2*log(1 + exp(-(y - mu)/s)) + log(s) ; mu real, s positive" },
        { "student-t", "log1p(((y - mu)/s)^2/nu)*(nu + 1)/2 + log(s) + lgamma(nu/2) - lgamma((nu + 1)/2) + log(nu*pi)/2 ; mu real, s positive, nu positive" },
        { "poisson", "mu - y*log(mu) + lgamma(y + 1) ; mu positive, y count" },
        { "gamma", "k*y/mu - (k - 1)*log(y) + k*log(mu/k) + lgamma(k) ; mu positive, k positive, y positive" },
        { "bernoulli", "-y*log(mu) - (1 - y)*log(1 - mu) ; mu probability, y binary" },
        { "beta", "lgamma(mu*k) + lgamma((1 - mu)*k) - lgamma(k) - (mu*k - 1)*log(y) - ((1 - mu)*k - 1)*log1p(-y) ; mu probability, k positive, y unit" },
        { "negative-binomial", "lgamma(k) - lgamma(y + k) + lgamma(y + 1) - k*log(k/(k + mu)) - y*log(mu/(k + mu)) ; mu positive, k positive, y count" },
    };

    [Theory]
    [MemberData(nameof(Spelled))]
    public void DerivativesAreThoseOfTheNoiseModel(string name, string text)
    {
        ScalarNoise known = (ScalarNoise)NoiseModels.Get(name);
        ExpressionNoise typed = ExpressionNoise.Parse(text);
        Assert.Equal(known.Support, typed.Support);
        Assert.Equal(known.Parameters.Select(static p => p.Domain), typed.Parameters.Select(static p => p.Domain));
        Assert.False(typed.HasKink);
        RandomStream stream = new(5);
        int m = known.Parameters.Count, rows = 100;
        double[] y = new double[rows];
        double[][] working = [.. Enumerable.Range(0, m).Select(_ => new double[rows])];
        for (int i = 0; i < rows; i++)
        {
            foreach (double[] w in working) w[i] = 0.7 * stream.NextNormal();
            double[] natural = [.. working.Select((w, k) => Surprisal.Links.LinkRegistry.Default(known.Parameters[k].Domain).Invert(w[i]))];
            y[i] = known.At(natural).Sample(stream);
        }

        NoiseRows at = new(y, [.. working.Select(static w => (ReadOnlyMemory<double>)w)]);
        NoiseEvaluation expected = NoiseEvaluation.Of(known, at), found = NoiseEvaluation.Of(typed, at);
        for (int i = 0; i < rows; i++)
        {
            Near(expected.Surprisal[i], found.Surprisal[i]);
            for (int j = 0; j < m; j++)
            {
                Near(expected.Gradient(j)[i], found.Gradient(j)[i]);
                for (int k = j; k < m; k++) Near(expected.Curvature(j, k)[i], found.Curvature(j, k)[i]);
            }
        }
    }

    [Fact]
    public void ParametersEnterOnTheScaleOnWhichTheyAreExact()
    {
        // log s is the working value itself: no overflow of s, no loss where s is tiny.
        ExpressionNoise laplace = ExpressionNoise.Parse("log(2*s) + abs(y - m)/s ; m real, s positive");
        Assert.DoesNotContain(laplace.Program.Steps, static s => s.Operation == Operation.Log);
        NoiseEvaluation far = NoiseEvaluation.Of(laplace, new NoiseRows(new[] { 1.0 }, [new[] { 0.0 }, new[] { 800.0 }]));
        Near(800.0 + Math.Log(2.0), far.Surprisal[0]);
        Near(1.0, far.Gradient(1)[0]);
        ExpressionNoise bernoulli = ExpressionNoise.Parse("-y*log(p) - (1 - y)*log(1 - p) ; p probability, y binary");
        NoiseEvaluation sure = NoiseEvaluation.Of(bernoulli, new NoiseRows(new[] { 0.0, 1.0 }, [new[] { 1000.0 }]));
        Assert.Equal((1000.0, 0.0), (sure.Surprisal[0], sure.Surprisal[1]));
        Assert.True(ExpressionNoise.Parse(Gaussian).Program.Steps.Count(static s => s.Operation == Operation.Exp) == 1);
        Assert.DoesNotContain(ExpressionNoise.Parse(Gaussian).Program.Steps, static s => s.Operation is Operation.Divide or Operation.Log);
    }

    [Theory]
    [InlineData("log(2*s) + abs(y - m)/s ; m real, s positive", true)]
    [InlineData("log(s) + if(y < m, (m - y)*0.5/s, (y - m)*2/s) + log(2.5) ; m real, s positive", true)]
    [InlineData("log(s) + max((m - y)*0.5/s, (y - m)*2/s) + log(2.5) ; m real, s positive", true)]
    [InlineData("abs(y - m)^2/(2*s^2) + log(s) + 0.5*log(2*pi) ; m real, s positive", false)]
    [InlineData("if(abs(y - m) < 1.345*s, 0.5*((y - m)/s)^2, 1.345*(abs(y - m)/s - 0.6725)) + log(s) ; m real, s positive", false)]
    public void KinksAreSeen(string text, bool hasKink) => Assert.Equal(hasKink, ExpressionNoise.Parse(text, normalise: true).HasKink);

    // What the exact solvers for medians and quantiles need to know.
    [Theory]
    [InlineData("log(2*s) + abs(y - m)/s ; m real, s positive", "0", "-1 1")]
    [InlineData("abs(y - m)/s ; m real, s positive", "0", "-1 1")]
    [InlineData("max(0.5*(y - m)/s, -0.25*(y - m)/s) + log(6*s) ; m real, s positive", "0", "-0.25 0.5")]
    [InlineData("max(abs(y - m)/s - 1, 0) + log(4*s) ; m real, s positive", "-1 1", "-1 0 1")]
    [InlineData("abs(y - m)/s + ((y - m)/s)^2 ; m real, s positive", null, null)]
    [InlineData("abs(y - m + 1)/s + log(2*s) ; m real, s positive", null, null)]
    public void PiecewiseLinearOnesAreKnown(string text, string? kinks, string? slopes)
    {
        IPiecewiseLinear? found = ExpressionNoise.Parse(text, normalise: true) as IPiecewiseLinear;
        Assert.Equal(kinks is null, found is null);
        if (found is null) return;
        Assert.Equal(kinks, string.Join(' ', found.Kinks.Select(static k => Math.Round(k, 12).ToString(System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(slopes, string.Join(' ', found.Slopes.Select(static k => Math.Round(k, 12).ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void RolesAreFound()
    {
        ExpressionNoise t = ExpressionNoise.Parse("(log1p(((y - m)/s)^2/nu))*(nu + 1)/2 + log(s) + lgamma(nu/2) - lgamma((nu + 1)/2) + log(nu*pi)/2 ; m real, s positive, nu positive");
        Assert.Equal([ParameterRole.Location, ParameterRole.Scale, ParameterRole.Shape], t.Parameters.Select(static p => p.Role));
        ExpressionNoise precise = ExpressionNoise.Parse("k*(y - m)^2/2 - log(k)/2 + log(2*pi)/2 ; m real, k positive");
        Assert.Equal(ParameterRole.Concentration, precise.Parameters[1].Role);
        Assert.Equal(ParameterRole.Location, ExpressionNoise.Parse("y/mu + log(mu) ; mu positive, y positive").Parameters[0].Role);
    }

    [Theory]
    [InlineData("((y - m)/s)^2/2 ; m real, s positive", Gaussian)]
    [InlineData("y/mu ; mu positive, y positive", "y/mu + log(mu) ; mu positive, y positive")]
    [InlineData("-y*log(mu) + lgamma(y + 1) ; mu positive, y count", "mu - y*log(mu) + lgamma(y + 1) ; mu positive, y count")]
    [InlineData("abs(y - m)/s ; m real, s positive", "abs(y - m)/s + log(2*s) ; m real, s positive")]
    [InlineData("(1 - a)*log(y) + (1 - b)*log(1 - y) ; a positive, b positive, y unit", "(1 - a)*log(y) + (1 - b)*log(1 - y) + lgamma(a) + lgamma(b) - lgamma(a + b) ; a positive, b positive, y unit")]
    [InlineData("(sqrt((y - m)^2 + 1e-4)/s)^p ; m real, s positive, p positive", null)]
    public void TheNormaliserAndItsDerivativesAreThoseOfTheMissingTerm(string text, string? whole)
    {
        ExpressionNoise numerical = ExpressionNoise.Parse(text, normalise: true);
        Assert.True(numerical.IsNormalised);
        if (whole is null)
        {
            // No closed form: the laws say that it integrates to 1 and that the derivatives are its own.
            foreach (string law in (string[])["normalisation", "bartlett", "derivatives"])
                Assert.All(Check(law, new Narrow(numerical)), static r => Assert.True(r.Passed, r.ToString()));
            return;
        }

        ExpressionNoise exact = ExpressionNoise.Parse(whole, normalise: true);
        Assert.False(exact.IsNormalised);
        int m = exact.Parameters.Count;
        double[] y = [0.2, 0.9, 0.5];
        if (exact.Support.IsDiscrete()) y = [0.0, 2.0, 5.0];
        double[][] working = [[0.4, -0.3, 1.1], [0.2, 0.9, -0.7]];
        NoiseRows rows = new(y, [.. working.Take(m).Select(static w => (ReadOnlyMemory<double>)w)]), single = new(y, [.. working.Take(m).Select(static w => (ReadOnlyMemory<double>)new[] { w[0] })]);
        foreach (NoiseRows at in (NoiseRows[])[rows, single])
        {
            NoiseEvaluation expected = NoiseEvaluation.Of(exact, at), found = NoiseEvaluation.Of(numerical, at);
            for (int i = 0; i < y.Length; i++)
            {
                Near(expected.Surprisal[i], found.Surprisal[i], 1e-11);
                for (int j = 0; j < m; j++)
                {
                    Near(expected.Gradient(j)[i], found.Gradient(j)[i], 1e-10);
                    for (int k = j; k < m; k++) Near(expected.Curvature(j, k)[i], found.Curvature(j, k)[i], 1e-7);
                }
            }
        }
    }

    [Fact]
    public void FitsAreThoseOfTheNoiseModel()
    {
        Table cars = Table.ReadCsv(HouseRules.Repository.PathOf("samples", "cars.csv"));
        Fit known = Model.Of("student-t(nu=1)", "dist ~ speed").Fit(cars);
        Fit typed = Model.Of(ExpressionNoise.Parse("log(pi*s) + log1p(((y - m)/s)^2) ; m real, s positive"), "dist ~ speed").Fit(cars);
        Fit normalised = Model.Of(ExpressionNoise.Parse("log1p(((y - m)/s)^2) ; m real, s positive", normalise: true), "dist ~ speed", "s ~ speed").Fit(cars);
        Fit whole = Model.Of("student-t(nu=1)", "dist ~ speed", "sigma ~ speed").Fit(cars);
        Same(known, typed, 1e-9);
        Same(whole, normalised, 1e-7);
        Near(Convert.ToDouble(known.ResidualQuantiles![1]), typed.ResidualQuantiles![1], 1e-6);
    }

    [Theory]
    [InlineData("log(pi*s/2) + abs(y - m)/s + log1p(exp(-2*abs(y - m)/s)) ; m real, s positive")]
    [InlineData("(y - m)/s + exp(-(y - m)/s) + log(s) ; m real, s positive")]
    [InlineData("y/mu + log(mu) ; mu positive, y positive")]
    [InlineData("mu - y*log(mu) + lgamma(y + 1) ; mu positive, y count")]
    public void TypedDensitiesObeyTheLaws(string text)
    {
        ScalarNoise noise = new Narrow(ExpressionNoise.Parse(text));
        foreach (INoiseLaw law in NoiseLaws.All.Where(static l => l.Name is not ("refit" or "weights")))
            Assert.All(NoiseLaws.Check(law, noise), static r => Assert.True(r.Passed, r.ToString()));
    }

    private static IReadOnlyList<LawResult> Check(string law, ScalarNoise noise) =>
        NoiseLaws.Check(NoiseLaws.All.Single(l => string.Equals(l.Name, law, StringComparison.Ordinal)), noise);

    private static void Same(Fit expected, Fit found, double tolerance)
    {
        Assert.Equal(FitStatus.Converged, found.Status);
        Near(expected.LogLikelihood!.Value, found.LogLikelihood!.Value, tolerance);
        foreach ((Coefficient a, Coefficient b) in expected.Parameters.SelectMany(static p => p.Coefficients).Zip(found.Parameters.SelectMany(static p => p.Coefficients)))
        {
            Near(a.Estimate!.Value, b.Estimate!.Value, tolerance);
            Near(a.StandardError!.Value, b.StandardError!.Value, 1e3 * tolerance);
            Near(a.Lower!.Value, b.Lower!.Value, 1e3 * tolerance);
        }
    }

    private static void Near(double expected, double actual, double tolerance = 1e-11) =>
        Assert.True(expected.Equals(actual) || Math.Abs(actual - expected) <= tolerance * (1.0 + Math.Abs(expected)), $"{actual:R} is not {expected:R} within {tolerance:R}");

    /// <summary>A typed density at parameters that its spelling is accurate for: the law battery otherwise goes to extremes for which registered noise models are written.</summary>
    [LawSpread("m", "a spelling", 0.0, -2.5)]
    [LawSpread("s", "a spelling", 0.5, 1.0, 20.0)]
    [LawSpread("mu", "a spelling", 0.5, 3.0, 20.0)]
    [LawSpread("p", "a spelling", 1.2, 2.5)]
    private sealed class Narrow(ExpressionNoise inner) : ScalarNoise
    {
        public override string Name => inner.Name;

        public override string Description => inner.Description;

        public override string Density => inner.Density;

        public override string Estimates => inner.Estimates;

        public override IReadOnlyList<NoiseParameter> Parameters => inner.Parameters;

        public override Support Support => inner.Support;

        public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => inner.Surprisal(y, working);
    }
}
