using Xunit;

namespace Surprisal.Tests.Cli;

/// <summary>The file-based programs build and print what their comments promise.</summary>
public class SampleTests
{
    [Fact]
    public async Task FitPredicts()
    {
        ChildProcess run = await ChildProcess.RunAsync("dotnet", "run", "-c", "Release", "samples/fit.cs");
        Assert.True(run.Status == 0, run.Output + run.Error);
        Assert.Contains("speed: 3.7019 ± 0.3911", run.Output, StringComparison.Ordinal);
        Assert.Contains("status Converged, mean distance at speed 10: 21.08, at 20: 58.10", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsShowStepsAndEstimates()
    {
        ChildProcess run = await ChildProcess.RunAsync("dotnet", "run", "-c", "Release", "samples/rows.cs");
        Assert.True(run.Status == 0, run.Output + run.Error);
        Assert.Contains("step 1: surprisal ", run.Output, StringComparison.Ordinal);
        Assert.Contains("region[south]    -0.9382 ± 0.5644", run.Output, StringComparison.Ordinal);
        Assert.Contains("Converged: log-likelihood -13.5412 nats", run.Output, StringComparison.Ordinal);
    }
}
