using System.Text.Json;
using Surprisal.Losses;
using Xunit;

namespace Surprisal.Tests.Cli;

public class ExplainVerbTests
{
    [Theory]
    [InlineData("mse")]
    [InlineData("huber(k=1.35)")]
    [InlineData("hinge")]
    [InlineData("1-exp(-r^2/2)")]
    [InlineData("poisson loss")]
    [InlineData("dice")]
    [InlineData("multivariate-gaussian")]
    [InlineData("mixture(gaussian, laplace)")]
    public void Json_has_every_key_in_the_order_of_its_contract(string input)
    {
        CommandRun run = CommandRun.Of("explain", input, "--json");
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        string[] keys =
        [
            "input", "title", "isLikelihood", "noise", "loss", "density", "normaliser", "normaliserMethod", "estimates", "shape", "surprisal", "gradient", "factor",
            "factorAtUnitScale", "efficiency", "grossErrorSensitivity", "rejectedFrom", "argument", "influenceOf", "influence", "readings", "why", "instead", "likelihoodOf",
        ];
        Assert.Equal(keys, json.RootElement.EnumerateObject().Select(static p => p.Name));
        Assert.Equal(input, json.RootElement.GetProperty("input").GetString());
        Assert.Equal(JsonValueKind.Array, json.RootElement.GetProperty("influence").ValueKind);
    }

    [Fact]
    public void Every_loss_has_a_page_that_fits_and_json()
    {
        foreach (string name in LossTranslation.Names.Append("student-t(nu=4)").Append("exp(abs(r))").Append("sqrt(abs(r))").Append("0 - abs(r)").Append("r^4 - r^2"))
        {
            CommandRun page = CommandRun.Of("explain", name), json = CommandRun.Of("explain", name, "--json");
            Assert.Equal((0, string.Empty, 0, string.Empty), (page.Status, page.Error, json.Status, json.Error));
            Assert.All(page.Output.Split('\n'), line => Assert.True(line.Length <= 100, $"{name}: {line}"));
            Assert.Contains("\nLikelihood      ", page.Output, StringComparison.Ordinal);
            JsonDocument.Parse(json.Output).Dispose();
        }
    }

    [Fact]
    public void An_infinite_normaliser_is_said_in_words_and_json()
    {
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of("explain", "tukey", "--json").Output);
        Assert.Equal("Infinity", json.RootElement.GetProperty("normaliser").GetString());
        Assert.Contains("exp(-loss), which is no density", CommandRun.Of("explain", "tukey").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_is_the_other_way()
    {
        string output = CommandRun.Of("explain", "--noise", "gaussian").Output;
        Assert.Contains("2 sigma^2", output, StringComparison.Ordinal);
        Assert.Contains("(y - mu)^2/(2 sigma^2) + log(sigma) + 0.91894", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LOSS is missing")]
    [InlineData("are given", "mse", "--noise", "gaussian")]
    [InlineData("did you mean 'hinge'?", "hing")]
    [InlineData("did you mean '--json'?", "mse", "--jsn")]
    [InlineData("add ')'", "abs(r")]
    public void Bad_usage_says_what_to_do(string expected, params string[] args)
    {
        CommandRun run = CommandRun.Of(["explain", .. args]);
        Assert.Equal((2, string.Empty), (run.Status, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
