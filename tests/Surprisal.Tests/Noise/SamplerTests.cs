using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Noise;

public class SamplerTests
{
    private const int Draws = 20_000;

    private static readonly string[] Texts =
    [
        "gaussian(mu=3, sigma=0.5)", "student-t(mu=1, sigma=2, nu=3)", "student-t(mu=0, sigma=1, nu=0.4)", "huber(mu=-1, sigma=2)", "huber(mu=0, sigma=1, k=0.2)",
        "logistic(mu=5, scale=2)", "bernoulli(mu=0.3)", "binomial(mu=0.3, trials=12)", "binomial(mu=0.85, trials=400)", "binomial(mu=0.4, trials=1000000)",
        "poisson(mu=0.7)", "poisson(mu=14)", "poisson(mu=250000)", "negative-binomial(mu=4, size=0.6)", "negative-binomial(mu=300, size=25)",
        "gamma(mu=3, shape=0.2)", "gamma(mu=3, shape=7)", "beta(mu=0.3, precision=0.8)", "beta(mu=0.7, precision=40)",
        "generalised-gamma(mu=1, sigma=0.5, shape=-0.7)", "generalised-gamma(mu=1, sigma=0.5, shape=1e-6)", "logit-normal(mu=1, sigma=1.5)", "kumaraswamy(a=0.6, b=3)",
        "continuous-bernoulli(lambda=0.2)",
    ];

    public static TheoryData<string> Distributions { get; } = [.. Texts];

    [Theory]
    [MemberData(nameof(Distributions))]
    public void DrawsFollowTheCdf(string text)
    {
        NoiseSpec spec = NoiseSpec.Parse(text);
        Distribution d = spec.ToDistribution();
        RandomStream stream = new(20251121);
        double[] draws = new double[Draws];
        for (int i = 0; i < Draws; i++) draws[i] = d.Sample(stream);
        Assert.All(draws, y => Assert.True(spec.Model.Support.Contains(y, spec.Trials ?? 1)));
        Array.Sort(draws);
        double worst = 0;
        for (int i = 0; i < Draws; i++)
        {
            // At the last of equal draws the empirical cdf is (i + 1)/n; for a continuous one its other side too.
            if (i + 1 == Draws || draws[i + 1] > draws[i]) worst = Math.Max(worst, Math.Abs(((i + 1.0) / Draws) - d.Cdf(draws[i])));
            if (!spec.Model.Support.IsDiscrete()) worst = Math.Max(worst, Math.Abs(d.Cdf(draws[i]) - ((double)i / Draws)));
        }

        // 1.95/√n is passed once in a thousand times.
        Assert.True(worst * Math.Sqrt(Draws) < 1.95, $"{worst * Math.Sqrt(Draws)}");
        if (double.IsFinite(d.Variance)) Assert.True(Math.Abs(draws.Average() - d.Mean) < 4.5 * Math.Sqrt(d.Variance / Draws), $"{draws.Average()} {d.Mean}");
    }

    [Theory]
    [InlineData("student-t(mu=0, sigma=1, nu=0.001)")]
    [InlineData("gamma(mu=1, shape=1e-8)")]
    [InlineData("beta(mu=0.5, precision=1e-6)")]
    [InlineData("poisson(mu=1e15)")]
    [InlineData("negative-binomial(mu=1e10, size=1e-8)")]
    [InlineData("binomial(mu=1e-12, trials=1e15)")]
    public void ExtremeDrawsStayInTheSupport(string text)
    {
        NoiseSpec spec = NoiseSpec.Parse(text);
        Distribution d = spec.ToDistribution();
        RandomStream stream = new(7);
        for (int i = 0; i < 500; i++)
        {
            double y = d.Sample(stream);
            Assert.True(spec.Model.Support.Contains(y, spec.Trials ?? 1), $"{y}");
        }
    }

    [Fact]
    public void TheSameStreamGivesTheSameDraws()
    {
        foreach (string text in Texts)
        {
            Distribution d = NoiseSpec.Parse(text).ToDistribution();
            RandomStream a = new(5, 3), b = new(5, 3);
            for (int i = 0; i < 50; i++) Assert.Equal(BitConverter.DoubleToInt64Bits(d.Sample(a)), BitConverter.DoubleToInt64Bits(d.Sample(b)));
        }
    }
}
