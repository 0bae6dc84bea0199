using System.Text.Json;
using Xunit;

namespace Surprisal.Tests.Cli;

public sealed class QuantileVerbTests
{
    private static string Stackloss => HouseRules.Repository.PathOf("tests", "Surprisal.Tests", "Reference", "data", "stackloss.csv");

    [Fact]
    public void One_object_holds_a_fit_a_level()
    {
        CommandRun run = CommandRun.Of("fit", Stackloss, "stack_loss ~ air_flow + water_temp + acid_conc", "--quantiles", "0.9,0.1,0.5", "--json");
        Assert.Equal(0, run.Status);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement json = document.RootElement;
        JsonElement[] quantiles = [.. json.GetProperty("quantiles").EnumerateArray()];
        Assert.Equal([0.1, 0.5, 0.9], quantiles.Select(static q => q.GetProperty("tau").GetDouble()));
        Assert.Equal("asymmetric-laplace(tau=0.1)", quantiles[0].GetProperty("noise").GetString());
        Assert.Equal(-39.68985507246377, quantiles[1].GetProperty("coefficients").GetProperty("mu").GetProperty("(Intercept)").GetProperty("estimate").GetDouble(), 9);
        Assert.False(json.GetProperty("nonCrossing").GetBoolean());
        Assert.True(json.GetProperty("crossingRows").GetInt32() >= 0);
        Assert.True(json.GetProperty("timing").GetProperty("total").GetDouble() > 0);
        Assert.False(quantiles[0].TryGetProperty("timing", out _));
    }

    [Fact]
    public void Text_stands_side_by_side_and_says_where_quantiles_cross()
    {
        string[] question = ["fit", Stackloss, "stack_loss ~ air_flow + water_temp + acid_conc", "--quantiles", "0.1,0.25,0.5,0.75,0.9"];
        CommandRun separate = CommandRun.Of(question), together = CommandRun.Of([.. question, "--non-crossing", "--covariance", "nid"]);
        Assert.Contains("cross in 5 of 21 rows", separate.Output, StringComparison.Ordinal);
        Assert.Contains("fitted together", string.Join(' ', together.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("tau = 0.25", together.Output, StringComparison.Ordinal);
        Assert.All(together.Output.Split('\n'), static line => Assert.InRange(line.Length, 0, 120));
    }

    [Theory]
    [InlineData("--quantiles", "0.5,2")]
    [InlineData("--quantiles", "0.5,0.5")]
    [InlineData("--non-crossing", null)]
    [InlineData("--quantiles", "0.5", "--noise", "gaussian")]
    [InlineData("--quantiles", "0.5", "--noise", "asymmetric-laplace(tau=0.3)")]
    public void What_cannot_be_meant_is_a_usage_error(params string?[] options)
    {
        CommandRun run = CommandRun.Of(["fit", Stackloss, "stack_loss ~ air_flow", .. options.OfType<string>()]);
        Assert.Equal(2, run.Status);
        Assert.Empty(run.Output);
        Assert.NotEmpty(run.Error);
    }
}
