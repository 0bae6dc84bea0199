using System.Globalization;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;

namespace Surprisal.Benchmarks.Growth;

/// <summary>
/// <c>growth</c>: how the time of a fit grows with the rows and with the columns. The whole fit through the public library, best of some runs; exponents
/// by least squares of log time on log size.
/// </summary>
internal static class GrowthCommand
{
    private const int FewColumns = 10;
    private const int FewRows = 20_000;
    private const int Largest = 3;
    private const double Budget = 4;
    private const int MostRuns = 15;
    private static readonly string[] Noises = ["bernoulli", "poisson", "gaussian"];
    private static readonly int[] Rows = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];
    private static readonly int[] Columns = [10, 30, 100, 300, 1000, 3000];

    public static void Run(ReadOnlySpan<string> args)
    {
        Arguments given = new(args, "--threads", "--most-rows", "--most-columns");
        FitOptions options = new() { Threads = given.Number("--threads", Environment.ProcessorCount) };
        int mostRows = given.Number("--most-rows", Rows[^1]), mostColumns = given.Number("--most-columns", Columns[^1]);
        Show(FormattableString.Invariant($"rows, by {FewColumns} columns"), [.. Rows.Where(n => n <= mostRows)], n => Seconds(n, FewColumns, options));
        Show(FormattableString.Invariant($"columns, by {FewRows} rows"), [.. Columns.Where(p => p <= mostColumns)], p => Seconds(FewRows, p, options));
    }

    private static void Show(string title, int[] sizes, Func<int, (double Wall, double Processor)[]> time)
    {
        List<string[]> table = [];
        double[][] wall = [.. Noises.Select(_ => new double[sizes.Length])], processor = [.. Noises.Select(_ => new double[sizes.Length])];
        for (int s = 0; s < sizes.Length; s++)
        {
            (double Wall, double Processor)[] seconds = time(sizes[s]);
            for (int k = 0; k < Noises.Length; k++) (wall[k][s], processor[k][s]) = seconds[k];
            table.Add([sizes[s].ToString("N0", CultureInfo.InvariantCulture), .. seconds.SelectMany(static t => new[] { Report.Short(1e3 * t.Wall), Report.Short(1e3 * t.Processor) })]);
            GC.Collect();
        }

        table.Add(["exponent, all", .. Exponents(0)]);
        table.Add([FormattableString.Invariant($"exponent, last {Largest}"), .. Exponents(Math.Max(0, sizes.Length - Largest))]);
        Report.Table([title, .. Noises.SelectMany(static n => new[] { $"{n}, ms", "processor, ms" })], table);
        Console.Out.WriteLine();

        IEnumerable<string> Exponents(int from) => Enumerable.Range(0, Noises.Length).SelectMany(k => new[] { Exponent(sizes[from..], wall[k][from..]), Exponent(sizes[from..], processor[k][from..]) });
    }

    /// <summary>The slope of log time on log size.</summary>
    private static string Exponent(int[] sizes, double[] seconds)
    {
        double[] x = Array.ConvertAll(sizes, static n => Math.Log((double)n)), y = [.. seconds.Select(static s => Math.Log(s))];
        if (x.Length < 2) return string.Empty;
        double meanX = x.Average(), meanY = y.Average();
        double slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
        return slope.ToString("F2", CultureInfo.InvariantCulture);
    }

    private static (double Wall, double Processor)[] Seconds(int rows, int columns, FitOptions options)
    {
        RandomStream random = new(rows, columns);
        double length = 1 / Math.Sqrt(columns);
        double[] eta = new double[rows];
        List<Column> table = [];
        for (int j = 0; j < columns; j++)
        {
            double[] x = GC.AllocateUninitializedArray<double>(rows);
            double b = length * random.NextNormal();
            for (int i = 0; i < rows; i++)
            {
                x[i] = random.NextNormal();
                eta[i] += b * x[i];
            }

            table.Add(new NumberColumn(FormattableString.Invariant($"x{j + 1}"), x));
        }

        (double, double)[] result = new (double, double)[Noises.Length];
        for (int k = 0; k < Noises.Length; k++)
        {
            double[] y = [.. eta.Select(e => Response(Noises[k], e, random))];
            Table data = new([new NumberColumn("y", y), .. table]);
            result[k] = Best(Model.Of(Noises[k], "y ~ ."), data, options);
        }

        return result;
    }

    private static double Response(string noise, double eta, RandomStream random)
    {
        if (noise is "gaussian") return eta + random.NextNormal();
        if (noise is "bernoulli") return random.NextDouble() < 1 / (1 + Math.Exp(-eta)) ? 1 : 0;

        // A poisson number by the waiting times before 1: rates are small here.
        double rate = Math.Exp(0.5 * eta), waited = random.NextExponential();
        int count = 0;
        for (; waited < rate; count++) waited += random.NextExponential();
        return count;
    }

    private static (double Wall, double Processor) Best(Model model, Table table, FitOptions options)
    {
        double wall = double.PositiveInfinity, processor = double.PositiveInfinity, spent = 0;
        for (int run = 0; run < MostRuns && (run < 2 || spent < Budget); run++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Fit? fit = null;
            double seconds = Stopwatches.Once(() => fit = model.Fit(table, options));
            if (fit!.Status != FitStatus.Converged) throw new InputException($"{model.Noise}: the fit ended with {fit.Status}");
            wall = Math.Min(wall, seconds);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            spent += seconds;
        }

        return (wall, processor);
    }
}
