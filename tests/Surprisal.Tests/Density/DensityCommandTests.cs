using System.Text.Json;
using Surprisal.Tests.Cli;
using Xunit;

namespace Surprisal.Tests.Density;

/// <summary><c>surprisal fit --density</c>: summary, JSON, messages.</summary>
public class DensityCommandTests
{
    private const string Laplacian = "log(pi*s) + log1p(((y - m)/s)^2) ; m real, s positive";

    [Fact]
    public void JsonIsThatOfTheNoiseModel()
    {
        using JsonDocument typed = Json("--density", Laplacian), known = Json("--noise", "student-t(nu=1)");
        Assert.Equal("density", typed.RootElement.GetProperty("noise").GetString());
        Assert.Equal((Laplacian, false), (typed.RootElement.GetProperty("density").GetProperty("text").GetString(), typed.RootElement.GetProperty("density").GetProperty("normalised").GetBoolean()));
        foreach (string term in (string[])["(Intercept)", "speed"])
        {
            foreach (string key in (string[])["estimate", "standardError", "lower", "upper"])
            {
                double expected = known.RootElement.GetProperty("coefficients").GetProperty("mu").GetProperty(term).GetProperty(key).GetDouble();
                Assert.Equal(expected, typed.RootElement.GetProperty("coefficients").GetProperty("m").GetProperty(term).GetProperty(key).GetDouble(), 1e-7 * Math.Abs(expected));
            }
        }

        Assert.Equal(known.RootElement.GetProperty("logLikelihood").GetDouble(), typed.RootElement.GetProperty("logLikelihood").GetDouble(), 1e-8);
        Assert.Equal(
            known.RootElement.GetProperty("residualQuantiles").GetProperty("maximum").GetDouble(),
            typed.RootElement.GetProperty("residualQuantiles").GetProperty("maximum").GetDouble(),
            1e-6);
        Assert.True(typed.RootElement.GetProperty("parameters").GetProperty("s").GetProperty("upper").GetDouble() > 7.69);
    }

    [Fact]
    public void TheSummarySaysWhatIsNumerical()
    {
        CommandRun run = Run("--density", "((y - m)/s)^4 ; m real, s positive", "--normalise");
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        Assert.Contains("((y - m)/s)^4 ; m real, s positive; plus the logarithm of its integral", run.Output, StringComparison.Ordinal);
        Assert.Contains("Distribution    cdf, quantiles and moments by adaptive quadrature", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Distribution  ", Run("--noise", "gaussian").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingTermIsNamedUnderItsPlace()
    {
        CommandRun run = Run("--density", "abs(y - m)/s ; m real, s positive");
        Assert.Equal((2, string.Empty), (run.Status, run.Output));
        Assert.Equal(
            "surprisal: density: the density integrates to 2*s, not to 1\n"
            + "  abs(y - m)/s ; m real, s positive\n"
            + "              ^\n"
            + "  add log(2*s) to the surprisal, or have it computed with --normalise\n",
            run.Error);
    }

    [Theory]
    [InlineData("both --noise and --density are given", "--noise", "gaussian", "--density", "y - m ; m real")]
    [InlineData("both --loss and --density are given", "--loss", "mse", "--density", "y - m ; m real")]
    [InlineData("option '--normalise' is given without '--density'", "--noise", "gaussian", "--normalise")]
    [InlineData("unknown function 'lgam'", "--density", "lgam(y) + m ; m real")]
    public void MisuseIsExplained(string message, params string[] options)
    {
        CommandRun run = Run(options);
        Assert.Equal((2, string.Empty), (run.Status, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AResponseOutsideTheSupportIsNamed()
    {
        CommandRun run = Run("--density", "y/mu + log(mu) ; mu positive, y unit", "--normalise");
        Assert.Equal(2, run.Status);
        Assert.Contains("strictly between 0 and 1", run.Error, StringComparison.Ordinal);
    }

    private static CommandRun Run(params string[] options) => CommandRun.Of(["fit", Repository.Sample("cars.csv"), "dist ~ speed", .. options]);

    private static JsonDocument Json(params string[] options)
    {
        CommandRun run = Run([.. options, "--json"]);
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        return JsonDocument.Parse(run.Output);
    }
}
