using Surprisal.Laws;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Noise;

/// <summary>Tweedie at other powers than its default, and its atom.</summary>
public class TweedieTests
{
    private static readonly string[] OfFits = ["refit", "weights", "inputs", "sampling"];

    public static TheoryData<double, string> PowersAndLaws
    {
        get
        {
            TheoryData<double, string> pairs = [];
            foreach (double power in new[] { 1.15, 1.8 })
            {
                foreach (INoiseLaw law in NoiseLaws.All.Where(l => !OfFits.Contains(l.Name, StringComparer.Ordinal))) pairs.Add(power, law.Name);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(PowersAndLaws))]
    public void LawsHoldAtOtherPowers(double power, string law)
    {
        NoiseModel noise = NoiseModels.Get("tweedie").WithHyperValue("power", power);
        IReadOnlyList<LawResult> results = NoiseLaws.Check(NoiseLaws.All.Single(l => string.Equals(l.Name, law, StringComparison.Ordinal)), noise);
        Assert.All(results, r => Assert.True(r.Passed, r.ToString()));
    }

    [Fact]
    public void TheAtomTakesARangeOfProbabilities()
    {
        Distribution d = ((ScalarNoise)NoiseModels.Get("tweedie")).At([1.0, 1.0]);
        double atom = Math.Exp(-2.0);
        Assert.Equal(-2.0, d.LogDensity(0.0));
        Assert.Equal((0.0, 1.0, 0.0), (d.Cdf(-1e-300), d.Survival(-1e-300), d.Quantile(d.Cdf(0.0))));
        Assert.Equal((0.0, 0.0, 0.0), (d.Quantile(0.0), d.Quantile(atom / 2.0), d.SurvivalQuantile(1.0)));
        Assert.True(d.Quantile(atom * (1.0 + 1e-9)) > 0.0);
        Assert.Equal([0.0], NoiseModels.Get("tweedie").Atoms);
    }

    [Fact]
    public void TheModeIsZeroOrWhereTheDensityIsHighest()
    {
        ScalarNoise noise = (ScalarNoise)NoiseModels.Get("tweedie");
        Assert.Equal(0.0, noise.At([0.1, 5.0]).Mode);
        Distribution d = noise.At([5.0, 0.1]);
        Assert.InRange(d.Mode, 4.0, 5.0);
        Assert.True(d.LogDensity(d.Mode) >= d.LogDensity(d.Mode + 0.01) && d.LogDensity(d.Mode) >= d.LogDensity(d.Mode - 0.01));
    }
}
