using System.Diagnostics;
using System.Globalization;
using Surprisal.Data;
using Surprisal.Models;
using Surprisal.Solvers.Paths;

namespace Surprisal.Benchmarks.Arrays;

internal static class PathsCommand
{
    public static void Run(ReadOnlySpan<string> args)
    {
        string name = args[0]; int repeat = int.Parse(args[1]); int threads = int.Parse(args[2]);
        double alpha = args.Length > 3 ? double.Parse(args[3]) : 1;
        string[] d = File.ReadAllText(name + ".d").Split(' ');
        int n = int.Parse(d[0]), p = int.Parse(d[1]);
        List<Column> columns = [new NumberColumn("y", Read(name + ".y", n, 1)[0])];
        double[][] x = Read(name + ".x", n, p);
        for (int j = 0; j < p; j++) columns.Add(new NumberColumn("x" + (j + 1), x[j]));
        Model model = Model.Of(d[2].Trim(), ["y ~ ."]);
        BoundModel bound = BoundModel.Bind(model, new Table(columns, "t"));
        EvaluationOptions options = new(threads, CancellationToken.None);
        IReadOnlyList<PathPoint> points = [];
        for (int k = 0; k < repeat; k++)
        {
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            points = Once(bound, p, n > p ? 1e-4 : 1e-2, options, alpha);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wall {Stopwatch.GetElapsedTime(start).TotalSeconds:F3} cpu {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F3} {Note}"));
        }

        Console.WriteLine("worst kkt " + points.Max(q => q.KktResidual) + " df " + string.Join(",", new[] { 10, 25, 50, 75, 100 }.Select(i => points[Math.Min(i, points.Count - 1)].Places.Length - 1)) + " MB " + ArraysCommand.PeakResidentBytes() / 1e6);
        File.WriteAllLines(name + ".ours", points.Skip(1).Select(q => string.Create(CultureInfo.InvariantCulture, $"{q.Lambda:R} {q.Loss + q.Penalty:R} {q.KktResidual:R}")));
    }

    internal static string Note = "";

    private static IReadOnlyList<PathPoint> Once(BoundModel bound, int p, double ratio, EvaluationOptions options, double alpha)
    {
        double[] factors = [0, .. Enumerable.Repeat(1.0, p)];
        PathPenalty penalty = new(alpha, factors, factors, [], []);
        LambdaSequence lambdas = new([], 100, ratio);
        if (bound.Noise.Name != "gaussian")
        {
            Objective objective = new(bound.BindNoise(), [.. bound.Parameters.Select(q => new Predictor(q.Design.Columns, q.Offset, 0))], bound.Observations, bound.Weights);
            Surprisal.Solvers.Estimate estimate = new Surprisal.Solvers.Estimator(bound, [[bound.Parameters[0].Design.Columns[0]]], options, 100, null).Estimate();
            double[] start = new double[p + 1];
            start[0] = estimate.Coefficients[0];
            SmoothPath smooth = new(objective, bound.RowCount, penalty, start, options);
            IReadOnlyList<PathPoint> points = smooth.Run(lambdas);
            Note = "passes " + smooth.Passes + " looks " + smooth.Looks;
            return points;
        }

        Predictor predictor = new(bound.Parameters[0].Design.Columns, null, 0);
        long t0 = Stopwatch.GetTimestamp();
        GaussianPath path = new(new GaussianMoments(predictor, bound.Response, default, options), penalty);
        Note = "gram " + Stopwatch.GetElapsedTime(t0).TotalSeconds;
        return path.Run(lambdas);
    }

    private static double[][] Read(string path, int rows, int columns)
    {
        using FileStream file = File.OpenRead(path);
        double[][] result = new double[columns][];
        for (int j = 0; j < columns; j++)
        {
            result[j] = GC.AllocateUninitializedArray<double>(rows);
            file.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(result[j].AsSpan()));
        }

        return result;
    }
}
