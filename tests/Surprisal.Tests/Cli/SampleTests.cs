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

    // Reference: Newton's method in mpmath for the fit; mean and variance of Moyal's distribution are log 2 + Euler's constant and half of pi squared;
    // its entropy by quadrature, its quantile from the error function, in mpmath.
    [Fact]
    public async Task OwnNoiseFitsAndHasADistribution()
    {
        ChildProcess run = await ChildProcess.RunAsync("dotnet", "run", "-c", "Release", "samples/own-noise.cs");
        Assert.True(run.Status == 0, run.Output + run.Error);
        Assert.Contains("speed: 3.0644 ± 0.3511", run.Output, StringComparison.Ordinal);
        Assert.Contains("status Converged, log-likelihood -202.2288 nats", run.Output, StringComparison.Ordinal);
        Assert.Contains("mean 1.270363, variance 4.934802, entropy 2.054120, 99 % quantile 8.7587", run.Output, StringComparison.Ordinal);
        Assert.Contains("adaptive quadrature of the density, to about 1e-12 relative", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnNoiseIsShort() => Assert.True(File.ReadAllLines(Repository.Sample("own-noise.cs")).Length < 40);
}
