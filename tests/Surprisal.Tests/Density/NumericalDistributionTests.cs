using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Density;

/// <summary>Distributions from formulas alone agree with closed forms, in both far tails, on every support.</summary>
public class NumericalDistributionTests
{
    private static readonly double[] Probabilities = [1e-300, 1e-100, 1e-30, 1e-9, 1e-3, 0.1, 0.37, 0.5];

    public static TheoryData<string, double[]> Cases() => new()
    {
        { "gaussian", [3.0, 0.2] },
        { "gaussian", [-12.5, 1e4] },
        { "gaussian", [1e4, 0.03] },
        { "student-t", [1.0, 2.0, 4.0] },
        { "student-t", [0.5, 1.0, 1.2] },
        { "student-t", [0.5, 1.0, 0.3] },
        { "huber", [0.5, 3.0] },
        { "logistic", [-1.0, 0.5] },
        { "gamma", [2.0, 0.03] },
        { "gamma", [2.0, 1.0] },
        { "gamma", [1e5, 300.0] },
        { "beta", [0.4, 3.0] },
        { "beta", [0.01, 50.0] },
        { "bernoulli", [0.2] },
        { "binomial", [0.3] },
        { "poisson", [0.03] },
        { "poisson", [20.0] },
        { "poisson", [1e8] },
        { "negative-binomial", [5.0, 0.7] },
        { "negative-binomial", [1e6, 2.0] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithTheClosedForm(string name, double[] parameters)
    {
        ScalarNoise noise = (ScalarNoise)NoiseModels.Get(name);
        Distribution closed = noise.At(parameters, 40.0), numerical = NumericalDistribution.Of(noise, parameters, 40.0);
        Assert.True(numerical.IsNumerical && !closed.IsNumerical);
        Assert.Contains("to about 1e-12 relative", numerical.Accuracy, StringComparison.Ordinal);
        Near(0.0, ((NumericalDistribution)numerical).LogNormaliser, 1e-11);
        Near(closed.Mean, numerical.Mean, 1e-10 * (1.0 + Math.Abs(closed.Mean)));
        if (double.IsFinite(closed.Variance)) Near(closed.Variance, numerical.Variance, 1e-9 * closed.Variance);
        else Assert.False(double.IsFinite(numerical.Variance));
        foreach (double p in Probabilities)
        {
            double lower = closed.Quantile(p), upper = closed.SurvivalQuantile(p), width = closed.Quantile(0.75) - closed.Quantile(0.25);
            double resolution = 1e-9 * (1.0 + Math.Abs(Math.Log(p)));
            if (noise.Support.Contains(lower, 40.0))
            {
                Near(closed.LogCdf(lower), numerical.LogCdf(lower), 1e-11 * (1.0 + Math.Abs(closed.LogCdf(lower))));
                Near(lower, numerical.Quantile(p), resolution * (width + Math.Abs(lower)));
            }

            if (noise.Support.Contains(upper, 40.0) && upper < 1.0 - 1e-9)
            {
                Near(closed.LogSurvival(upper), numerical.LogSurvival(upper), 1e-11 * (1.0 + Math.Abs(closed.LogSurvival(upper))));
                Near(upper, numerical.SurvivalQuantile(p), resolution * (width + Math.Abs(upper)));
            }

            Near(1.0, numerical.Cdf(lower) + numerical.Survival(lower), 1e-15);
        }
    }

    // Laws know these supports only where a registered noise model has them; here the closed forms are written out.
    [Fact]
    public void WholeNumbersOfBothSigns()
    {
        Distribution d = new FormulaWholeNumbers().At([2.0]);
        double q = Math.Exp(-0.5);
        Near((1.0 - q) / (1.0 + q), Math.Exp(d.LogDensity(0.0)), 1e-15);
        Near(Math.Pow(q, 7) / (1.0 + q), d.Cdf(-7.0), 1e-15);
        Near(-(500.0 * 0.5) - Math.Log(1.0 + q), d.LogCdf(-500.0), 1e-10);
        Near(-(0.5 * 3001.0) - Math.Log(1.0 + q), d.LogSurvival(3000.0), 1e-8);
        Near(0.0, d.Mean, 1e-14);
        Near(2.0 * q / ((1.0 - q) * (1.0 - q)), d.Variance, 1e-12);
        Assert.Equal((0.0, -7.0, 6.0), (d.Mode, d.Quantile(Math.Pow(q, 7) / (1.0 + q)), d.SurvivalQuantile(Math.Pow(q, 7) / (1.0 + q))));
        double entropy = -Math.Log((1.0 - q) / (1.0 + q)) + (0.5 * 2.0 * q / ((1.0 - q) * (1.0 + q)));
        Near(entropy, d.Entropy, 1e-12);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity), (d.LogDensity(0.5), d.Quantile(1.0), d.Quantile(0.0)));
    }

