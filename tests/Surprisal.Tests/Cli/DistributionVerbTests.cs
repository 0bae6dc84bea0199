using System.Text.Json;
using Surprisal.Docs;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Cli;

public class DistributionVerbTests
{
    private static readonly string[] UnivariateKeys = ["noise", "parameters", "mean", "variance", "median", "mode", "entropy", "at", "quantiles", "sample"];

    /// <summary>Every noise model and combinator, with values.</summary>
    public static TheoryData<string> Everything() =>
        [.. NoiseModels.All.Select(static n => StandardValues.Of(StandardValues.Concrete(n)) is var spec && n is MultinomialNoise ? spec with { Trials = 10 } : spec)
            .Concat(NoiseCombinators.All.Select(static c => StandardValues.Of(StandardValues.Concrete(NoiseSpec.Parse(c.Example).Model)))).Select(static s => s.ToString())];

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_noise_model_is_served(string noise)
    {
        // Thresholds of one value each are out of order.
        string text = noise.StartsWith("ordinal", StringComparison.Ordinal) ? "ordinal(mu=0, threshold[1]=0, threshold[2]=1)" : noise;
        CommandRun page = CommandRun.Of("distribution", text, "--sample", "3"), run = CommandRun.Of("distribution", text, "--sample", "3", "--json");
        Assert.Equal((0, string.Empty, 0, string.Empty), (page.Status, page.Error, run.Status, run.Error));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(3, json.RootElement.GetProperty("sample").GetArrayLength());
        Assert.Equal(text, json.RootElement.GetProperty("noise").GetString());
        JsonElement drawn = json.RootElement.GetProperty("sample")[0];
        string cells = drawn.ValueKind == JsonValueKind.Array ? string.Join(',', drawn.EnumerateArray()) : drawn.ToString();
        CommandRun there = CommandRun.Of("distribution", text, $"--at={cells}", "--json");
        using JsonDocument point = JsonDocument.Parse(there.Output);
        Assert.True(double.IsFinite(point.RootElement.GetProperty("at")[0].GetProperty("logDensity").GetDouble()), there.Output);
    }

    [Fact]
    public void The_shape_for_single_numbers_is_that_of_the_issue()
    {
        using JsonDocument json = Json("gamma(mu=2, shape=3)", "--at", "0.5,1", "--quantile", "0.5");
        Assert.Equal(UnivariateKeys, json.RootElement.EnumerateObject().Select(static p => p.Name));
        Assert.Equal(["y", "logDensity", "cdf", "survival", "logCdf", "logSurvival"], json.RootElement.GetProperty("at")[0].EnumerateObject().Select(static p => p.Name));
    }

