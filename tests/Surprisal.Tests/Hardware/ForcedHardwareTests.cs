using System.Diagnostics;
using Xunit;

namespace Surprisal.Tests.Hardware;

/// <summary>Child processes with parts of the hardware switched off: each says which registers it took, and all have the same bits.</summary>
public sealed class ForcedHardwareTests
{
    private static readonly Lazy<string[]> Native = new(static () => Run(1));

    [Fact]
    public void The_machine_as_it_is()
    {
        Assert.Equal($"width {Surprisal.Numerics.Lanes.Hardware.Width}", Native.Value[0]);
        Assert.Equal(18, Native.Value.Length);
        Assert.All(Native.Value[1..], static line => Assert.Contains(": Converged ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Threads_change_no_bit() => Assert.Equal(Native.Value, Run(7));

    // Without AVX2 there are neither 256-bit registers nor fused multiply-add; without intrinsics at all everything is a scalar.
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 4)]
    [InlineData("DOTNET_EnableAVX2", 2)]
    [InlineData("DOTNET_EnableHWIntrinsic", 1)]
    public void Registers_change_no_bit(string setting, int widest)
    {
        string[] forced = Run(2, setting);
        Assert.Equal($"width {Math.Min(widest, Surprisal.Numerics.Lanes.Hardware.Width)}", forced[0]);
        Assert.Equal(Native.Value[1..], forced[1..]);
    }

    private static string[] Run(int threads, string? disable = null)
    {
        string probe = Path.Combine(AppContext.BaseDirectory, "Surprisal.Probe.dll");
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        ProcessStartInfo start = new(host, [probe, threads.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A setting that the tests themselves run under must not reach the children that are to run without it.
        foreach (string name in new[] { "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic" })
        {
            if (disable is not null && !string.Equals(name, disable, StringComparison.Ordinal)) start.Environment.Remove(name);
        }

        if (disable is not null) start.Environment[disable] = "0";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
