using Surprisal.Laws;
using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.RealLine;

/// <summary>What noise models of the real line have in common with each other, and laws at hyper-values that are not the default.</summary>
public sealed class FamilyTests
{
    private static readonly double[] Points = [-40.0, -3.0, -0.2, 0.0, 0.5, 0.500001, 1.0, 7.0, 90.0];

    // Laws of the fit wait for a solver that knows kinks; they run at the default tau.
    private static readonly string[] OfFits = ["refit", "weights", "inputs"];

    public static TheoryData<string, string, double> Limits { get; } = new()
    {
        { "asymmetric-laplace(mu=0.5, scale=1.5)", "laplace(mu=0.5, scale=3)", 1e-14 },
        { "asymmetric-gaussian(mu=0.5, sigma=3)", "gaussian(mu=0.5, sigma=3)", 1e-14 },
        { "generalised-normal(mu=0.5, scale=3, power=1)", "laplace(mu=0.5, scale=3)", 1e-14 },
        { "generalised-normal(mu=0.5, scale=4.242640687119285, power=2)", "gaussian(mu=0.5, sigma=3)", 1e-14 },
        { "student-t(mu=0.5, sigma=3, nu=1)", "cauchy(mu=0.5, scale=3)", 1e-13 },
        { "hyperbolic(mu=0.5, sigma=3, delta=1e9)", "gaussian(mu=0.5, sigma=3)", 1e-14 },
        { "hyperbolic(mu=0.5, sigma=3e-7, delta=1e-7)", "laplace(mu=0.5, scale=3)", 1e-6 },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Members_of_one_family_agree(string text, string other, double tolerance)
    {
        Distribution a = NoiseSpec.Parse(text).ToDistribution(), b = NoiseSpec.Parse(other).ToDistribution();
        foreach (double y in Points)
        {
            Near(b.LogDensity(y), a.LogDensity(y), tolerance, $"log-density at {y}");
            Near(b.LogCdf(y), a.LogCdf(y), 10.0 * tolerance, $"log cdf at {y}");
            Near(b.LogSurvival(y), a.LogSurvival(y), 10.0 * tolerance, $"log survival at {y}");
        }

        foreach (double p in new[] { 1e-200, 1e-6, 0.2, 0.7, 0.999 }) Near(b.Quantile(p), a.Quantile(p), 100.0 * tolerance, $"quantile at {p}");
        Assert.Equal(b.Mode, a.Mode);
        Near(b.Entropy, a.Entropy, tolerance < 1e-10 ? 1e-11 : tolerance, "entropy");
        if (double.IsFinite(b.Variance)) Near(b.Variance, a.Variance, 10.0 * tolerance, "variance");
    }

    [Theory]
    [InlineData("asymmetric-laplace(tau=0.1)")]
    [InlineData("asymmetric-laplace(tau=0.995)")]
    [InlineData("asymmetric-gaussian(tau=0.02)")]
    [InlineData("asymmetric-gaussian(tau=0.9)")]
    public void Laws_hold_for_other_tau(string text)
    {
        NoiseModel noise = NoiseSpec.Parse(text).Model;
        foreach (INoiseLaw law in NoiseLaws.All.Where(static l => !OfFits.Contains(l.Name, StringComparer.Ordinal)))
            Assert.All(NoiseLaws.Check(law, noise), static r => Assert.True(r.Passed, r.ToString()));
    }

    [Theory]
    [InlineData("asymmetric-laplace(mu=2, scale=3, tau=0.2)", 0.2)]
    [InlineData("asymmetric-laplace(mu=-1, scale=0.1, tau=0.99)", 0.99)]
    public void The_location_is_the_quantile_that_tau_says(string text, double tau)
    {
        NoiseSpec spec = NoiseSpec.Parse(text);
        Assert.Equal(spec.Held["mu"], spec.ToDistribution().Quantile(tau));
        Assert.Equal(tau, spec.ToDistribution().Cdf(spec.Held["mu"]), 1e-15);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.97)]
    public void The_location_is_the_expectile_that_tau_says(double tau)
    {
        // The defining equation: tau E(Y - mu)+ = (1 - tau) E(mu - Y)+, by the midpoint rule on quantiles.
        Distribution d = ((ScalarNoise)NoiseModels.Get("asymmetric-gaussian").WithHyperValue("tau", tau)).At([2.0, 3.0]);
        const int Count = 200_000;
        double above = 0.0, below = 0.0;
        for (int i = 0; i < Count; i++)
        {
            double deviation = d.Quantile((i + 0.5) / Count) - 2.0;
            above += Math.Max(deviation, 0.0) / Count;
            below += Math.Max(-deviation, 0.0) / Count;
        }

        Assert.Equal(tau * above, (1.0 - tau) * below, 1e-4 * tau * above);
    }

