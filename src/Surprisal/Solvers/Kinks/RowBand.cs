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
    private readonly KinkProblem _problem;
    private readonly EvaluationOptions _options;
    private readonly byte[] _side;

    private RowBand(KinkProblem problem, byte[] side, IReadOnlyList<SummedRow> sums, EvaluationOptions options)
    {
        _problem = problem;
        _options = options;
        _side = side;
        Sums = sums;
        List<int> near = [];
        for (int i = 0; i < side.Length; i++)
        {
            if (side[i] == Near) near.Add(i);
        }

        Rows = [.. near];
    }

    private const byte Near = byte.MaxValue;

    /// <summary>The rows near a kink.</summary>
    public int[] Rows { get; }

    /// <summary>The loss of all rows where the band lies; NaN for a band that was widened.</summary>
    public double Loss { get; private init; } = double.NaN;

    /// <summary>The others.</summary>
    public IReadOnlyList<SummedRow> Sums { get; }

    /// <summary>Divides the rows.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="coefficients">Where.</param>
    /// <param name="packed">Some of the rows: they tell how near is near, and by their columns' centres and scales how uncertain a row's prediction is.</param>
    /// <param name="count">About how many rows are to be near.</param>
    /// <param name="options">Threads and cancellation.</param>
    public static RowBand Around(KinkProblem problem, double[] coefficients, PackedRows packed, int count, EvaluationOptions options)
    {
        double threshold = Threshold(packed, packed.ToPacked(coefficients), (double)count / problem.RowCount) * packed.ResponseScale;
        byte[] side = new byte[problem.RowCount];
        SideSums sums = new(problem);
        double[] losses = new double[(side.Length + KinkProblem.ChunkRows - 1) / KinkProblem.ChunkRows];
        problem.ForChunks(options, (first, room) =>
        {
            Span<double> eta = stackalloc double[room.Length], leverage = stackalloc double[room.Length];
            eta.Clear();
            leverage.Fill(1);
            for (int j = 0; j < coefficients.Length; j++)
            {
                ReadOnlySpan<double> cells = ColumnCells.Of(problem.Columns[j], first, room);
                DenseKernels.AddMultiple(eta, coefficients[j], cells);
                if (problem.Columns[j] is not Formulas.InterceptColumn) AddLeverage(leverage, cells, packed.Normalisation(j));
            }

            Span<byte> own = side.AsSpan(first, room.Length);
            Span<double> limits = leverage;
            for (int i = 0; i < limits.Length; i++) limits[i] = threshold * Math.Sqrt(leverage[i]);
            foreach (Hinge hinge in problem.Function.Hinges) losses[first / KinkProblem.ChunkRows] += Divide(problem, first, hinge, eta, limits, own);
            sums.Add(first, own, room);
        });
        double loss = 0;
        foreach (double part in losses) loss += part;
        return new RowBand(problem, side, sums.Rows(), options) { Loss = loss };
    }

    /// <summary>Marks rows near a hinge, or above it; returns their loss.</summary>
    private static double Divide(KinkProblem problem, int first, Hinge hinge, ReadOnlySpan<double> eta, ReadOnlySpan<double> limits, Span<byte> side)
    {
        ReadOnlySpan<double> target = problem.Target.AsSpan(first, eta.Length);
        ReadOnlySpan<double> scale = hinge.Kink == 0 ? default : problem.Scale.AsSpan(first, eta.Length);
        double loss = 0;
        for (int i = 0; i < side.Length; i++)
        {
            double r = (scale.IsEmpty ? target[i] : target[i] - (hinge.Kink * scale[i])) - eta[i];

            // Not a number where the leverage has no end and the limit is 0.
            if (!(Math.Abs(r) > limits[i])) side[i] = Near;
            else if (r > 0 && side[i] != Near) side[i]++;
            loss += problem.Cost[first + i] * hinge.At(r);
        }

        return loss;
    }

    /// <summary>The same with more rows near.</summary>
    public RowBand With(IReadOnlyList<int> rows)
    {
        byte[] side = (byte[])_side.Clone();
        foreach (int row in rows) side[row] = Near;
        SideSums sums = new(_problem);
        _problem.ForChunks(_options, (first, room) => sums.Add(first, side.AsSpan(first, room.Length), room));
        return new RowBand(_problem, side, sums.Rows(), _options);
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

    /// <summary>The distance from a kink, over the root of the leverage, that a share of the packed rows keep to.</summary>
    private static unsafe double Threshold(PackedRows packed, double[] coefficients, double share)
    {
        double[] distance = new double[packed.Single], eta = new double[packed.BlockRows], leverage = new double[packed.BlockRows];
        for (int block = 0; block < packed.Blocks; block++)
        {
            int first = block * packed.BlockRows, rows = Math.Min(packed.RowsOf(block), packed.Single - first);
            Array.Clear(eta);
            Array.Fill(leverage, 1);
            for (int j = 0; j < coefficients.Length; j++)
            {
                ReadOnlySpan<double> cells = new(packed.Column(block, j), rows);
                DenseKernels.AddMultiple(eta, coefficients[j], cells);
                if (packed.Problem.Columns[j] is not Formulas.InterceptColumn) AddLeverage(leverage.AsSpan(0, rows), cells, (0, 1));
            }

            for (int i = 0; i < rows; i++)
            {
                double nearest = double.PositiveInfinity;
                for (int k = 0; k < packed.Problem.Function.Hinges.Count; k++) nearest = Math.Min(nearest, Math.Abs(packed.Target(k)[first + i] - eta[i]));
                distance[first + i] = nearest / Math.Sqrt(leverage[i]);
            }
        }

        Array.Sort(distance);
        return distance[(int)Math.Min(distance.Length - 1, share * distance.Length)];
    }

    /// <summary>Adds the squares of normalised cells: a row's leverage as far as the columns are orthogonal; without end where the sample has not seen the like.</summary>
    private static void AddLeverage(Span<double> leverage, ReadOnlySpan<double> cells, (double Center, double Scale) normal)
    {
        if (double.IsInfinity(normal.Scale))
        {
            for (int i = 0; i < leverage.Length; i++) leverage[i] = cells[i] == normal.Center ? leverage[i] : double.PositiveInfinity;
            return;
        }

        DenseKernels.AddSquares(leverage, cells, normal.Center, normal.Scale);
    }
}