    [Fact]
    public void ExactZeros()
    {
        Distribution d = new FormulaWithZeros().At([0.7]);
        Assert.Equal((0.0, 1.0, 0.0), (d.Cdf(-1e-9), d.Survival(-1e-9), d.Quantile(0.2999)));
        Near(0.3, d.Cdf(0.0), 1e-15);
        Near(0.7 * Math.Exp(-2.0), d.Survival(2.0), 1e-14);
        Near(Math.Log(0.7) - 600.0, d.LogSurvival(600.0), 1e-10);
        Near(-Math.Log(0.5 / 0.7), d.Median, 1e-13);
        Near(0.7, d.Mean, 1e-13);
        Near(1.4 - 0.49, d.Variance, 1e-12);
        Near(-(0.3 * Math.Log(0.3)) + (0.7 * (1.0 - Math.Log(0.7))), d.Entropy, 1e-12);
        Near(-(0.3 * Math.Log(0.3)) + (0.7 * (1.0 - Math.Log(0.7))), NumericalSummary.Entropy(d), 1e-12);
        RandomStream stream = new(3);
        double[] draws = [.. Enumerable.Range(0, 4000).Select(_ => d.Sample(stream))];
        Assert.InRange(draws.Count(static y => y == 0.0), 1100, 1300);
        Assert.InRange(draws.Average(), 0.65, 0.75);
    }

    [Fact]
    public void AtomsAtBothEnds()
    {
        Distribution d = new FormulaWithBothEnds().At([0.0]);
        Near(0.4, d.Cdf(0.0), 1e-14);
        Near(0.5, d.Cdf(0.5), 1e-14);
        Near(0.4, d.Survival(Math.BitDecrement(1.0)), 1e-14);
        Assert.Equal((1.0, 0.0, 0.0, 1.0), (d.Cdf(1.0), d.Survival(1.0), d.Quantile(0.39), d.Quantile(0.61)));
        Near(0.25, d.Quantile(0.45), 1e-13);
        Near(0.75, d.SurvivalQuantile(0.45), 1e-13);
        Near(0.5, d.Mean, 1e-13);
        Near((0.8 * 0.25) + (0.2 / 12.0), d.Variance, 1e-12);
        Assert.Equal(0.0, d.Mode);
        Assert.Equal(0.0, NumericalSummary.Mode(d));
        Near(NumericalSummary.Entropy(d), d.Entropy, 1e-12);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(-2.9)]
    [InlineData(3.1)]
    public void TheCircleIsCutOppositeOfNothing(double m)
    {
        Distribution d = new FormulaCardioid().At([m, 0.8]);
        double Cdf(double y) => (y + Math.PI + (0.8 * (Math.Sin(y - m) - Math.Sin(-Math.PI - m)))) / (2.0 * Math.PI);
        foreach (double y in (double[])[-3.1, -2.0, -0.3, 0.9, 2.5, 3.13])
        {
            Near(Cdf(y), d.Cdf(y), 1e-13);
            Near(1.0 - Cdf(y), d.Survival(y), 1e-13);
            Near(y, d.Quantile(Cdf(y)), 1e-12);
        }

        Near(m, d.Mode, 1e-7);
        Assert.Equal((0.0, 1.0, -Math.PI, Math.PI), (d.Cdf(-3.2), d.Cdf(Math.PI), d.Quantile(0.0), d.Quantile(1.0)));
    }

