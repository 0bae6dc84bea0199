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
        AddTo(eta, 0, columns, coefficients);
        return eta;
    }

    /// <summary>Adds Σⱼ bⱼ xⱼ of consecutive rows to a sum, to the bit what the whole gives.</summary>
    public static void AddTo(Span<double> eta, int firstRow, IReadOnlyList<DesignColumn> columns, ReadOnlySpan<double> coefficients)
    {
        Span<double> cells = stackalloc double[BlockRows];
        for (int first = 0; first < eta.Length; first += BlockRows)
        {
            Span<double> block = cells[..Math.Min(BlockRows, eta.Length - first)];
            Span<double> sum = eta.Slice(first, block.Length);
            for (int j = 0; j < columns.Count; j++)
            {
                double b = coefficients[j];
                if (b == 0 || double.IsNaN(b)) continue;
                columns[j].Fill(firstRow + first, block);
                for (int i = 0; i < block.Length; i++) sum[i] = Math.FusedMultiplyAdd(block[i], b, sum[i]);
            }
        }
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
