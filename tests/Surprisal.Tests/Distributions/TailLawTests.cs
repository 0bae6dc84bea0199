using Surprisal.Numerics.Distributions;
using Xunit;

namespace Surprisal.Tests.Distributions;

/// <summary>Identities, monotony and special values of the tails.</summary>
public class TailLawTests
{
    private static readonly double[] Shapes = [1e-10, 1e-3, 0.4, 1.0, 3.3, 14.0, 16.0, 250.0, 1e6, 1e10];
    private static readonly double[] Offsets = [-6.0, -2.0, -0.3, 0.0, 0.7, 3.0, 8.0];

    [Fact]
    public void TailsSumToOneAndAreMonotone()
    {
        foreach (double a in Shapes)
        {
            double last = 0.0;
            foreach (double offset in Offsets)
            {
                TailPair tails = IncompleteGamma.Tails(a, a * Math.Exp(offset / Math.Sqrt(Math.Max(a, 0.1))));
                Assert.Equal(1.0, tails.Lower + tails.Upper, 3e-15);
                Assert.True(tails.Lower >= last, $"P({a}, x) falls at {offset}");
                last = tails.Lower;
            }
        }
    }

    [Fact]
    public void BetaIsSymmetricAndSumsToOne()
    {
        foreach (double a in Shapes)
        {
            foreach (double b in Shapes)
            {
                double last = 0.0;
                foreach (double offset in Offsets)
                {
                    double odds = a / b * Math.Exp(offset * Math.Min(3.0, Math.Sqrt((1.0 / a) + (1.0 / b))));
                    double x = odds / (1.0 + odds);
                    double y = 1.0 / (1.0 + odds);
                    TailPair tails = IncompleteBeta.Tails(a, b, x, y);
                    TailPair mirrored = IncompleteBeta.Tails(b, a, y, x);
                    Assert.Equal(1.0, tails.Lower + tails.Upper, 3e-15);
                    Relative.Equal(tails.Lower, mirrored.Upper, 2e-15, $"I({a}, {b}, {x})");
                    Assert.True(tails.Lower >= last, $"I({a}, {b}, x) falls at {offset}");
                    last = tails.Lower;
                }
            }
        }
    }

    [Theory]
    [InlineData(0.3, 0.2)]
    [InlineData(2.5, 4.0)]
    [InlineData(14.5, 11.0)]
    [InlineData(80.0, 95.0)]
    public void GammaRecurrence(double a, double x)
    {
        // NIST DLMF 8.8.5: P(a + 1, x) = P(a, x) − xᵃe⁻ˣ/Γ(a + 1).
        double step = IncompleteGamma.Density(a, x).Value / a;
        Relative.Equal(IncompleteGamma.P(a, x), IncompleteGamma.P(a + 1.0, x) + step, 1e-14, $"P({a}, {x})");
        Relative.Equal(IncompleteGamma.Q(a + 1.0, x), IncompleteGamma.Q(a, x) + step, 1e-14, $"Q({a}, {x})");
    }

    [Fact]
    public void ClosedForms()
    {
        double infinity = double.PositiveInfinity;
        Relative.Equal(Math.Exp(-700.0), IncompleteGamma.Q(1.0, 700.0), 1e-15, "Q(1, 700)");
        Relative.Equal(-1e5, IncompleteGamma.LogQ(1.0, 1e5), 1e-15, "log Q(1, 1e5)");
        Relative.Equal(-0.3 * Math.Log(2.0), IncompleteBeta.LogLower(0.3, 1.0, 0.5, 0.5), 1e-15, "log I(0.3, 1, ½)");
        Relative.Equal(0.5, IncompleteBeta.Lower(1e9, 1e9, 0.5, 0.5), 1e-15, "I(a, a, ½)");
        Relative.Equal(1.0 / Math.PI / 1e200, StudentT.Survival(1e200, 1.0), 1e-15, "cauchy tail");
        Relative.Equal(Normal.Survival(5.0), StudentT.Survival(5.0, double.PositiveInfinity), 0.0, "student-t at infinite nu");
        Relative.Equal(Normal.Survival(2.0), Huber.Tails(2.0, double.PositiveInfinity).Upper, 1e-15, "huber at infinite k");
        Relative.Equal(Poisson.Tails(4.0, 3.0).Lower, NegativeBinomial.Tails(4.0, 3.0, infinity).Lower, 0.0, "infinite size");
    }

    [Fact]
    public void HuberVarianceLiesBetweenItsLimits()
    {
        Relative.Equal(1.0, Huber.Variance(40.0), 1e-15, "normal limit");
        Relative.Equal(2e6, Huber.Variance(1e-3), 1e-6, "laplace limit 2/k²");

        // 30 digits, mpmath: quadrature of z²e^−ρ(z) over that of e^−ρ(z).
        Relative.Equal(1.4762690743112981, Huber.Variance(1.345), 2e-15, "k = 1.345");
    }

