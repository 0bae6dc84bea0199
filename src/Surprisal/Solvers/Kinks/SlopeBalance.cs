using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Kinks;

/// <summary>Xᵀd of the slopes of packed rows, and the smallest change of some of them that makes it vanish.</summary>
internal sealed unsafe class SlopeBalance(PackedRows rows)
{
    private const int MostSteps = 20;
    private const double Balanced = 1e-12;

    /// <summary>The cells of a row.</summary>
    public double[] CellsOf(int row)
    {
        double[] cells = new double[rows.ColumnCount];
        for (int j = 0; j < cells.Length; j++) cells[j] = rows.Cell(row, j);
        return cells;
    }

    /// <summary>Xᵀd, block by block.</summary>
    public double[] Sum(double[] slopes)
    {
        int hinges = rows.Problem.Function.Hinges.Count;
        double[] sum = new double[rows.ColumnCount], total = new double[rows.BlockRows];
        for (int block = 0; block < rows.Blocks; block++)
        {
            Span<double> d = total.AsSpan(0, rows.RowsOf(block));
            d.Clear();
            for (int k = 0; k < hinges; k++) DenseKernels.AddMultiple(d, 1, slopes.AsSpan((k * rows.Padded) + (block * rows.BlockRows), d.Length));
            for (int j = 0; j < sum.Length; j++) sum[j] += DenseKernels.Dot(d, new ReadOnlySpan<double>(rows.Column(block, j), d.Length));
        }

        return sum;
    }

    /// <summary>
    /// Moves the slopes of elements on kinks by Δ = V²X(XᵀV²X)⁻¹ρ, V their distances to the nearer bound, until ρ = −Xᵀd vanishes: the affine scaling step of
    /// Dikin (1967), which keeps slopes away from their bounds. False where that does not work.
    /// </summary>
    public bool Restore(double[] slopes, int[] elements, Func<int, double> lower, Func<int, double> upper)
    {
        int size = rows.ColumnCount;
        double[][] cells = Array.ConvertAll(elements, e => CellsOf(e % rows.Padded));
        double[] magnitude = Sum(Array.ConvertAll(slopes, Math.Abs));
        double before = double.PositiveInfinity;
        for (int step = 0; step < MostSteps; step++)
        {
            double[] imbalance = Sum(slopes);
            double off = imbalance.Max(Math.Abs), scale = Math.Max(magnitude.Max(Math.Abs), double.Epsilon);
            if (off <= Balanced * scale) return true;
            if (!(off < 0.9 * before)) return false;
            before = off;
            double[] squares = Array.ConvertAll(elements, e =>
            {
                double distance = Math.Min(slopes[e] - lower(e), upper(e) - slopes[e]);
                return distance * distance;
            });
            double[] normal = new double[size * size];
            for (int e = 0; e < elements.Length; e++)
            {
                for (int i = 0; i < size; i++) DenseKernels.AddMultiple(normal.AsSpan((i * size) + i, size - i), squares[e] * cells[e][i], cells[e].AsSpan(i));
            }

            double[] multipliers = NormalEquations.Of(normal, size).Solve(imbalance);
            double[] change = [.. elements.Select((_, e) => -squares[e] * DenseKernels.Dot(cells[e], multipliers))];
            double length = 1;
            for (int e = 0; e < elements.Length; e++)
            {
                double room = change[e] > 0 ? upper(elements[e]) - slopes[elements[e]] : slopes[elements[e]] - lower(elements[e]);
                if (Math.Abs(change[e]) > room) length = Math.Min(length, 0.95 * room / Math.Abs(change[e]));
            }

            for (int e = 0; e < elements.Length; e++) slopes[elements[e]] += length * change[e];
        }

        return false;
    }
}
