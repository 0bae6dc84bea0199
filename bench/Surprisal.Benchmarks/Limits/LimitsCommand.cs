using Surprisal.Numerics.Lanes;

namespace Surprisal.Benchmarks.Limits;

/// <summary>
/// <c>limits</c>: a pass over the rows against what the machine can do at best, all measured in one run. The bound of a full Newton pass
/// (surprisal, gradient, curvature) over n rows and p columns is the larger of bytes/bandwidth and n(p(p+1)/2 + 2p)/peak; at most 3 times
/// that is wanted. Bytes are those of columns and response; the intercept that the fit adds is not counted in the bound.
/// </summary>
internal static class LimitsCommand
{
    private const double Wanted = 3;

    public static void Run(ReadOnlySpan<string> args)
    {
        Arguments given = new(args, "--rows", "--columns", "--runs");
        int rows = given.Number("--rows", 1_000_000), columns = given.Number("--columns", 50), runs = given.Number("--runs", 15);
        double bytes = sizeof(double) * (double)rows * (columns + 1);
        double[] products = [(double)rows * columns, 2.0 * rows * columns, rows * ((columns * (columns + 1) / 2.0) + (2 * columns))];
        int[] threadCounts = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
        List<string[]> machine = [], table = [];
        List<Pass> passes = [];
        NewtonPass problem = new(rows, columns);
        foreach (int threads in threadCounts)
        {
            double peak = Machine.MultiplyAddsPerSecond(threads), bandwidth = Machine.BytesPerSecond(threads);
            machine.Add([$"{threads}", Report.Short(peak / 1e9), Report.Short(2 * peak / 1e9), Report.Short(bandwidth / 1e9)]);
            for (int order = 0; order <= 2; order++)
            {
                Pass pass = new(threads, order, problem.Seconds(order, threads, runs), bytes / bandwidth, products[order] / peak, peak, bandwidth);
                passes.Add(pass);
                table.Add(
                [
                    $"{threads}", $"{order}", Report.Short(1e3 * pass.Seconds), Report.Short(1e3 * pass.MemorySeconds), Report.Short(1e3 * pass.ArithmeticSeconds),
                    Report.Short(pass.Ratio), order < 2 ? string.Empty : pass.Ratio <= Wanted ? "met" : "MISSED",
                ]);
            }
        }

        Console.Out.WriteLine($"bernoulli, {rows} rows, {columns} columns and an intercept; registers of {Hardware.Width} doubles");
        Console.Out.WriteLine();
        Report.Table(["threads", "10^9 multiply-adds/s", "GFLOP/s", "GB/s read"], machine);
        Console.Out.WriteLine();
        Report.Table(["threads", "order", "pass, ms", "memory bound, ms", "arithmetic bound, ms", "pass / larger bound", $"at most {Wanted}"], table);
        Console.Out.WriteLine();
        Report.Json(json =>
        {
            json.WriteNumber("rows", rows);
            json.WriteNumber("columns", columns);
            json.WriteNumber("registerDoubles", Hardware.Width);
            json.WriteStartArray("passes");
            foreach (Pass pass in passes)
            {
                json.WriteStartObject();
                json.WriteNumber("threads", pass.Threads);
                json.WriteNumber("order", pass.Order);
                Report.Number(json, "seconds", pass.Seconds);
                Report.Number(json, "memoryBoundSeconds", pass.MemorySeconds);
                Report.Number(json, "arithmeticBoundSeconds", pass.ArithmeticSeconds);
                Report.Number(json, "ratio", pass.Ratio);
                Report.Number(json, "multiplyAddsPerSecond", pass.Peak);
                Report.Number(json, "bytesPerSecond", pass.Bandwidth);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private readonly record struct Pass(int Threads, int Order, double Seconds, double MemorySeconds, double ArithmeticSeconds, double Peak, double Bandwidth)
    {
        public double Ratio => Seconds / Math.Max(MemorySeconds, ArithmeticSeconds);
    }
}
