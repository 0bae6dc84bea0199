using Surprisal.Formulas;

namespace Surprisal.Models;

/// <summary>Linear combinations of a design's columns, for all rows at once or for some.</summary>
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

    /// <summary>The same, to the bit, of some rows only.</summary>
    public static double[] At(
        IReadOnlyList<DesignColumn> columns, ReadOnlySpan<double> coefficients, ReadOnlyMemory<double>? offset, ReadOnlySpan<int> rows)
    {
        double[] eta = new double[rows.Length];
        Span<double> cell = stackalloc double[1];
        for (int i = 0; i < rows.Length; i++) eta[i] = offset is { } given ? given.Span[rows[i]] : 0;

        // Column by column: the few cells of a column are nearer to one another than those of a row.
        for (int j = 0; j < columns.Count; j++)
        {
            double b = coefficients[j];
            if (b == 0 || double.IsNaN(b)) continue;
            for (int i = 0; i < rows.Length; i++)
            {
                columns[j].Fill(rows[i], cell);
                eta[i] = Math.FusedMultiplyAdd(cell[0], b, eta[i]);
            }
        }

        return eta;
    }
}
