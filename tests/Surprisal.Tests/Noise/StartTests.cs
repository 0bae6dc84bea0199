using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Noise;

public class StartTests
{
    private static readonly double[][] Samples =
    [
        [], [0], [1], [0, 0, 0, 0], [1, 1, 1], [0, 1], [0.25], [0.5, 0.5, 0.5], [1e-300, 1e-300], [1e308, 1.7e308], [-1.7e308, 1.7e308], [5e-324], [0.1, 0.9, 0.4],
        [-3, -3, -3], [1e15, 1e15], [0, 0, 0, 0, 0, 1e9], [3, 4, 2, 8, 1, 100000], [double.MaxValue, 5e-324, 1], [0.9999999999999999, 1e-300],
    ];

    [Fact]
    public void StartsAreInsideForEverySample()
    {
        int tried = 0;
        foreach (ScalarNoise noise in NoiseModels.All.Where(static n => n.IsUnivariate))
        {
            foreach (double[] sample in Samples)
            {
                if (!sample.All(y => noise.Support.Contains(y, Math.Max(y, 5)))) continue;
                double[] trials = noise.Support == Support.CountsUpToTrials ? [.. sample.Select(y => Math.Max(y, 5))] : [];
                foreach (double weight in new[] { double.NaN, 1, 0.001, 0, 1e12 })
                {
                    double[] weights = double.IsNaN(weight) ? [] : [.. sample.Select(_ => weight)];
                    double[] start = new double[noise.Parameters.Count];
                    noise.Start(sample, trials, weights, start);
                    for (int k = 0; k < start.Length; k++)
                        Assert.True(noise.Parameters[k].Domain.Contains(start[k]), $"{noise.Name} [{string.Join(' ', sample)}] weight {weight}: {noise.Parameters[k].Name} = {start[k]}");
                    tried++;
                }
            }
        }

        Assert.True(tried > 400, $"{tried}");
    }

    [Theory]
    [InlineData("gaussian(mu=3, sigma=0.5)", 0.05)]
    [InlineData("student-t(mu=10, sigma=2, nu=5)", 0.1)]
    [InlineData("huber(mu=10, sigma=2)", 0.25)]
    [InlineData("logistic(mu=5, scale=2)", 0.1)]
    [InlineData("gumbel(mu=5, scale=2)", 0.1)]
    [InlineData("gumbel-min(mu=5, scale=2)", 0.1)]
    [InlineData("skew-normal(location=5, scale=2, slant=4)", 0.3)]
    [InlineData("ex-gaussian(mu=300, sigma=40, tau=80)", 0.15)]
    [InlineData("bernoulli(mu=0.3)", 0.05)]
    [InlineData("binomial(mu=0.3, trials=12)", 0.05)]
    [InlineData("poisson(mu=14)", 0.05)]
    [InlineData("negative-binomial(mu=300, size=25)", 0.15)]
    [InlineData("gamma(mu=3, shape=0.2)", 0.25)]
    [InlineData("gamma(mu=3, shape=50)", 0.1)]
    [InlineData("beta(mu=0.7, precision=40)", 0.1)]
    [InlineData("exponential(mu=0.02)", 0.05)]
    [InlineData("weibull(scale=300, shape=0.4)", 0.1)]
    [InlineData("weibull(scale=0.02, shape=30)", 0.05)]
    [InlineData("rayleigh(sigma=50)", 0.05)]
    [InlineData("lognormal(mu=3, sigma=0.7)", 0.05)]
    [InlineData("inverse-gaussian(mu=3, shape=20)", 0.05)]
    [InlineData("log-logistic(scale=30, shape=4)", 0.05)]
    [InlineData("half-normal(sigma=0.3)", 0.05)]
    [InlineData("pareto-lomax(scale=12, shape=7)", 0.5)]
    [InlineData("inverse-gamma(scale=12, shape=5)", 0.1)]
    [InlineData("tweedie(mu=3, dispersion=2)", 0.1)]
    [InlineData("generalised-gamma(mu=1, sigma=0.5, shape=0)", 0.1)]
    [InlineData("logit-normal(mu=1, sigma=0.5)", 0.1)]
    [InlineData("kumaraswamy(a=1, b=4)", 0.1)]
    [InlineData("continuous-bernoulli(lambda=0.2)", 0.1)]
    public void StartsAreNearTheTruth(string text, double tolerance)
    {
        NoiseSpec spec = NoiseSpec.Parse(text);
        Distribution d = spec.ToDistribution();
        RandomStream stream = new(99);
        double[] y = [.. Enumerable.Range(0, 5000).Select(_ => d.Sample(stream))];
        double[] trials = spec.Trials is { } n ? [.. y.Select(_ => n)] : [];
        double[] start = new double[spec.Model.Parameters.Count];
        ((ScalarNoise)spec.Model).Start(y, trials, [], start);
        for (int k = 0; k < start.Length; k++)
        {
            double truth = spec.Held[spec.Model.Parameters[k].Name];
            Assert.True(Math.Abs(start[k] - truth) <= tolerance * truth, $"{spec.Model.Parameters[k].Name}: {start[k]} for {truth}");
        }

        // A weight counts as that many rows, a row of weight 0 not at all.
        double[] twice = new double[start.Length], withOther = new double[start.Length];
        ((ScalarNoise)spec.Model).Start([.. y[..900], .. y[..900]], trials.Length == 0 ? [] : trials[..1800], [], twice);
        ((ScalarNoise)spec.Model).Start([.. y[..900], y[901]], trials.Length == 0 ? [] : trials[..901], [.. Enumerable.Repeat(2.0, 900), 0.0], withOther);
        for (int k = 0; k < start.Length; k++) Assert.Equal(twice[k], withOther[k], 1e-9 * Math.Abs(twice[k]));
    }
}
