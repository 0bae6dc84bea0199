using Surprisal.Laws;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Laws;

/// <summary>The battery itself: it passes a correct noise model that is not registered, and each law catches what it is there for.</summary>
public class LawBatteryTests
{
    [Fact]
    public void CorrectNoiseModelOfAUserPasses()
    {
        IReadOnlyList<LawResult> results = NoiseLaws.Check(new OwnGaussian());
        Assert.All(results, r => Assert.Equal(LawOutcome.Held, r.Outcome));
        Assert.Equal(NoiseLaws.All.Select(l => l.Name).Order(StringComparer.Ordinal), results.Select(r => r.Law).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(WrongConstant), "normalisation")]
    [InlineData(typeof(WrongNormaliser), "bartlett")]
    [InlineData(typeof(Jump), "continuity")]
    [InlineData(typeof(NotANumber), "normalisation")]
    [InlineData(typeof(NotANumber), "support")]
    [InlineData(typeof(NotANumber), "derivatives")]
    [InlineData(typeof(NotANumber), "lanes")]
    [InlineData(typeof(OtherOnBlocks), "derivatives")]
    [InlineData(typeof(LastBitOnBlocks), "lanes")]
    [InlineData(typeof(StartsOutside), "start")]
    [InlineData(typeof(WritesInputs), "inputs")]
    [InlineData(typeof(WrongSupport), "support")]
    [InlineData(typeof(WrongCdf), "cdf")]
    [InlineData(typeof(CancellingSurvival), "cdf")]
    [InlineData(typeof(WrongQuantile), "quantile")]
    [InlineData(typeof(WrongTailFormula), "tails")]
    [InlineData(typeof(OtherTailOnBlocks), "tails")]
    [InlineData(typeof(UndeclaredTailFormula), "tails")]
    [InlineData(typeof(WrongSampler), "sampling")]
    [InlineData(typeof(WrongSampler), "refit")]
    [InlineData(typeof(WrongVariance), "moments")]
    [InlineData(typeof(WrongMode), "mode")]
    [InlineData(typeof(MissingMode), "mode")]
    [InlineData(typeof(WrongEntropy), "entropy")]
    [InlineData(typeof(MissingEntropy), "entropy")]
    [InlineData(typeof(WrongLogDensity), "density")]
    [InlineData(typeof(SwallowsNaN), "special-values")]
    [InlineData(typeof(Throws), "normalisation")]
    public void FlawIsCaught(Type noise, string law)
    {
        IReadOnlyList<LawResult> results = Check(noise, law);
        Assert.Contains(results, r => r.Outcome == LawOutcome.Broken);
    }

    [Fact]
    public void OnlyNormalisationSeesAMissingConstant()
    {
        foreach (string blind in (string[])["derivatives", "continuity", "bartlett", "refit"])
            Assert.All(Check(typeof(WrongConstant), blind), r => Assert.True(r.Passed, r.ToString()));
    }

    [Fact]
    public void ExemptionsAreReportedWithTheirReason()
    {
        LawResult result = Assert.Single(Check(typeof(Exempted), "sampling"));
        Assert.Equal(LawOutcome.Exempt, result.Outcome);
        Assert.Equal("draws are left to the user", result.Text);
        Assert.All(Check(typeof(Exempted), "moments"), r => Assert.Contains("sigma=2.5", r.Case, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(double.NaN, 1.0)]
    [InlineData(1.0, double.NaN)]
    public void ComparisonsRejectNaN(double deviation, double bound)
    {
        Assert.Equal(LawOutcome.Broken, Outcome(v => v.AtMost(deviation, bound, "a")));
        Assert.Equal(LawOutcome.Broken, Outcome(v => v.Near(deviation, bound, 10.0, "a")));
        Assert.Equal(LawOutcome.Broken, Outcome(v => v.Near(double.NaN, double.NaN, double.PositiveInfinity, "a")));
    }

    [Fact]
    public void NothingComparedIsNotAPass() => Assert.Equal(LawOutcome.Broken, Outcome(static _ => { }));

    [Fact]
    public void TheWorstComparisonIsReported()
    {
        Verdict verdict = new();
        verdict.Near(1.0, 1.5, 1.0, "half");
        verdict.Near(1.0, 4.0, 1.0, "three");
        verdict.Near(1.0, 1.0, 1.0, "none");
        LawResult result = verdict.ToResult("l", "s", "c");
        Assert.Equal(LawOutcome.Broken, result.Outcome);
        Assert.Equal(3.0, result.Observed);
        Assert.Equal(1.0, result.Bound);
        Assert.StartsWith("three", result.Text, StringComparison.Ordinal);
    }

    private static LawOutcome Outcome(Action<Verdict> compare)
    {
        Verdict verdict = new();
        compare(verdict);
        return verdict.ToResult("law", "subject", "case").Outcome;
    }

    private static IReadOnlyList<LawResult> Check(Type noise, string law) =>
        NoiseLaws.Check(NoiseLaws.All.Single(l => string.Equals(l.Name, law, StringComparison.Ordinal)), (NoiseModel)Activator.CreateInstance(noise)!);
}
