using System.Text;
using System.Text.Json;
using Surprisal.Cli;
using Xunit;

namespace Surprisal.Tests.Cli;

public class FitVerbTests
{
    private const double Tolerance = 1e-8;

    // Reference: R 4.2.2 lm(dist ~ speed, cars), confint, logLik, AIC.
    [Fact]
    public void CarsAsRHasThem()
    {
        using JsonDocument document = Fit("cars.csv", "dist ~ speed", "--noise", "gaussian");
        JsonElement json = document.RootElement;
        JsonElement mu = json.GetProperty("coefficients").GetProperty("mu");
        Close(-17.579094890510945, mu.GetProperty("(Intercept)").GetProperty("estimate"));
        Close(3.932408759124087, mu.GetProperty("speed").GetProperty("estimate"));
        Close(6.758440169379232, mu.GetProperty("(Intercept)").GetProperty("standardError"));
        Close(0.415512776657122, mu.GetProperty("speed").GetProperty("standardError"));
        Close(9.46398999029837, mu.GetProperty("speed").GetProperty("statistic"));
        Close(1.48983649629509e-12, mu.GetProperty("speed").GetProperty("pValue"));
        Close(3.09696432814032, mu.GetProperty("speed").GetProperty("lower"));
        Close(-206.5784315136668, json.GetProperty("logLikelihood"));
        Close(419.156863027353, json.GetProperty("aic"));
        Close(48, json.GetProperty("residualDegreesOfFreedom"));
        Assert.Equal("student-t", json.GetProperty("statisticDistribution").GetString());
        Assert.Equal("converged", json.GetProperty("status").GetString());
        Assert.Equal(50, json.GetProperty("n").GetInt32());
        Assert.True(json.GetProperty("timing").GetProperty("total").GetDouble() > 0);
    }

    [Fact]
    public void ALossNamesItsNoiseModel()
    {
        using JsonDocument loss = Fit("cars.csv", "dist ~ speed", "--loss", "mse");
        using JsonDocument noise = Fit("cars.csv", "dist ~ speed", "--noise", "gaussian");
        Assert.Equal(noise.RootElement.GetProperty("coefficients").GetRawText(), loss.RootElement.GetProperty("coefficients").GetRawText());
    }

    [Fact]
    public void StandardInputIsData()
    {
        CommandRun file = CommandRun.Of("fit", Repository.Sample("cars.csv"), "dist ~ speed", "--noise", "gaussian");
        CommandRun input = CommandRun.With(File.ReadAllText(Repository.Sample("cars.csv")), "fit", "-", "dist ~ speed", "--noise", "gaussian");
        Assert.Equal((0, string.Empty), (input.Status, input.Error));
        Assert.Equal(file.Output.Replace(Repository.Sample("cars.csv"), "standard input", StringComparison.Ordinal), input.Output);
    }

    [Fact]
    public void SeparatorDecimalAndMissingTextsAreObeyed()
    {
        const string German = "x|y\n1,5|2\n2,5|3,5\n-99|1\n3,5|4\n4|6\n";
        const string Plain = "x,y\n1.5,2\n2.5,3.5\n,1\n3.5,4\n4,6\n";
        using JsonDocument read = Json(CommandRun.With(German, "fit", "-", "y ~ x", "--noise", "gaussian", "--separator", "|", "--decimal", ",", "--na", "-99", "--json"));
        using JsonDocument plain = Json(CommandRun.With(Plain, "fit", "-", "y ~ x", "--noise", "gaussian", "--json"));
        Assert.Equal(1, read.RootElement.GetProperty("dropped").GetInt32());
        Assert.Equal(plain.RootElement.GetProperty("coefficients").GetRawText(), read.RootElement.GetProperty("coefficients").GetRawText());
    }

    [Fact]
    public void LevelsChooseTheReference()
    {
        using JsonDocument json = Fit("quine.csv", "days ~ sex", "--noise", "poisson", "--levels", "sex=M,F");
        Assert.Equal(["(Intercept)", "sex[F]"], json.RootElement.GetProperty("coefficients").GetProperty("mu").EnumerateObject().Select(static p => p.Name));
    }

