using System.Text.Json;
using Surprisal.Cli.Rendering;
using Xunit;

namespace Surprisal.Tests.Cli;

public class FitJsonTests
{
    private static readonly RunTiming Timing = new(TimeSpan.FromMilliseconds(10), FakeFits.Gaussian().Timing, TimeSpan.FromMilliseconds(25));

    [Fact]
    public void KeysStandInTheOrderOfTheContract()
    {
        using JsonDocument json = JsonDocument.Parse(FitJson.Write(FakeFits.Gaussian(), Timing));
        Assert.Equal(
            [
                "noise", "links", "formulas", "n", "rows", "dropped", "coefficients", "parameters", "held", "logLikelihood", "bitsPerObservation", "parametersEstimated",
                "aic", "bic", "status", "reasons", "warnings", "responseLevels", "certificate", "covariance", "intervals", "statisticDistribution", "residualDegreesOfFreedom", "level", "residualQuantiles",
                "prior", "timing",
            ],
            json.RootElement.EnumerateObject().Select(static p => p.Name));
    }

    [Fact]
    public void ValuesAreThoseOfTheFit()
    {
        using JsonDocument document = JsonDocument.Parse(FitJson.Write(FakeFits.Gaussian(), Timing));
        JsonElement json = document.RootElement;
        Assert.Equal("gaussian", json.GetProperty("noise").GetString());
        Assert.Equal("log", json.GetProperty("links").GetProperty("sigma").GetString());
        Assert.Equal("dist ~ speed + twin", json.GetProperty("formulas").GetProperty("mu").GetString());
        Assert.Equal("sigma ~ 1", json.GetProperty("formulas").GetProperty("sigma").GetString());
        Assert.Equal(50, json.GetProperty("n").GetDouble());
        Assert.Equal(3, json.GetProperty("dropped").GetInt32());
        JsonElement speed = json.GetProperty("coefficients").GetProperty("mu").GetProperty("speed");
        Assert.Equal(3.9375, speed.GetProperty("estimate").GetDouble());
        Assert.Equal(0.4375, speed.GetProperty("standardError").GetDouble());
        Assert.Equal(9, speed.GetProperty("statistic").GetDouble());
        Assert.Equal(1.5e-12, speed.GetProperty("pValue").GetDouble());
        Assert.Equal(3.0625, speed.GetProperty("lower").GetDouble());
        Assert.Equal(4.8125, speed.GetProperty("upper").GetDouble());
        Assert.False(speed.TryGetProperty("reason", out _));
        Assert.Equal(15.642631884188171, json.GetProperty("parameters").GetProperty("sigma").GetProperty("estimate").GetDouble());
        Assert.False(json.GetProperty("parameters").TryGetProperty("mu", out _));
        Assert.Equal(-206.5, json.GetProperty("logLikelihood").GetDouble());
        Assert.Equal(419, json.GetProperty("aic").GetDouble());
        Assert.Equal(206.5 / 50 / Math.Log(2), json.GetProperty("bitsPerObservation").GetDouble(), 1e-14);
        Assert.Equal("converged", json.GetProperty("status").GetString());
        Assert.Equal(16, json.GetProperty("certificate").GetProperty("conditionNumber").GetDouble());
        Assert.Equal(0.0625, json.GetProperty("residualQuantiles").GetProperty("median").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("prior").ValueKind);
        Assert.Equal([0.01, 0.002, 0.003, 0.025], json.GetProperty("timing").EnumerateObject().Select(static p => p.Value.GetDouble()));
    }

    [Fact]
    public void MissingNumbersAreNullWithAReason()
    {
        using JsonDocument aliased = JsonDocument.Parse(FitJson.Write(FakeFits.Gaussian(), Timing));
        JsonElement twin = aliased.RootElement.GetProperty("coefficients").GetProperty("mu").GetProperty("twin");
        Assert.All(twin.EnumerateObject().Take(6), static p => Assert.Equal(JsonValueKind.Null, p.Value.ValueKind));
        Assert.Equal("not estimable: it equals speed", twin.GetProperty("reason").GetString());

        using JsonDocument boundary = JsonDocument.Parse(FitJson.Write(FakeFits.Boundary(), Timing));
        JsonElement json = boundary.RootElement;
        JsonElement nu = json.GetProperty("parameters").GetProperty("nu");
        Assert.Equal(JsonValueKind.Null, nu.GetProperty("estimate").ValueKind);
        Assert.Equal("at its boundary", nu.GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("logLikelihood").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("bitsPerObservation").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("residualQuantiles").ValueKind);
        Assert.Contains(json.GetProperty("reasons").EnumerateArray(), static r => r.GetString()!.StartsWith("logLikelihood", StringComparison.Ordinal));
        Assert.Equal("boundary", json.GetProperty("status").GetString());
        Assert.Equal(2.5, json.GetProperty("held").GetProperty("sigma").GetDouble());
        Assert.Equal("HC0", json.GetProperty("covariance").GetString());
        Assert.Equal(24.5, json.GetProperty("n").GetDouble());
    }
}
