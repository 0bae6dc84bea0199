using System.Diagnostics;
using Xunit;

namespace Surprisal.Tests.Cli;

/// <summary>What only a process of its own can show: exit statuses, streams, signals.</summary>
public class ChildProcessTests
{
    [Fact]
    public async Task AFitIsPrinted()
    {
        ChildProcess run = await ChildProcess.RunAsync([.. ChildProcess.Command, "fit", "samples/cars.csv", "dist ~ speed", "--noise", "gaussian"]);
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        Assert.Contains("  speed          3.9324     0.41551   9.464  1.5e-12 ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadInputIsStatusTwo()
    {
        ChildProcess run = await ChildProcess.RunAsync([.. ChildProcess.Command, "fit", "samples/cars.csv", "dist ~ sped", "--noise", "gaussian"]);
        Assert.Equal((2, string.Empty), (run.Status, run.Output));
        Assert.Contains("'sped'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandardInputIsRead()
    {
        ChildProcess run = await ChildProcess.RunAsync(
            static process => process.StandardInput.WriteAsync("x,y\n1,2\n2,3\n3,5\n4,4\n"), [.. ChildProcess.Command, "fit", "-", "y ~ x", "--noise", "gaussian"]);
        Assert.Equal((0, string.Empty), (run.Status, run.Error));
        Assert.Contains("standard input: 4 rows used", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<&-")]
    [InlineData("</dev/null")]
    public async Task StandardInputWithoutDataIsStatusTwo(string redirection)
    {
        if (OperatingSystem.IsWindows()) return;
        ChildProcess run = await ChildProcess.RunAsync("/bin/sh", "-c", $"exec dotnet '{ChildProcess.Command[1]}' fit - 'y ~ x' --noise gaussian {redirection}");
        Assert.Equal((2, string.Empty), (run.Status, run.Output));
        Assert.StartsWith("surprisal: standard input: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnInterruptedRunIsStatus130()
    {
        if (OperatingSystem.IsWindows()) return;
        ChildProcess run = await ChildProcess.RunAsync(InterruptAsync, [.. ChildProcess.Command, "fit", "-", "y ~ x", "--noise", "gaussian"]);
        Assert.Equal((130, string.Empty), (run.Status, run.Output));
        Assert.Equal("surprisal: cancelled; nothing was written\n", run.Error);
    }

    /// <summary>Feeds more rows than a pipe holds, so that the one signal finds it reading however slowly it starts; then rows until it ends.</summary>
    private static async Task InterruptAsync(Process process)
    {
        StreamWriter input = process.StandardInput;
        try
        {
            await input.WriteAsync("x,y\n");
            for (int i = 0; !process.HasExited; i++)
            {
                await input.WriteAsync($"{i},{i % 7}\n");
                if (i != 20_000) continue;
                await input.FlushAsync();
                using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
                await kill.WaitForExitAsync();
                await Task.Delay(50);
            }
        }
        catch (IOException)
        {
            // The process has closed its input: it is on its way out.
        }
    }
}