    [Fact]
    public void EndsOfTheSupport()
    {
        Assert.Equal(0.0, IncompleteGamma.P(2.0, 0.0));
        Assert.Equal(1.0, IncompleteGamma.P(2.0, double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, IncompleteGamma.LogP(2.0, 0.0));
        Assert.Equal(0.0, IncompleteGamma.LogQ(2.0, 0.0));
        Assert.Equal(0.0, IncompleteGamma.InverseP(2.0, 0.0));
        Assert.Equal(double.PositiveInfinity, IncompleteGamma.InverseQ(2.0, 0.0));
        Assert.Equal(0.0, IncompleteGamma.InverseP(1e-3, 0.1));
        Assert.Equal((0.0, 1.0), IncompleteBeta.InverseLower(2.0, 3.0, 0.0));
        Assert.Equal((1.0, 0.0), IncompleteBeta.InverseLower(2.0, 3.0, 1.0));
        Assert.Equal(1.0, IncompleteBeta.Lower(2.0, 3.0, 1.0, 0.0));
        Assert.Equal(double.NegativeInfinity, Normal.Quantile(0.0));
        Assert.Equal(double.PositiveInfinity, Normal.Quantile(1.0));
        Assert.Equal(0.0, Normal.Quantile(0.5));
        Assert.Equal(0.0, Normal.Survival(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, Normal.LogCdf(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, StudentT.Quantile(1.0, 3.0));
        Assert.Equal(0.0, StudentT.Quantile(0.5, 3.0));
        Assert.Equal(0.0, StudentT.Survival(double.PositiveInfinity, 3.0));
        Assert.Equal(1.0, StudentT.Survival(double.NegativeInfinity, 3.0));
        Assert.Equal(double.PositiveInfinity, Huber.Quantile(QuantileTarget.FromCdf(1.0), 1.0));
        Assert.Equal(0.0, Huber.Tails(1e200, 1e180).Upper);
        Assert.Equal(double.PositiveInfinity, Logistic.Quantile(1.0));
        Assert.Equal(double.NegativeInfinity, Logistic.Quantile(0.0));
    }

    [Fact]
    public void OutsideTheDomainIsNaN()
    {
        double nan = double.NaN;
        double[] results =
        [
            IncompleteGamma.P(0.0, 1.0), IncompleteGamma.P(-1.0, 1.0), IncompleteGamma.Q(1.0, -1.0), IncompleteGamma.LogP(nan, 1.0),
            IncompleteGamma.LogQ(1.0, nan), IncompleteGamma.P(double.PositiveInfinity, 1.0), IncompleteGamma.InverseP(1.0, 1.5),
            IncompleteGamma.InverseP(1.0, nan), IncompleteGamma.InverseLogQ(1.0, 0.5), IncompleteGamma.InverseQ(nan, 0.5),
            IncompleteBeta.Lower(0.0, 1.0, 0.5, 0.5), IncompleteBeta.Upper(1.0, 1.0, 1.5, -0.5),
            IncompleteBeta.LogLower(1.0, nan, 0.5, 0.5),
            IncompleteBeta.LogUpper(1.0, 1.0, nan, nan), IncompleteBeta.InverseLower(1.0, 1.0, -0.1).X,
            IncompleteBeta.InverseUpper(1.0, nan, 0.1).Y,
            Normal.Cdf(nan), Normal.LogSurvival(nan), Normal.Quantile(nan), Normal.Quantile(1.1),
            Normal.QuantileFromLog(0.1), Normal.Density(nan),
            StudentT.Cdf(nan, 1.0), StudentT.Survival(1.0, 0.0), StudentT.LogCdf(1.0, nan), StudentT.Quantile(0.1,
            -1.0), StudentT.Quantile(nan, 1.0),
            Huber.Tails(nan, 1.0).Lower, Huber.Tails(1.0, 0.0).Upper, Huber.Quantile(QuantileTarget.FromCdf(2.0), 1.0),
            Huber.Normaliser(-1.0),
            Huber.Quantile(QuantileTarget.FromCdf(nan), 1.0), Huber.Variance(nan), Logistic.Cdf(nan),
            Logistic.Quantile(-0.1), Logistic.QuantileFromLog(nan),
            Poisson.Tails(nan, 1.0).Lower, Poisson.Tails(1.0, -1.0).LogUpper, Poisson.Quantile(QuantileTarget.FromCdf(0.5), nan),
            Binomial.Tails(1.0, 2.0, 1.5, -0.5).Lower, Binomial.Quantile(QuantileTarget.FromCdf(nan), 2.0, 0.5, 0.5),
            NegativeBinomial.Tails(1.0, 1.0, 0.0).Lower, NegativeBinomial.LogProbability(nan, 1.0, 1.0),
            SaddlePoint.Deviance(-1.0, 1.0), SaddlePoint.PoissonLogProbability(1.0, nan),
            SaddlePoint.BinomialLogProbability(nan, 2.0, 0.5, 0.5),
        ];
        Assert.All(results, result => Assert.Equal(double.NaN, result));
    }
}
