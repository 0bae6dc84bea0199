using System.Text;
using Surprisal.Cli;
using Xunit;

namespace Surprisal.Tests.Cli;

public class BadInputTests
{
    public static TheoryData<string> Names => [.. BadInput.All.Select(static bad => bad.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void BadInputIsExplainedInAFewLines(string name)
    {
        BadInput bad = BadInput.All.Single(b => b.Name == name);
        using TemporaryFile file = new(bad.Csv ?? []);
        CommandRun run = CommandRun.Of([.. bad.Arguments.Select(a => a.Replace("{csv}", file.Path, StringComparison.Ordinal))]);
        Assert.Equal(string.Empty, run.Output);
        Assert.StartsWith("surprisal: ", run.Error, StringComparison.Ordinal);
        foreach (string part in bad.Says) Assert.Contains(part.Replace("{csv}", file.Path, StringComparison.Ordinal), run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Status);
        string[] lines = run.Error.TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 2, run.Error.Contains("^\n", StringComparison.Ordinal) ? 4 : 2);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ClosedStandardInputIsExplained()
    {
        foreach (Func<Stream> closed in (Func<Stream>[])[() => throw new IOException("bad file descriptor"), Disposed, () => Stream.Null])
        {
            CommandRun run = CommandRun.With(closed, new Interrupts(), "fit", "-", "y ~ x", "--noise", "gaussian");
            Assert.Equal((2, string.Empty), (run.Status, run.Output));
            Assert.StartsWith("surprisal: standard input: ", run.Error, StringComparison.Ordinal);
            Assert.Equal(2, run.Error.TrimEnd('\n').Split('\n').Length);
        }

        static Stream Disposed()
        {
            MemoryStream stream = new();
            stream.Dispose();
            return stream;
        }
    }

    [Fact]
    public void AnEndlessLineWorksOrIsRefused()
    {
        StringBuilder line = new("x,y\n1,2\n2,3\n");
        line.Append('7', 10_000_000).Append('\n');
        AssertWorksOrIsRefused(line.ToString(), "y ~ x");
    }

    [Fact]
    public void FiveThousandColumnsWorkOrAreRefused()
    {
        StringBuilder text = new(string.Join(',', Enumerable.Range(0, 5000).Select(static j => $"x{j}")));
        for (int i = 0; i < 20; i++) text.Append('\n').AppendJoin(',', Enumerable.Range(0, 5000).Select(j => (i * 37 + j * j * (i + 1)) % 101));
        AssertWorksOrIsRefused(text.Append('\n').ToString(), "x0 ~ x1 + x4999");
    }

    private static void AssertWorksOrIsRefused(string csv, string formula)
    {
        using TemporaryFile file = new(Encoding.UTF8.GetBytes(csv));
        CommandRun run = CommandRun.Of("fit", file.Path, formula, "--noise", "gaussian");
        Assert.True(run.Status is ExitStatus.Success or ExitStatus.BadInput, run.Error);
        Assert.Equal(run.Status == ExitStatus.BadInput, run.Output.Length == 0);
        Assert.True(run.Error.Length < 2000, "a message repeats a huge cell");
    }
}
