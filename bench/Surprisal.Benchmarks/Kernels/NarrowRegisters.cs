using System.Diagnostics;
using System.Text.Json;

namespace Surprisal.Benchmarks.Kernels;

/// <summary>The same measurements in a process that may not use 512-bit registers: the choice is made once a process.</summary>
internal static class NarrowRegisters
{
    /// <summary>Times the kernels that the arguments name.</summary>
    /// <exception cref="InputException">The process failed.</exception>
    public static IReadOnlyList<KernelTime> Measure(ReadOnlySpan<string> args)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableAVX512"] = "0";

        // Under the dotnet host the assembly is the first argument.
        string assembly = Environment.GetCommandLineArgs()[0];
        if (assembly.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) start.ArgumentList.Add(assembly);
        start.ArgumentList.Add("kernels");
        foreach (string argument in args) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--registers");
        start.ArgumentList.Add("own");
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InputException($"the kernels without 512-bit registers ended with {process.ExitCode}");
        using JsonDocument document = JsonDocument.Parse(output);
        return [.. document.RootElement.GetProperty("kernels").EnumerateArray().Select(KernelTime.Read)];
    }
}