    [Theory]
    [InlineData("laplace(mu=10, scale=2)", 0.1)]
    [InlineData("asymmetric-laplace(mu=10, scale=2, tau=0.3)", 0.15)]
    [InlineData("asymmetric-gaussian(mu=10, sigma=2, tau=0.8)", 0.1)]
    [InlineData("cauchy(mu=10, scale=2)", 0.1)]
    [InlineData("hyperbolic-secant(mu=10, scale=2)", 0.1)]
    [InlineData("generalised-normal(mu=10, scale=2, power=2)", 0.1)]
    [InlineData("hyperbolic(mu=10, sigma=2, delta=1.5)", 0.1)]
    public void Starts_are_near_the_truth(string text, double tolerance)
    {
        NoiseSpec spec = NoiseSpec.Parse(text);
        RandomStream stream = new(5);
        Distribution d = spec.ToDistribution();
        double[] y = [.. Enumerable.Range(0, 4000).Select(_ => d.Sample(stream))], start = new double[spec.Model.Parameters.Count];
        spec.Model.Start(y, [], [], start);
        for (int k = 0; k < start.Length; k++)
        {
            double truth = spec.Held[spec.Model.Parameters[k].Name];
            Assert.True(Math.Abs(start[k] - truth) <= tolerance * truth, $"{spec.Model.Parameters[k].Name}: {start[k]} for {truth}");
        }
    }

    [Fact]
    public void A_power_below_one_has_a_distribution_too()
    {
        Distribution d = NoiseSpec.Parse("generalised-normal(mu=1, scale=2, power=0.4)").ToDistribution();
        RandomStream stream = new(11);
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(_ => d.Sample(stream)).Order()];
        double worst = draws.Select((y, i) => Math.Abs(d.Cdf(y) - ((i + 0.5) / draws.Length))).Max();
        Assert.True(worst * Math.Sqrt(draws.Length) < 1.95, $"{worst}");
        Assert.Equal(0.0, NoiseEvaluation.Of(NoiseModels.Get("generalised-normal"), new NoiseRows(new[] { 1.0 }, [new[] { 1.0 }, new[] { 0.3 }, new[] { -0.9 }], default)).Gradient(0)[0]);
    }

    [Theory]
    [InlineData("mae", "laplace")]
    [InlineData("L1", "laplace")]
    [InlineData("pinball", "asymmetric-laplace")]
    [InlineData("quantile", "asymmetric-laplace")]
    [InlineData("expectile", "asymmetric-gaussian")]
    [InlineData("lorentzian", "cauchy")]
    [InlineData("log_cosh", "hyperbolic-secant")]
    [InlineData("lp", "generalised-normal")]
    [InlineData("charbonnier", "hyperbolic")]
    [InlineData("pseudo huber", "hyperbolic")]
    public void Losses_name_their_noise_model(string loss, string noise) => Assert.Equal(noise, NoiseModels.ForLoss(loss).Name);

    [Theory]
    [InlineData("asymmetric-laplace", 0.0)]
    [InlineData("asymmetric-laplace", 1.0)]
    [InlineData("asymmetric-gaussian", -0.5)]
    [InlineData("asymmetric-gaussian", double.NaN)]
    public void A_tau_outside_is_refused(string noise, double tau)
    {
        InputException refused = Assert.Throws<InputException>(() => NoiseModels.Get(noise).WithHyperValue("tau", tau));
        Assert.StartsWith($"noise model '{noise}': tau must be strictly between 0 and 1, not ", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => NoiseModels.Get(noise).WithHyperValue("k", 0.5));
    }

    private static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * (1.0 + Math.Abs(expected)), $"{what}: {actual:R}, not {expected:R}");
}
