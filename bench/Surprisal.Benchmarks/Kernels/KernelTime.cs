using System.Diagnostics;
using System.Text.Json;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Benchmarks.Kernels;

/// <summary>What a kernel took, in ns a row.</summary>
/// <param name="Name">The noise model.</param>
/// <param name="Parameters">How many parameters it has.</param>
/// <param name="All">With predictors that all vary from row to row.</param>
/// <param name="First">With a first predictor that varies and all others constant.</param>
/// <param name="Bound">What it may take where all vary; null for no bound.</param>
internal readonly record struct KernelTime(string Name, int Parameters, double All, double First, double? Bound)
{
    private const int Blocks = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);

    /// <summary>Both times, the bound and how it was met.</summary>
    public string[] Cells => [Report.Short(All), Report.Short(First), Bound is { } b ? Report.Short(b) : string.Empty, Verdict];

    private string Verdict => Bound is not { } bound ? string.Empty : All <= bound ? "met" : "MISSED";

    /// <summary>Times a kernel.</summary>
    /// <param name="kernel">The kernel with its inputs.</param>
    /// <param name="budget">How long to go on, for each of the two.</param>
    public static KernelTime Measure(KernelCase kernel, TimeSpan budget)
    {
        double all = Nanoseconds(kernel, allVary: true, budget);
        return new(kernel.Name, kernel.ParameterCount, all, kernel.ParameterCount == 1 ? all : Nanoseconds(kernel, allVary: false, budget), kernel.Bound(Hardware.Width));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static KernelTime Read(JsonElement json) => new(
        json.GetProperty("noise").GetString()!,
        json.GetProperty("parameters").GetInt32(),
        json.GetProperty("nanosecondsARow").GetDouble(),
        json.GetProperty("nanosecondsARowFirstVaries").GetDouble(),
        json.GetProperty("bound") is { ValueKind: JsonValueKind.Number } bound ? bound.GetDouble() : null);

    /// <summary>Writes an object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("noise", Name);
        json.WriteNumber("parameters", Parameters);
        Report.Number(json, "nanosecondsARow", All);
        Report.Number(json, "nanosecondsARowFirstVaries", First);
        Report.Number(json, "bound", Bound);
        json.WriteEndObject();
    }

    private static double Nanoseconds(KernelCase kernel, bool allVary, TimeSpan budget)
    {
        using KernelLoop loop = KernelLoop.Create(kernel, allVary);
        if (!double.IsFinite(loop.Run())) throw new InvalidOperationException($"{kernel.Name}: the surprisal is not finite");

        // What the kernels call outside of their loops is compiled in tiers, and gets its last one after some tenths of a second.
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < WarmUp) loop.Run();
        double seconds = Stopwatches.BestWithin(budget, () =>
        {
            for (int k = 0; k < Blocks; k++) loop.Run();
        });
        return 1e9 * seconds / (Blocks * KernelCase.Rows);
    }
}
