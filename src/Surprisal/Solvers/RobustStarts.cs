using Surprisal.Models;
using Surprisal.Numerics.Random;

namespace Surprisal.Solvers;

/// <summary>
/// Starting points for a location whose surprisal redescends (student-t, cauchy): rows far off lose their influence, so each crowd of rows may hold a maximum
/// of its own, and least squares may start between them.
/// </summary>
/// <remarks>
/// 1. The start of every fit. 2. Slopes of zero. 3. Lines through as many random rows as there are coefficients and one more, and where each gets when it is moved
/// twice to the least squares line of the half of the rows nearest to it (Rousseeuw, Van Driessen 2006, doi:10.1007/s10618-005-0024-4); of these the most
/// likely. The rows are drawn by a generator with a seed of its own: the same data give the same starts.
/// </remarks>
internal static class RobustStarts
{
    private const long Seed = 0x5EED;
    private const int Lines = 40;
    private const int Kept = 6;
    private const int Moves = 2;
    private const int FewRows = 512;
    private const int RowsPerCoefficient = 20;

    /// <summary>The starting points, at least two.</summary>
    /// <param name="task">What is solved; a location model.</param>
    /// <param name="start">The start of every fit.</param>
    public static IReadOnlyList<double[]> Of(SolverTask task, double[] start)
    {
        Predictor predictor = task.Predictors[0];
        List<double[]> starts = [start, StartingPoint.For(task.Bound, task.Predictors, null, start.Length)];
        if (StartingPoint.IsWide(predictor)) return starts;
        int rows = Math.Max(FewRows, RowsPerCoefficient * predictor.Count);
        LocationSample sample = LocationSample.Of(task.Bound, predictor, rows);
        if (predictor.Count == 0 || sample.RowCount <= 2 * (predictor.Count + 1)) return starts;
        EvaluationOptions some = task.Options with { EveryBlock = Math.Max(1, task.Bound.RowCount / rows), Threads = 1 };
        (double[] Point, double Surprisal)[] drawn = new (double[], double)[2 * Lines];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = task.Options.Threads, CancellationToken = task.Options.Cancellation };
        Parallel.For(0, Lines, parallel, line =>
        {
            double[][] both = Drawn(sample, predictor.Count + 1, new RandomStream(Seed, line));
            for (int k = 0; k < both.Length; k++)
            {
                double[] point = StartingPoint.For(task.Bound, task.Predictors, both[k], start.Length, 0, rows);
                drawn[(2 * line) + k] = (point, Surprisal(task.Objective, point, some));
            }
        });
        starts.AddRange(drawn.OrderBy(static d => d.Surprisal).Take(Kept).Select(static d => d.Point));
        return starts;
    }

    private static double Surprisal(Objective objective, double[] point, EvaluationOptions options)
    {
        double value = objective.Evaluate(point, 0, options).Surprisal;
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }

    private static double[][] Drawn(LocationSample sample, int count, RandomStream stream)
    {
        HashSet<int> rows = [];
        while (rows.Count < count) rows.Add((int)stream.NextInteger(sample.RowCount));
        double[] drawn = sample.LeastSquares([.. rows.Order()]), moved = drawn;
        for (int move = 0; move < Moves; move++) moved = sample.LeastSquares(Nearest(sample, moved));
        return [drawn, moved];
    }

    /// <summary>The half of the rows that is nearest to a line.</summary>
    private static int[] Nearest(LocationSample sample, double[] line)
    {
        int[] rows = [.. Enumerable.Range(0, sample.RowCount)];
        Array.Sort(sample.Distances(line), rows);
        int[] nearest = rows[..((sample.RowCount + line.Length + 1) / 2)];
        Array.Sort(nearest);
        return nearest;
    }
}