    [Fact]
    public void Classes_are_texts_and_have_no_moments()
    {
        using JsonDocument json = Json("categorical(mu[red]=0, mu[blue]=1)", "--at", "blue,red", "--sample", "2");
        JsonElement root = json.RootElement;
        Assert.Equal(1.0 / (1.0 + Math.E), root.GetProperty("probabilities").GetProperty("red").GetDouble(), 1e-15);
        Assert.Equal(["mean", "variance", "median", "cdf"], root.GetProperty("reasons").EnumerateObject().Select(static p => p.Name));
        Assert.All((string[])["mean", "variance", "median"], name => Assert.Equal(JsonValueKind.Null, root.GetProperty(name).ValueKind));
        Assert.Equal("blue", root.GetProperty("mode").GetString());
        Assert.Equal("blue", root.GetProperty("at")[0].GetProperty("y").GetString());
        Assert.Equal(1.0 - Math.Log(1.0 + Math.E), root.GetProperty("at")[0].GetProperty("logDensity").GetDouble(), 1e-15);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("at")[0].GetProperty("cdf").ValueKind);
    }

    [Theory]
    [InlineData(null, "logit")]
    [InlineData("mu=probit", "probit")]
    public void Classes_in_an_order_have_a_distribution_function(string? link, string name)
    {
        string[] extra = link is null ? [] : ["--link", link];
        using JsonDocument json = Json("ordinal(0.3, -1, 1)", ["--at", "1,2,3", "--quantile", "0.1,0.5", .. extra]);
        JsonElement root = json.RootElement;
        double below = name == "logit" ? 1.0 / (1.0 + Math.Exp(1.3)) : 0.096800484585610325;
        Assert.Equal(name, root.GetProperty("links").GetProperty("mu").GetString());
        Assert.Equal(below, root.GetProperty("at")[0].GetProperty("cdf").GetDouble(), 1e-15);
        Assert.Equal(1.0, root.GetProperty("at")[2].GetProperty("cdf").GetDouble());
        Assert.Equal(name == "logit" ? "1" : "2", root.GetProperty("quantiles")[0].GetProperty("y").GetString());
        Assert.Equal("2", root.GetProperty("median").GetString());
    }

    [Fact]
    public void Several_responses_are_lists()
    {
        using JsonDocument json = Json("joint(multivariate-gaussian(0, 1, 1, 2, 0.5), categorical(mu[no]=0, mu[yes]=1))", "--at", "0,0,yes;1,2,no");
        JsonElement root = json.RootElement;
        Assert.Equal(["1", "2", "3"], root.GetProperty("responses").EnumerateArray().Select(static r => r.GetString()));
        Assert.Equal("[0,1,null]", Squeeze(root.GetProperty("mean")));
        Assert.Equal("[[1,0.5,null],[0.5,4.25,null],[null,null,null]]", Squeeze(root.GetProperty("covariance")));
        Assert.Equal(["no", "yes"], root.GetProperty("probabilities").GetProperty("3").EnumerateObject().Select(static p => p.Name));
        Assert.Equal("[1,2,\"no\"]", Squeeze(root.GetProperty("at")[1].GetProperty("y")));

        // z = (1, (2 − 1 − 0.5)/2), and 1/(1 + e).
        double expected = -Math.Log(2.0 * Math.PI) - Math.Log(2.0) - 0.5 - (0.5 * 0.0625) - Math.Log(1.0 + Math.E);
        Assert.Equal(expected, root.GetProperty("at")[1].GetProperty("logDensity").GetDouble(), 1e-14);
    }

    [Theory]
    [InlineData("'categorical' has no quantiles: the classes have no order", "categorical(1)", "--quantile", "0.5")]
    [InlineData("'dirichlet' has no quantiles: several responses have no order", "dirichlet(1, 2)", "--quantile", "0.5")]
    [InlineData("'0.2,0.7': the parts 1, 2 sum to 0.8999999999999999, not to 1", "dirichlet(1, 2)", "--at", "0.2,0.7")]
    [InlineData("'1,2': the counts do not sum to the 4 trials", "multinomial(1, trials=4)", "--at", "1,2")]
    [InlineData("'1' is not a row of 2 responses", "joint(gaussian(0, 1), poisson(2))", "--at", "1")]
    [InlineData("'maybe' is not one of the classes", "categorical(mu[no]=0, mu[yes]=1)", "--at", "maybe")]
    [InlineData("belongs to its predictor", "gaussian(0, 1)", "--link", "mu=log")]
    [InlineData("threshold[2] = 1 is not above threshold[1] = 2", "ordinal(0, 2, 1)")]
    public void What_makes_no_sense_is_a_usage_error(string message, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(["distribution", .. arguments]);
        Assert.Equal((2, string.Empty), (run.Status, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private static JsonDocument Json(string noise, params string[] options)
    {
        CommandRun run = CommandRun.Of(["distribution", noise, .. options, "--json"]);
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        return JsonDocument.Parse(run.Output);
    }

    private static string Squeeze(JsonElement element) => string.Concat(element.GetRawText().Where(static c => !char.IsWhiteSpace(c)));
}
