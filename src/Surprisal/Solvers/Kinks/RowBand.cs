using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// The rows near a kink at given coefficients, and the others summed up by the side of each kink on which they lie: a small problem with the optimum of the
/// whole one as long as the others stay where they are.
/// </summary>
/// <remarks>
/// A convex function of a mean is no more than the mean of the function, so the small problem's minimum is never above the whole one's; where no summed row has
/// changed sides both agree, and the slopes of the one prove the other. Portnoy, Koenker (1997), doi:10.1214/ss/1030037960, section 5.
/// </remarks>
internal sealed class RowBand
{
    private const int ChunkRows = 8192;
    private readonly KinkProblem _problem;
    private readonly EvaluationOptions _options;
    private readonly byte[] _side;

    private RowBand(KinkProblem problem, byte[] side, EvaluationOptions options)
    {
        _problem = problem;
        _options = options;
        _side = side;
        List<int> near = [];
        for (int i = 0; i < side.Length; i++)
        {
            if (side[i] == Near) near.Add(i);
        }

        Rows = [.. near];
        Sums = [.. Enumerable.Range(0, problem.Function.Hinges.Count + 1).Select(SumOf).OfType<SummedRow>()];
    }

    private const byte Near = byte.MaxValue;

    /// <summary>The rows near a kink.</summary>
    public int[] Rows { get; }

    /// <summary>The others.</summary>
    public IReadOnlyList<SummedRow> Sums { get; }

    /// <summary>Divides the rows.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="coefficients">Where.</param>
    /// <param name="packed">Rows whose centres and scales of columns serve to say how uncertain a row's prediction is.</param>
    /// <param name="count">About how many rows are to be near.</param>
    /// <param name="options">Threads and cancellation.</param>
    public static RowBand Around(KinkProblem problem, double[] coefficients, PackedRows packed, int count, EvaluationOptions options)
    {
        int rows = problem.RowCount, hinges = problem.Function.Hinges.Count;
        double[] distance = new double[rows], eta = problem.Predict(coefficients, options), leverage = Leverage(problem, packed, options);
        byte[] side = new byte[rows];
        for (int i = 0; i < rows; i++)
        {
            double nearest = double.PositiveInfinity;
            for (int k = 0; k < hinges; k++)
            {
                double r = problem.Shifted(i, problem.Function.Hinges[k]) - eta[i];
                nearest = Math.Min(nearest, Math.Abs(r));
                if (r > 0) side[i]++;
            }

            distance[i] = nearest / Math.Sqrt(leverage[i]);
        }

        // Every so many rows tell where the threshold is.
        int stride = Math.Max(1, rows / 16384);
        double[] some = new double[rows / stride];
        for (int i = 0; i < some.Length; i++) some[i] = distance[i * stride];
        Array.Sort(some);
        double threshold = some[(int)Math.Min(some.Length - 1, (long)count * some.Length / rows)];
        for (int i = 0; i < rows; i++)
        {
            if (distance[i] <= threshold) side[i] = Near;
        }

        return new RowBand(problem, side, options);
    }

    /// <summary>The same with more rows near.</summary>
    public RowBand With(IReadOnlyList<int> rows)
    {
        byte[] side = (byte[])_side.Clone();
        foreach (int row in rows) side[row] = Near;
        return new RowBand(_problem, side, _options);
    }

    /// <summary>The rows that were summed up on a side of a kink on which they are not.</summary>
    /// <param name="residuals">Of all hinges and rows.</param>
    public List<int> Misplaced(double[][] residuals)
    {
        List<int> misplaced = [];
        for (int i = 0; i < _side.Length; i++)
        {
            if (_side[i] == Near) continue;
            for (int k = 0; k < residuals.Length; k++)
            {
                // Above as many hinges as the side says: above the first so many.
                bool isAbove = k < _side[i];
                if (isAbove ? residuals[k][i] >= 0 : residuals[k][i] <= 0) continue;
                misplaced.Add(i);
                break;
            }
        }

        return misplaced;
    }

    /// <summary>The slopes of the summed rows by their sides; those of the others are left at 0.</summary>
    public double[][] Slopes() =>
    [
        .. _problem.Function.Hinges.Select((hinge, k) =>
        {
            double[] slopes = new double[_side.Length];
            for (int i = 0; i < slopes.Length; i++)
            {
                if (_side[i] != Near) slopes[i] = _problem.Cost[i] * (k < _side[i] ? hinge.Upper : hinge.Lower);
            }

            return slopes;
        }),
    ];

    /// <summary>1 + Σ squares of the row's normalised cells: its leverage as far as the columns are orthogonal; without end where the sample has not seen the like.</summary>
    private static double[] Leverage(KinkProblem problem, PackedRows packed, EvaluationOptions options)
    {
        double[] leverage = new double[problem.RowCount];
        ForChunks(problem.RowCount, options, (first, cells) =>
        {
            Span<double> sum = leverage.AsSpan(first, cells.Length);
            sum.Fill(1);
            for (int j = 0; j < problem.Columns.Count; j++)
            {
                if (problem.Columns[j] is Formulas.InterceptColumn) continue;
                (double center, double scale) = packed.Normalisation(j);
                problem.Columns[j].Fill(first, cells);
                for (int i = 0; i < cells.Length; i++)
                {
                    double cell = cells[i] - center;
                    if (cell != 0) sum[i] += cell * scale * (cell * scale);
                }
            }
        });
        return leverage;
    }

    private SummedRow? SumOf(int side)
    {
        double[] cost = new double[_side.Length], targets = new double[_problem.Function.Hinges.Count];
        double total = 0;
        for (int i = 0; i < cost.Length; i++)
        {
            if (_side[i] != side) continue;
            cost[i] = _problem.Cost[i];
            total += cost[i];
            for (int k = 0; k < targets.Length; k++) targets[k] += cost[i] * _problem.Shifted(i, _problem.Function.Hinges[k]);
        }

        if (!(total > 0)) return null;
        int columns = _problem.Columns.Count, chunks = (cost.Length + ChunkRows - 1) / ChunkRows;
        double[] parts = new double[chunks * columns], means = new double[columns];
        ForChunks(cost.Length, _options, (first, cells) =>
        {
            for (int j = 0; j < columns; j++)
            {
                _problem.Columns[j].Fill(first, cells);
                parts[(first / ChunkRows * columns) + j] = DenseKernels.Dot(cells, cost.AsSpan(first, cells.Length));
            }
        });
        for (int part = 0; part < parts.Length; part++) means[part % columns] += parts[part];
        return new SummedRow(total, Array.ConvertAll(targets, t => t / total), Array.ConvertAll(means, m => m / total));
    }

    /// <summary>Visits chunks of rows that do not depend on the number of threads, each with room for a column's cells.</summary>
    private static void ForChunks(int rows, EvaluationOptions options, ChunkAction action)
    {
        ParallelOptions threads = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = options.Cancellation };
        Parallel.For(0, (rows + ChunkRows - 1) / ChunkRows, threads, () => new double[ChunkRows], (chunk, _, room) =>
        {
            int first = chunk * ChunkRows;
            action(first, room.AsSpan(0, Math.Min(ChunkRows, rows - first)));
            return room;
        }, static _ => { });
    }

    private delegate void ChunkAction(int firstRow, Span<double> cells);
}
