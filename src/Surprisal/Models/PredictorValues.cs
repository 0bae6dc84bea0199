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
        List<Run> runs = Run.Of(columns, coefficients);
        for (int first = 0; first < eta.Length; first += BlockRows)
        {
            Span<double> block = cells[..Math.Min(BlockRows, eta.Length - first)];
            Span<double> sum = eta.Slice(first, block.Length);
            foreach (Run run in runs)
            {
                if (run.Levels is not null)
                {
                    run.AddTo(sum, firstRow + first);
                    continue;
                }

                double b = coefficients[run.Column];
                if (b == 0 || double.IsNaN(b)) continue;
                columns[run.Column].Fill(firstRow + first, block);
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
        foreach (Run run in Run.Of(columns, coefficients))
        {
            for (int i = 0; i < rows.Length && run.Levels is not null; i++) run.AddTo(eta.AsSpan(i, 1), rows[i]);
            if (run.Levels is not null) continue;
            int j = run.Column;
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

    /// <summary>A column, or consecutive ones that mark levels of one coding: each row is in one level at most, so its sum has one term.</summary>
    private sealed record Run(int Column, IndicatorColumn? First, double[]? Levels)
    {
        public static List<Run> Of(IReadOnlyList<DesignColumn> columns, ReadOnlySpan<double> coefficients)
        {
            List<Run> runs = [];
            for (int j = 0; j < columns.Count; j++)
            {
                if (columns[j] is not IndicatorColumn first)
                {
                    runs.Add(new Run(j, null, null));
                    continue;
                }

                int end = j + 1, most = first.Level;
                HashSet<int> seen = [first.Level];
                for (; end < columns.Count && columns[end] is IndicatorColumn next && next.Codes.Equals(first.Codes) && Nullable.Equals(next.Multiplier, first.Multiplier) && seen.Add(next.Level); end++)
                    most = Math.Max(most, next.Level);

                double[] levels = new double[most + 1];
                for (int k = j; k < end; k++) levels[((IndicatorColumn)columns[k]).Level] = double.IsNaN(coefficients[k]) ? 0 : coefficients[k];
                runs.Add(new Run(j, first, levels));
                j = end - 1;
            }

            return runs;
        }

        public void AddTo(Span<double> sum, int firstRow)
        {
            ReadOnlySpan<int> codes = First!.Codes.Span.Slice(firstRow, sum.Length);
            ReadOnlySpan<double> multiplier = First.Multiplier is { } given ? given.Span.Slice(firstRow, sum.Length) : default;
            for (int i = 0; i < sum.Length; i++)
            {
                double b = (uint)codes[i] < (uint)Levels!.Length ? Levels[codes[i]] : 0;
                if (b != 0) sum[i] = Math.FusedMultiplyAdd(multiplier.IsEmpty ? 1 : multiplier[i], b, sum[i]);
            }
        }
    }
}
