using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Laws;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Tests.Cli;
using Xunit;

namespace Surprisal.Tests.Laws;

/// <summary>Every combinator, and combinations of combinations, obey every law that noise models do.</summary>
public class CombinationLawTests
{
    // Laws about a distribution over single numbers say nothing of several responses.
    private static readonly string[] OfDistributions = ["density", "cdf", "quantile", "tails", "special-values", "moments", "mode", "entropy"];

    private static readonly string[] Texts =
    [
        "zero-inflated(poisson)",
        "zero-inflated(negative-binomial)",
        "zero-inflated(binomial)",
        "hurdle(poisson)",
        "hurdle(gamma)",
        "hurdle(truncated(poisson, upper=12))",
        "truncated(gaussian, lower=0)",
        "truncated(gaussian, lower=-1, upper=4)",
        "truncated(negative-binomial, lower=1)",
        "truncated(gaussian)",
        "censored(weibull)",
        "censored(gamma)",
        "censored(student-t)",
        "censored(huber)",
        "censored(negative-binomial)",
        "zero-one-inflated(beta)",
        "zero-one-inflated(logit(gaussian))",
        "mixture(gaussian, k=2)",
        "mixture(student-t, gaussian)",
        "mixture(zero-inflated(poisson), poisson)",
        "contaminated(gaussian)",
        "contaminated(laplace)",
        "discretised(gaussian)",
        "discretised(gamma)",
        "discretised(truncated(gaussian, lower=0))",
        "log(student-t)",
        "log(gaussian)",
        "logit(gaussian)",
        "joint(gaussian, poisson)",
        "joint(gamma, gaussian)",
        "mixture(multivariate-gaussian, k=2)",
    ];

    // What does not hold, or takes too long here, and why.
    private static readonly Dictionary<(string Noise, string Law), string> Left = new()
    {
        [("log(student-t)", "mode")] = "the density grows without bound only where responses underflow",
    };

    public static TheoryData<string, string> Pairs()
    {
        TheoryData<string, string> pairs = [];
        foreach (string text in Texts)
        {
            foreach (INoiseLaw law in NoiseLaws.All)
            {
                if (Left.ContainsKey((text, law.Name))) continue;
                if (NoiseSpec.Parse(text).Model.IsUnivariate || !OfDistributions.Contains(law.Name, StringComparer.Ordinal)) pairs.Add(text, law.Name);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Holds(string noise, string law)
    {
        IReadOnlyList<LawResult> results = NoiseLaws.Check(NoiseLaws.All.Single(l => string.Equals(l.Name, law, StringComparison.Ordinal)), NoiseSpec.Parse(noise).Model);
        Assert.NotEmpty(results);
        Assert.All(results, r => Assert.True(r.Passed, r.ToString()));
    }

    [Theory]
    [InlineData("contaminated(laplace)")]
    [InlineData("mixture(gaussian, laplace)")]
    [InlineData("truncated(contaminated(laplace), lower=-100)")]
    public void What_laws_of_fits_leave_out_is_refused(string noise)
    {
        NoiseModel model = NoiseSpec.Parse(noise).Model;
        LawResult left = Assert.Single(NoiseLaws.Check(NoiseLaws.All.Single(static l => l.Name == "refit"), model));
        Assert.Equal(LawOutcome.Exempt, left.Outcome);
        Table rows = Table.ReadCsv(Repository.Sample("cars.csv"));
        InputException refused = Assert.Throws<InputException>(() => Model.Of(model, "dist ~ speed").Fit(rows));
        Assert.Contains(model.FitObjection!, refused.Message, StringComparison.Ordinal);
        Assert.Null(NoiseSpec.Parse("contaminated(gaussian)").Model.FitObjection);
    }

    [Fact]
    public void EveryCombinatorIsExamined() =>
        Assert.All(NoiseCombinators.All, static c => Assert.Contains(Texts, text => text.StartsWith($"{c.Name}(", StringComparison.Ordinal)));
}
