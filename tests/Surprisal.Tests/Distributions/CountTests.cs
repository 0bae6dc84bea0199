using Surprisal.Numerics.Distributions;
using Xunit;

namespace Surprisal.Tests.Distributions;

/// <summary>Quantiles of counts, their ties, and saddle-point probabilities.</summary>
public class CountTests
{
    [Fact]
    public void QuantileIsTheSmallestCountThatReachesTheProbability()
    {
        foreach (double mean in new[] { 1e-4, 0.8, 7.3, 400.0, 3e6 })
        {
            double success = 1.0 / (2.0 + mean);
            double failure = 1.0 - success;
            foreach (double p in new[] { 1e-200, 1e-12, 0.003, 0.4, 0.5, 0.77, 0.999, 1.0 - 1e-9 })
            {
                QuantileTarget target = QuantileTarget.FromCdf(p);
                Smallest(Poisson.Quantile(target, mean), p, y => Poisson.Tails(y, mean));
                Smallest(NegativeBinomial.Quantile(target, mean, 0.7), p, y => NegativeBinomial.Tails(y, mean, 0.7));
                Smallest(Binomial.Quantile(target, 5000.0, success, failure), p, y => Binomial.Tails(y, 5000.0, success, failure));
            }
        }
    }

    [Fact]
    public void QuantileOfAComputedTailIsThatCount()
    {
        for (double y = 0.0; y < 60.0; y++)
        {
            TailPair poisson = Poisson.Tails(y, 20.0);
            if (poisson.Lower > 1e-12) Assert.Equal(y, Poisson.Quantile(QuantileTarget.FromCdf(poisson.Upper).Mirror(), 20.0));
            Assert.Equal(y, Poisson.Quantile(QuantileTarget.FromLogCdf(poisson.LogLower), 20.0));
            if (poisson.Upper > 1e-12) Assert.Equal(y, Poisson.Quantile(QuantileTarget.FromCdf(poisson.Lower), 20.0));
            TailPair binomial = Binomial.Tails(y, 60.0, 0.3, 0.7);
            if (binomial.Upper > 1e-12) Assert.Equal(y, Binomial.Quantile(QuantileTarget.FromCdf(binomial.Lower), 60.0, 0.3, 0.7));
            TailPair negative = NegativeBinomial.Tails(y, 9.0, 2.0);
            Assert.Equal(y, NegativeBinomial.Quantile(QuantileTarget.FromCdf(negative.Upper).Mirror(), 9.0, 2.0));
        }
    }

    [Fact]
    public void EndsAndBetweenCounts()
    {
        Assert.Equal(0.0, Poisson.Quantile(QuantileTarget.FromCdf(0.0), 5.0));
        Assert.Equal(double.PositiveInfinity, Poisson.Quantile(QuantileTarget.FromCdf(1.0), 5.0));
        Assert.Equal(0.0, Poisson.Quantile(QuantileTarget.FromCdf(0.7), 0.0));
        Assert.Equal(12.0, Binomial.Quantile(QuantileTarget.FromCdf(1.0), 12.0, 0.5, 0.5));
        Assert.Equal(0.0, Binomial.Quantile(QuantileTarget.FromCdf(0.9), 12.0, 0.0, 1.0));
        Assert.Equal(12.0, Binomial.Quantile(QuantileTarget.FromCdf(0.1), 12.0, 1.0, 0.0));
        Assert.Equal(0.0, Poisson.Tails(-1e-9, 5.0).Lower);
        Assert.Equal(Poisson.Tails(3.0, 5.0).Lower, Poisson.Tails(3.999, 5.0).Lower);
        Assert.Equal(1.0, Binomial.Tails(12.0, 12.0, 0.5, 0.5).Lower);
        Assert.Equal(0.0, Binomial.Tails(13.0, 12.0, 0.5, 0.5).Upper);
        Assert.Equal(1.0, NegativeBinomial.Tails(double.PositiveInfinity, 5.0, 1.0).Lower);
    }

