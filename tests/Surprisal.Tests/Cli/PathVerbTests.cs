using System.Text.Json;
using Xunit;

namespace Surprisal.Tests.Cli;

/// <summary><c>surprisal path</c>.</summary>
public sealed class PathVerbTests
{
    private static string Sample => Repository.Sample("sparse-regression.csv");

    [Fact]
    public void Text_says_where_terms_enter()
    {
        CommandRun run = CommandRun.Of("path", Sample, "y ~ .", "--noise", "gaussian", "--penalty", "lasso", "--standardize");
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        Assert.Contains("+x0", run.Output, StringComparison.Ordinal);
        Assert.Contains("deviance explained", run.Output, StringComparison.Ordinal);
        Assert.Contains("against log10 lambda", run.Output, StringComparison.Ordinal);
        Assert.Contains("optimality conditions of all 11 coefficients", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_every_point()
    {
        CommandRun run = CommandRun.Of("path", Sample, "y ~ .", "--noise", "gaussian", "--penalty", "elastic-net(alpha=0.5)", "--lambdas", "20", "--lambda-min-ratio", "0.01", "--json");
        Assert.Equal(0, run.Status);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;
        Assert.Equal("converged", root.GetProperty("status").GetString());
        JsonElement[] points = [.. root.GetProperty("points").EnumerateArray()];
        Assert.Equal(20, points.Length);
        Assert.Equal(0.01, points[^1].GetProperty("lambda").GetDouble() / points[0].GetProperty("lambda").GetDouble(), 1e-12);
        Assert.All(points, static p => Assert.True(p.GetProperty("kktResidual").GetDouble() <= 1e-6));
        Assert.Equal(0, points[0].GetProperty("nonZero").GetInt32());
        Assert.True(points[^1].GetProperty("coefficients").GetProperty("mu").GetProperty("x0").GetDouble() > 1);
    }

    [Theory]
    [InlineData("no penalty is given")]
    [InlineData("unknown penalty 'laso'", "--penalty", "laso")]
    [InlineData("'lasso(0.1)' names one", "--penalty", "lasso(0.1)")]
    [InlineData("elastic-net needs the lasso's share", "--penalty", "elastic-net")]
    [InlineData("'2' is not a number that is between 0 and 1", "--penalty", "elastic-net(2)")]
    [InlineData("'1' is not a number of strengths", "--penalty", "lasso", "--lambdas", "1")]
    [InlineData("the strengths do not fall", "--penalty", "lasso", "--lambda", "1,2")]
    [InlineData("no penalised column is named 'z'", "--penalty", "lasso", "--factor", "z=0")]
    [InlineData("no free parameter 'tau'", "--penalty", "lasso", "--penalised", "tau")]
    public void What_cannot_be_used_is_refused(string complaint, params string[] options)
    {
        CommandRun run = CommandRun.Of(["path", Sample, "y ~ .", "--noise", "gaussian", .. options]);
        Assert.Equal((2, string.Empty), (run.Status, run.Output));
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinks_are_refused()
    {
        CommandRun run = CommandRun.Of("path", Sample, "y ~ .", "--noise", "laplace", "--penalty", "lasso");
        Assert.Equal(2, run.Status);
        Assert.Contains("has kinks", run.Error, StringComparison.Ordinal);
    }
}
