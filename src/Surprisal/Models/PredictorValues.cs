using Surprisal.Formulas;

namespace Surprisal.Models;

/// <summary>Linear combinations of a design's columns, for all rows at once.</summary>
internal static class PredictorValues
{
    private const int BlockRows = 1024;

    /// <summary>offset + Σⱼ bⱼ xⱼ of each row, in the order of the columns; columns whose coefficient is zero or NaN (aliased) are left out.</summary>
    public static double[] Of(IReadOnlyList<DesignColumn> columns, ReadOnlySpan<double> coefficients, ReadOnlyMemory<double>? offset, int rows)
    {
        double[] eta = offset?.ToArray() ?? new double[rows];
        Span<double> cells = stackalloc double[BlockRows];
        for (int first = 0; first < rows; first += BlockRows)
        {
            Span<double> block = cells[..Math.Min(BlockRows, rows - first)];
            Span<double> sum = eta.AsSpan(first, block.Length);
            for (int j = 0; j < columns.Count; j++)
            {
                double b = coefficients[j];
                if (b == 0 || double.IsNaN(b)) continue;
                columns[j].Fill(first, block);
                for (int i = 0; i < block.Length; i++) sum[i] = Math.FusedMultiplyAdd(block[i], b, sum[i]);
            }
        }

        return eta;
    }
}
