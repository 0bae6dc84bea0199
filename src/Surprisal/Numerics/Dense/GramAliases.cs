using System.Globalization;

namespace Surprisal.Numerics.Dense;

/// <summary>
/// Finds the columns that depend on those before them from their Gram matrix: for designs of so many rows and columns that an orthogonal factorisation in
/// double-double would take minutes. Time grows with the cube of the columns, whatever the rows.
/// </summary>
/// <remarks>
/// A Gram matrix squares the condition number, so what is dependent to a part in 3e-6 counts as dependent (a pivot of 1e-11 of the diagonal);
/// counts of levels, which are whole numbers, are exact.
/// </remarks>
internal static class GramAliases
{
    private const double DependentPivot = 1e-11;
    private const double Negligible = 1e-6;
    private const int Digits = 6;

    /// <summary>The aliased columns, ascending.</summary>
    /// <param name="gram">XᵀWX scaled to a unit diagonal, row by row.</param>
    /// <param name="scale">What each column was multiplied with.</param>
    public static IReadOnlyList<AliasedColumn> Find(double[] gram, double[] scale)
    {
        int size = scale.Length;
        List<int> kept = [];
        List<double[]> rows = [];
        List<AliasedColumn> aliased = [];
        for (int j = 0; j < size; j++)
        {
            // Row j of L over the columns kept so far.
            double[] row = new double[kept.Count + 1];
            for (int k = 0; k < kept.Count; k++)
                row[k] = (gram[(j * size) + kept[k]] - DenseKernels.Dot(rows[k].AsSpan(0, k), row.AsSpan(0, k))) / rows[k][k];
            double own = gram[(j * size) + j], pivot = own - DenseKernels.Dot(row.AsSpan(0, kept.Count), row.AsSpan(0, kept.Count));
            if (pivot > DependentPivot)
            {
                row[kept.Count] = Math.Sqrt(pivot);
                kept.Add(j);
                rows.Add(row);
                continue;
            }

            double[] coefficients = row[..kept.Count];
            for (int k = kept.Count - 1; k >= 0; k--)
            {
                coefficients[k] /= rows[k][k];
                DenseKernels.AddMultiple(coefficients.AsSpan(0, k), -coefficients[k], rows[k].AsSpan(0, k));
            }

            List<AliasTerm> terms = [];
            for (int k = 0; k < kept.Count; k++)
            {
                if (Math.Abs(coefficients[k]) > Negligible) terms.Add(new AliasTerm(kept[k], Rounded(coefficients[k] * scale[kept[k]] / scale[j])));
            }

            aliased.Add(new AliasedColumn(j, own > 0 ? terms : [], Math.Sqrt(Math.Max(pivot, 0))));
        }

        return aliased;
    }

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G" + Digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