    [Fact]
    public void WhatDoesNotExistIsNotANumber()
    {
        Distribution cauchy = new FormulaCauchy().At([5.0, 2.0]);
        Assert.True(double.IsNaN(cauchy.Mean) && double.IsNaN(cauchy.Variance));
        Near(Math.Log(8.0 * Math.PI), cauchy.Entropy, 1e-11);
        Near(5.0 - (2.0 / Math.Tan(Math.PI * 1e-12)), cauchy.Quantile(1e-12), 1.0);
        Near(Math.Log(2.0 / Math.PI) - Math.Log(1e200), cauchy.LogSurvival(1e200), 1e-9);
        Distribution wide = NumericalDistribution.Of((ScalarNoise)NoiseModels.Get("student-t"), [0.0, 1.0, 1.5], 1.0);
        Near(0.0, wide.Mean, 1e-10);
        Assert.Equal(double.PositiveInfinity, wide.Variance);
    }

    [Fact]
    public void SpecialValues()
    {
        Distribution d = new FormulaGaussian().At([1.0, 2.0]);
        foreach (double x in (double[])[d.LogDensity(double.NaN), d.Cdf(double.NaN), d.LogSurvival(double.NaN), d.Quantile(-0.1), d.SurvivalQuantile(1.5), d.Quantile(double.NaN)])
            Assert.True(double.IsNaN(x));
        Assert.Equal((0.0, 1.0, double.NegativeInfinity), (d.Cdf(double.NegativeInfinity), d.Cdf(double.PositiveInfinity), d.LogCdf(double.NegativeInfinity)));
        Near(Distributions.TailsOfGaussian(-60.0), d.LogCdf(1.0 - 120.0), 1e-9);
    }

    [Fact]
    public void ADensityThatIsNoneSaysSo()
    {
        Distribution d = new FormulaTwiceTooLarge().At([1.0, 3.0]);
        Near(-Math.Log(3.0), d.LogDensity(1.0), 1e-15);
        InputException refused = Assert.Throws<InputException>(() => d.Cdf(0.0));
        Assert.Equal("noise model 'formula-only': its density integrates to 2, not to 1, at m = 1, s = 3", refused.Message);
        Assert.NotNull(refused.Remedy);
        Assert.Throws<ArgumentException>(() => new FormulaGaussian().At([1.0, -1.0]));
    }

    [Fact]
    public void StartsAreSensibleAndFinite()
    {
        double[] parameters = new double[2];
        new FormulaGaussian().Start([9.0, 10.0, 11.0, 10.5, 9.5, 10.0], [], [], parameters);
        Assert.InRange(parameters[0], 9.8, 10.2);
        Assert.InRange(parameters[1], 0.5, 0.8);
        foreach (double[] hostile in (double[][])[[], [0.0], [1e308, -1e308], [double.MaxValue], [5e-324, 5e-324]])
        {
            new FormulaCauchy().Start(hostile, [], [], parameters);
            Assert.True(double.IsFinite(parameters[0]) && parameters[1] > 0.0 && double.IsFinite(parameters[1]));
        }
    }

    private static void Near(double expected, double actual, double tolerance) =>
        Assert.True(expected.Equals(actual) || Math.Abs(actual - expected) <= tolerance, $"{actual:R} is not {expected:R} within {tolerance:R}");

    private static class Distributions
    {
        // log Φ(−60) by its asymptotic series.
        public static double TailsOfGaussian(double z) => (-0.5 * z * z) - Math.Log(-z) - (0.5 * Math.Log(2.0 * Math.PI)) + Math.Log(1.0 - (1.0 / (z * z)) + (3.0 / (z * z * z * z)));
    }
}
