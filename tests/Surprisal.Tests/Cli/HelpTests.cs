using Surprisal.Cli.Rendering;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Cli;

public class HelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("fit", "--help")]
    [InlineData("fit", "data.csv", "-h", "--level", "nonsense")]
    [InlineData("noise", "--help")]
    [InlineData("explain", "--help")]
    public void HelpIsAnAnswer(params string[] args)
    {
        CommandRun run = CommandRun.Of(args);
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        Assert.Contains("Examples\n", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), static line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public void HelpOfFitNamesEveryOption() =>
        Assert.All(new Surprisal.Cli.Commands.FitGrammar().Command.Options, static option => Assert.Contains($"  {option.Name} ", HelpText.Fit, StringComparison.Ordinal));

    [Fact]
    public void VersionIsOneLine()
    {
        foreach (string[] args in (string[][])[["--version"], ["fit", "--version"]])
        {
            CommandRun run = CommandRun.Of(args);
            Assert.Equal((0, string.Empty), (run.Status, run.Error));
            Assert.Matches("^surprisal [0-9]+\\.[0-9]+\\.[0-9]+\n$", run.Output);
        }
    }

    public static TheoryData<string> Examples =>
        [.. HelpText.Fit.Split('\n').Concat(HelpText.Overview.Split('\n')).Concat(NoiseModels.All.SelectMany(Surprisal.Cli.Rendering.Examples.Of))
            .Select(static line => line.Trim()).Where(static line => line.StartsWith("surprisal fit samples/", StringComparison.Ordinal)).Distinct()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void EveryExampleRuns(string command)
    {
        string[] args = [.. Words(command).Skip(1).Select(static w => w.StartsWith("samples/", StringComparison.Ordinal) ? Repository.Sample(w["samples/".Length..]) : w)];
        CommandRun run = CommandRun.Of(args);
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        Assert.NotEqual(string.Empty, run.Output);
    }

    private static IEnumerable<string> Words(string command)
    {
        string[] parts = command.Split('"');
        for (int i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1) yield return parts[i];
            else foreach (string word in parts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries)) yield return word;
        }
    }
}