    [Theory]
    [InlineData(10.0, 0.3)]
    [InlineData(37.0, 1e-8)]
    public void ProbabilitiesAreDifferencesOfTails(double trials, double success)
    {
        double below = 0.0;
        for (double y = 0.0; y <= trials; y++)
        {
            double cdf = Binomial.Tails(y, trials, success, 1.0 - success).Lower;
            Assert.Equal(cdf - below, Math.Exp(SaddlePoint.BinomialLogProbability(y, trials, success, 1.0 - success)), 2e-15);
            below = cdf;
        }
    }

    [Fact]
    public void SaddlePointValues()
    {
        foreach ((double x, double m, double want) in Deviances)
            Relative.Equal(want, SaddlePoint.Deviance(x, m), 3e-16, $"deviance({x}, {m})");
        foreach ((double x, double m, double want) in PoissonLogs)
            Relative.Equal(want, SaddlePoint.PoissonLogProbability(x, m), 4e-16, $"poisson({x}, {m})");
        foreach ((double x, double n, double p, double want) in BinomialLogs)
            Relative.Equal(want, SaddlePoint.BinomialLogProbability(x, n, p, 1.0 - p), 6e-16, $"binomial({x}, {n}, {p})");
        foreach ((double x, double mean, double size, double want) in NegativeBinomialLogs)
            Relative.Equal(want, NegativeBinomial.LogProbability(x, mean, size), 4e-16, $"negative-binomial({x}, {mean}, {size})");
    }

    // mpmath, 60 digits, from the defining formulas with log Γ.
    private static readonly (double X, double M, double Want)[] Deviances =
    [
        (1000000000000000.0, 1000000030000000.0, 0.4499999910000002),
        (5.0, 5.000001, 9.9999986694624254e-14),
        (1e-05, 3.0, 2.9998638846224636),
        (700.0, 2.0, 3402.5532081384216),
        (1e300, 1.0000001e300, 4.9999996588639284e+285),
        (3.0, 2.9, 0.0017046550270440478),
        (12.5, 11.0, 0.097917143873561197),
    ];

    private static readonly (double X, double M, double Want)[] PoissonLogs =
    [
        (0.0, 3.5, -3.5),
        (0.25, 0.001, -1.6296669833237211),
        (7.0, 7.3, -1.9100409239849962),
        (1000000.0, 1004000.0, -15.805424358067144),
        (1000000000000000.0, 1000000100000000.0, -23.188326397326707),
        (800.0, 2.0, -3999.4329862500855),
        (0.9, 40.0, -36.641024215374374),
    ];

    private static readonly (double X, double N, double P, double Want)[] BinomialLogs =
    [
        (3.0, 10.0, 0.3, -1.3211512777668886),
        (0.5, 2.5, 0.125, -0.67817489666658907),
        (400000.0, 1000000.0, 0.401, -9.1953168815881528),
        (2.0, 1000000000000000.0, 1e-15, -1.6931471805599447),
        (1000000000.0, 4000000000.0, 0.2501, -117.78444075423749),
        (24.0, 25.0, 0.999, -3.7128914621199402),
    ];

    private static readonly (double X, double Mean, double Size, double Want)[] NegativeBinomialLogs =
    [
        (0.0, 0.2, 0.05, -0.080471895621705023),
        (4.0, 3.0, 1.5, -2.3692364905288062),
        (500.0, 4.0, 0.001, -13.248852052252492),
        (50.0, 50.0, 1000000000.0, -2.8766167053657285),
        (20000.0, 1000.0, 0.5, -19.322316969505588),
        (1000000.0, 1001000.0, 30.0, -13.036658054618514),
    ];

    private static void Smallest(double y, double p, Func<double, TailPair> tails)
    {
        // Strictly below at y − 1 up to the ties' tolerance; a p above ½ is its complement's to the rounding of p.
        double slack = p > 0.5 ? 2.3e-16 : 0.0;
        Assert.True(tails(y).Lower >= (p * (1.0 - 2e-14)) - slack, $"{y} does not reach {p}");
        Assert.True(y == 0.0 || tails(y - 1.0).Lower < p, $"{y} is not the smallest for {p}");
    }
}
