using System.Text.Json;
using Xunit;

namespace Surprisal.Tests.Cli;

/// <summary><c>--penalty firth</c> and <c>--intervals</c> on the command line, and the reason that leads to them.</summary>
public sealed class FirthVerbTests
{
    private const string Separated = "y,x,g\n0,1,a\n1,2,a\n0,3,a\n1,4,a\n1,1,b\n1,2,b\n1,3,b\n0,2,c\n1,3,c\n0,4,c\n";

    [Fact]
    public void The_reason_names_the_level_and_the_remedy_works()
    {
        CommandRun run = CommandRun.With(Separated, "fit", "-", "y ~ x + g", "--noise", "bernoulli", "--json");
        Assert.Equal(1, run.Status);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        string[] reasons = [.. document.RootElement.GetProperty("reasons").EnumerateArray().Select(static r => r.GetString()!)];
        Assert.Equal("'g[b]': this column separates the responses quasi-completely (3 of 10 rows, those of g = 'b'), so its coefficient grows without bound and has no estimate", reasons[0]);
        Assert.StartsWith("add --penalty firth (finite estimates with profile intervals) or --prior weakly-informative;", reasons[1], StringComparison.Ordinal);
        using JsonDocument firth = Json("bernoulli", "--penalty", "firth");
        JsonElement json = firth.RootElement, level = json.GetProperty("coefficients").GetProperty("mu").GetProperty("g[b]");
        Assert.Equal("converged", json.GetProperty("status").GetString());
        Assert.Equal("profile", json.GetProperty("intervals").GetString());
        Assert.Equal("classical", json.GetProperty("covariance").GetString());
        Assert.Equal("firth", json.GetProperty("certificate").GetProperty("solver").GetString());
        Assert.Equal("jeffreys", json.GetProperty("prior").GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("aic").ValueKind);
        double estimate = level.GetProperty("estimate").GetDouble();
        Assert.InRange(estimate, 0.5, 4);
        Assert.True(level.GetProperty("lower").GetDouble() < estimate && level.GetProperty("upper").GetDouble() > estimate);
    }

    [Fact]
    public void The_reference_level_is_named_too()
    {
        using JsonDocument document = JsonDocument.Parse(CommandRun.With(Separated.Replace(",b\n", ",0\n", StringComparison.Ordinal), "fit", "-", "y ~ x + g", "--noise", "bernoulli", "--json").Output);
        Assert.Contains("those of g = '0'", document.RootElement.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_says_what_was_maximised()
    {
        CommandRun run = CommandRun.With(Separated, "fit", "-", "y ~ x + g", "--noise", "bernoulli", "--penalty", "firth");
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        Assert.Contains("Jeffreys's prior", run.Output, StringComparison.Ordinal);
        Assert.Contains("profile penalised likelihood", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("AIC", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Wald_intervals_can_be_asked_for()
    {
        using JsonDocument wald = Json("bernoulli", "--penalty", "firth", "--intervals", "wald");
        JsonElement x = wald.RootElement.GetProperty("coefficients").GetProperty("mu").GetProperty("x");
        Assert.Equal(x.GetProperty("estimate").GetDouble() + (1.959963984540054 * x.GetProperty("standardError").GetDouble()), x.GetProperty("upper").GetDouble(), 1e-12);
    }

    [Theory]
    [InlineData("negative-binomial", "--penalty", "firth", "penalty 'firth' cannot serve here")]
    [InlineData("poisson", "--penalty", "first", "unknown penalty 'first'")]
    [InlineData("poisson", "--intervals", "profiles", "unknown choice 'profiles'")]
    public void What_cannot_be_is_refused(string noise, string option, string value, string message)
    {
        CommandRun run = CommandRun.With(Separated, "fit", "-", "y ~ x", "--noise", noise, option, value);
        Assert.Equal((2, string.Empty), (run.Status, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private static JsonDocument Json(string noise, params string[] options)
    {
        CommandRun run = CommandRun.With(Separated, ["fit", "-", "y ~ x + g", "--noise", noise, "--json", .. options]);
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        return JsonDocument.Parse(run.Output);
    }
}
