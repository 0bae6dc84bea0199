using Surprisal.Laws;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Laws;

/// <summary>Every registered noise model obeys every law.</summary>
public class NoiseLawTests
{
    // Laws about a distribution over single numbers say nothing of classes.
    private static readonly string[] OfDistributions = ["density", "cdf", "quantile", "tails", "special-values", "moments", "mode", "entropy"];

    public static TheoryData<string, string> Pairs()
    {
        TheoryData<string, string> pairs = [];
        foreach (NoiseModel noise in NoiseModels.All)
        {
            foreach (INoiseLaw law in NoiseLaws.All)
            {
                if (noise.IsUnivariate || !OfDistributions.Contains(law.Name, StringComparer.Ordinal)) pairs.Add(noise.Name, law.Name);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Holds(string noise, string law)
    {
        IReadOnlyList<LawResult> results = NoiseLaws.Check(NoiseLaws.All.Single(l => string.Equals(l.Name, law, StringComparison.Ordinal)), NoiseModels.Get(noise));
        Assert.NotEmpty(results);
        Assert.All(results, r => Assert.True(r.Passed, r.ToString()));
    }

    [Fact]
    public void EveryLawHasANameAndAStatement()
    {
        Assert.Equal(NoiseLaws.All.Count, NoiseLaws.All.Select(l => l.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(NoiseLaws.All, l => Assert.NotEmpty(l.Statement));
    }

    [Fact]
    public void EveryLawIsRegistered() => Assert.Equal(
        typeof(INoiseLaw).Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(INoiseLaw).IsAssignableFrom(t)).Select(t => t.Name).Order(StringComparer.Ordinal),
        NoiseLaws.All.Select(l => l.GetType().Name).Order(StringComparer.Ordinal));
}
