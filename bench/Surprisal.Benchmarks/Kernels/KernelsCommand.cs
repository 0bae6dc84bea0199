using Surprisal.Numerics.Lanes;

namespace Surprisal.Benchmarks.Kernels;

/// <summary>
/// <c>kernels</c>: ns a row of every noise model's derived kernel (value, gradient, curvature), best of a fraction of a second each, on one
/// thread; with the registers of this machine, and in a process of its own without 512-bit ones. The bounds of the design hold for predictors that
/// all vary from row to row; with 512-bit registers, and 2.5 times wider without.
/// </summary>
internal static class KernelsCommand
{
    private const double MostTimesBuiltIn = 3;

    public static void Run(ReadOnlySpan<string> args)
    {
        Arguments given = new(args, "--noise", "--registers", "--milliseconds");
        List<KernelTime> results = [];
        TimeSpan budget = TimeSpan.FromMilliseconds(given.Number("--milliseconds", 100));
        foreach (KernelCase kernel in KernelCase.All)
        {
            if (given.Find("--noise") is { } only && !kernel.Name.StartsWith(only, StringComparison.Ordinal)) continue;
            results.Add(KernelTime.Measure(kernel, budget));
        }

        if (given.Find("--registers") is not "own") Print(results, NarrowRegisters.Measure(args));
        Report.Json(json =>
        {
            json.WriteNumber("registerDoubles", Hardware.Width);
            json.WriteStartArray("kernels");
            foreach (KernelTime result in results) result.Write(json);
            json.WriteEndArray();
        });
    }

    private static void Print(List<KernelTime> wide, IReadOnlyList<KernelTime> narrow)
    {
        Console.Out.WriteLine($"ns a row, blocks of {KernelCase.Rows} rows; registers of {Hardware.Width} doubles, and of 4");
        Console.Out.WriteLine();
        Report.Table(
            ["noise model", "parameters", "all vary", "first varies", "bound", "verdict", "256 bits: all vary", "first varies", "bound", "verdict", "256 / 512"],
            [.. wide.Zip(narrow, static (w, n) => (string[])[w.Name, $"{w.Parameters}", .. w.Cells, .. n.Cells, Report.Short(n.All / w.All)])]);
        Console.Out.WriteLine();
        if (wide.Find(static r => string.Equals(r.Name, "laplace", StringComparison.Ordinal)) is not { Parameters: > 0 } laplace) return;
        foreach (KernelTime typed in wide.Where(static r => r.Name.StartsWith("typed", StringComparison.Ordinal)))
        {
            double ratio = typed.All / laplace.All;
            Console.Out.WriteLine($"{typed.Name} / laplace: {Report.Short(ratio)} times, at most {MostTimesBuiltIn}: {(ratio <= MostTimesBuiltIn ? "met" : "MISSED")}");
        }

        Console.Out.WriteLine();
    }
}