    [Fact]
    public void LinksWeightsLevelAndCovarianceAreObeyed()
    {
        using JsonDocument probit = Fit("menarche.csv", "menarche | trials(total) ~ age", "--noise", "binomial", "--link", "mu=probit");
        Assert.Equal("probit", probit.RootElement.GetProperty("links").GetProperty("mu").GetString());
        using JsonDocument wide = Fit("cars.csv", "dist ~ speed", "--noise", "gaussian", "--level", "0.5", "--covariance", "HC0");
        JsonElement speed = wide.RootElement.GetProperty("coefficients").GetProperty("mu").GetProperty("speed");
        Assert.Equal("HC0", wide.RootElement.GetProperty("covariance").GetString());
        Assert.Equal(0.5, wide.RootElement.GetProperty("level").GetDouble());
        // White's formula in exact rational arithmetic.
        Close(0.39868087560655474, speed.GetProperty("standardError"));
        using JsonDocument weighted = Json(CommandRun.With("x,y,w\n1,2,2\n2,3,1\n3,5,0\n4,5,3\n", "fit", "-", "y ~ x", "--noise", "gaussian", "--weights", "w", "--json"));
        Assert.Equal((6, 3, 1), (weighted.RootElement.GetProperty("n").GetInt32(), weighted.RootElement.GetProperty("rows").GetInt32(), weighted.RootElement.GetProperty("dropped").GetInt32()));
    }

    [Fact]
    public void AConstantResponseIsAnExactFit()
    {
        using JsonDocument json = Json(CommandRun.With("x,y\n1,2\n2,2\n3,2\n4,2\n", "fit", "-", "y ~ x", "--noise", "gaussian", "--json"));
        Assert.Equal("exact-fit", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("logLikelihood").ValueKind);
        Assert.Equal(0, json.RootElement.GetProperty("parameters").GetProperty("sigma").GetProperty("estimate").GetDouble());
    }

    [Fact]
    public void MoreTermsThanRowsNamesTheAliased()
    {
        CommandRun run = CommandRun.With("a,b,c,d,y\n1,2,5,1,2\n2,1,7,3,3\n3,5,1,8,5\n", "fit", "-", "y ~ a + b + c + d", "--noise", "gaussian");
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        Assert.All(["c: ", "d: "], term => Assert.Contains($"  {term}not estimable", run.Output, StringComparison.Ordinal));
        Assert.Contains("exact-fit", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ATextColumnWithManyLevelsIsAWarning()
    {
        StringBuilder csv = new("id,y\n");
        for (int i = 0; i < 20; i++) csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"r{i % 12},{i * 7 % 5}.5\n");
        CommandRun run = CommandRun.With(csv.ToString(), "fit", "-", "y ~ id", "--noise", "gaussian");
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        Assert.Matches("Warning .*id.* 12 levels", run.Output);
    }

    [Fact]
    public void SeparatedDataEndWithStatusOneAndAResult()
    {
        CommandRun run = CommandRun.With("x,y\n1,0\n2,0\n3,0\n4,1\n5,1\n6,1\n", "fit", "-", "y ~ x", "--noise", "bernoulli");
        Assert.Equal((ExitStatus.NoOptimum, string.Empty), (run.Status, run.Error));
        Assert.Contains("separated", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ACancelledFitPrintsNothing()
    {
        using Interrupts interrupts = new();
        interrupts.Cancel();
        byte[] data = File.ReadAllBytes(Repository.Sample("cars.csv"));
        CommandRun run = CommandRun.With(() => new MemoryStream(data), interrupts, "fit", "-", "dist ~ speed", "--noise", "student-t");
        Assert.Equal((130, string.Empty), (run.Status, run.Output));
        Assert.Equal("surprisal: cancelled; nothing was written\n", run.Error);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void TheCultureChangesNoByteOfTheOutput(string culture)
    {
        string[][] commands =
        [
            ["fit", Repository.Sample("cars.csv"), "dist ~ speed", "--noise", "student-t"],
            ["fit", Repository.Sample("menarche.csv"), "menarche | trials(total) ~ age", "--noise", "binomial", "--level", "0.9"],
            ["fit", Repository.Sample("cars.csv"), "dist ~ SPEED", "--noise", "gaussian"],
            ["noise", "student-t"],
            ["noise", "--json"],
        ];
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        CommandRun[] expected = [.. commands.Select(static c => CommandRun.Of(c))];
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);
            for (int i = 0; i < commands.Length; i++)
            {
                CommandRun run = CommandRun.Of(commands[i]);
                Assert.Equal((expected[i].Status, expected[i].Output, expected[i].Error), (run.Status, run.Output, run.Error));
            }
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    private static JsonDocument Fit(string sample, params string[] args) => Json(CommandRun.Of(["fit", Repository.Sample(sample), .. args, "--json"]));

    private static JsonDocument Json(CommandRun run)
    {
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        return JsonDocument.Parse(run.Output);
    }

    private static void Close(double expected, JsonElement actual, double tolerance = Tolerance) =>
        Assert.InRange(actual.GetDouble(), expected - (tolerance * Math.Abs(expected)), expected + (tolerance * Math.Abs(expected)));
}
