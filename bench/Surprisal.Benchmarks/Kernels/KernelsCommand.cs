using Surprisal.Numerics.Lanes;

namespace Surprisal.Benchmarks.Kernels;

/// <summary>
/// <c>kernels</c>: ns a row of every noise model's derived kernel (value, gradient, curvature), best of a fraction of a second each, on one
/// thread. The bounds of the design hold for predictors that all vary from row to row; with 512-bit registers, and 2.5 times wider without.
/// </summary>
internal static class KernelsCommand
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(250);

    public static void Run(ReadOnlySpan<string> args)
    {
        Arguments given = new(args, "--noise");
        List<Result> results = [];
        foreach (KernelCase kernel in KernelCase.All)
        {
            if (given.Find("--noise") is { } only && !kernel.Name.StartsWith(only, StringComparison.Ordinal)) continue;
            double all = Nanoseconds(kernel, allVary: true);
            double first = kernel.ParameterCount == 1 ? all : Nanoseconds(kernel, allVary: false);
            results.Add(new Result(kernel.Name, kernel.ParameterCount, all, first, kernel.Bound(Hardware.Width)));
        }

        Console.Out.WriteLine($"registers of {Hardware.Width} doubles, blocks of {KernelCase.Rows} rows");
        Console.Out.WriteLine();
        Report.Table(
            ["noise model", "parameters", "all vary, ns a row", "first varies, ns a row", "bound", "verdict"],
            [.. results.Select(static r => new[] { r.Name, $"{r.Parameters}", Report.Short(r.All), Report.Short(r.First), r.Bound is { } b ? Report.Short(b) : "none", r.Verdict })]);
        Console.Out.WriteLine();
        Report.Json(json =>
        {
            json.WriteNumber("registerDoubles", Hardware.Width);
            json.WriteStartArray("kernels");
            foreach (Result result in results)
            {
                json.WriteStartObject();
                json.WriteString("noise", result.Name);
                json.WriteNumber("parameters", result.Parameters);
                Report.Number(json, "nanosecondsARow", result.All);
                Report.Number(json, "nanosecondsARowFirstVaries", result.First);
                Report.Number(json, "bound", result.Bound);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static double Nanoseconds(KernelCase kernel, bool allVary)
    {
        const int Blocks = 20;
        using KernelLoop loop = KernelLoop.Create(kernel, allVary);
        if (!double.IsFinite(loop.Run())) throw new InvalidOperationException($"{kernel.Name}: the surprisal is not finite");
        double seconds = Stopwatches.BestWithin(Budget, () =>
        {
            for (int k = 0; k < Blocks; k++) loop.Run();
        });
        return 1e9 * seconds / (Blocks * KernelCase.Rows);
    }

    private readonly record struct Result(string Name, int Parameters, double All, double First, double? Bound)
    {
        public string Verdict => Bound is not { } bound ? string.Empty : All <= bound ? "met" : "MISSED";
    }
}
