using System.Text.Json;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Cli;

public class NoiseVerbTests
{
    public static TheoryData<string> Names => [.. NoiseModels.All.Select(static n => n.Name)];

    [Fact]
    public void TheListNamesEveryModelItsParametersAndItsLoss()
    {
        CommandRun run = CommandRun.Of("noise");
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        foreach (NoiseModel noise in NoiseModels.All)
        {
            string line = run.Output.Split('\n').First(l => l.StartsWith(noise.Name + " ", StringComparison.Ordinal));
            Assert.All(noise.Parameters, p => Assert.Contains(p.Name + " (", line, StringComparison.Ordinal));
            Assert.All(noise.LossNames, loss => Assert.Contains(loss, line, StringComparison.Ordinal));
            Assert.Contains(noise.Description, string.Join(' ', run.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }

        Assert.Contains("mu (identity), sigma (log), nu (log)", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void APageShowsOneInFull(string name)
    {
        CommandRun run = CommandRun.Of("noise", name);
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        NoiseModel noise = NoiseModels.Get(name);
        foreach (string part in (string[])[noise.Description, noise.Support.Describe(), noise.Estimates, $"--noise {name}", .. noise.Parameters.Select(static p => p.Meaning)])
            Assert.Contains(part, run.Output, StringComparison.Ordinal);
        Assert.Contains(Squeeze(noise.Density), Squeeze(run.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void JsonHasEveryModelOnce()
    {
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of("noise", "--json").Output);
        JsonElement models = json.RootElement.GetProperty("noiseModels");
        Assert.Equal(NoiseModels.All.Select(static n => n.Name), models.EnumerateArray().Select(static m => m.GetProperty("name").GetString()));
        JsonElement student = models.EnumerateArray().Single(static m => m.GetProperty("name").GetString() == "student-t");
        Assert.Equal(["mu", "sigma", "nu"], student.GetProperty("parameters").EnumerateArray().Select(static p => p.GetProperty("name").GetString()));
        Assert.Equal(["identity", "log", "log"], student.GetProperty("parameters").EnumerateArray().Select(static p => p.GetProperty("link").GetString()));
        Assert.Equal("gaussian", student.GetProperty("parameters")[2].GetProperty("limitingModel").GetString());
    }

    [Fact]
    public void JsonOfOneHasTheSameShape()
    {
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of("noise", "gaussian", "--json").Output);
        JsonElement only = Assert.Single(json.RootElement.GetProperty("noiseModels").EnumerateArray());
        Assert.Equal(["mse", "l2"], only.GetProperty("losses").EnumerateArray().Select(static l => l.GetString()));
    }

    private static string Squeeze(string text) => string.Concat(text.Where(static c => !char.IsWhiteSpace(c)));
}
