using System.Globalization;
using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Dense;

/// <summary>A column that is a combination of earlier ones: its coefficient cannot be estimated.</summary>
/// <param name="Column">Zero-based column.</param>
/// <param name="Terms">The combination; empty for a column of zeros. Terms that rounding of the data explains are left out.</param>
/// <param name="RelativeResidual">Norm of column minus combination, relative to the sum of their norms.</param>
internal sealed record AliasedColumn(int Column, IReadOnlyList<AliasTerm> Terms, double RelativeResidual);

/// <summary>One term of a combination.</summary>
/// <param name="Column">Zero-based column that is not aliased.</param>
/// <param name="Coefficient">The simplest decimal number that the data cannot tell from the computed one; as computed if there are more than 16 terms.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AliasTerm(int Column, double Coefficient);

/// <summary>Finds the columns of a design that depend linearly on those before them.</summary>
internal static class AliasDetection
{
    private const int MaximumDigits = 17;
    private const int MostReadableTerms = 16;

    /// <summary>Takes columns in order; see <see cref="ColumnOrderQr"/> for the rule and its tolerance.</summary>
    /// <param name="design">Finite columns; more columns than rows are allowed.</param>
    /// <param name="weights">Not negative; rows of weight 0 do not count. Null for ones.</param>
    /// <param name="maximumThreads">Limit of threads; the result does not depend on it.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The aliased columns, ascending.</returns>
    public static IReadOnlyList<AliasedColumn> Find(
        IColumnSource design,
        ReadOnlyMemory<double>? weights = null,
        int? maximumThreads = null,
        CancellationToken cancellation = default) =>
        LeastSquares.Solve(new LeastSquaresProblem(design, Weights: weights), maximumThreads, cancellation).Aliased;

    /// <summary>States projections in the original units.</summary>
    /// <param name="qr">The factorisation.</param>
    /// <param name="problem">Knows the scales.</param>
    /// <param name="inverse">Inverse of the triangle.</param>
    internal static AliasedColumn[] Describe(ColumnOrderQr qr, ScaledProblem problem, DoubleDoubleColumns inverse)
    {
        AliasedColumn[] aliased = new AliasedColumn[qr.Dependent.Count];
        double[] squares = new double[qr.Kept.Count];
        int columns = 0;
        for (int a = 0; a < aliased.Length; a++)
        {
            Projection projection = qr.Dependent[a];
            for (; columns < projection.Coefficients.Length; columns++)
            {
                for (int k = 0; k <= columns; k++) squares[k] += inverse[k, columns].High * inverse[k, columns].High;
            }

            aliased[a] = new AliasedColumn(projection.Column, Terms(projection, qr, problem, squares), projection.RelativeResidual);
        }

        return aliased;
    }

    private static List<AliasTerm> Terms(Projection projection, ColumnOrderQr qr, ScaledProblem problem, double[] rowSquares)
    {
        List<AliasTerm> terms = [];
        List<double> noises = [];
        for (int k = 0; k < projection.Coefficients.Length; k++)
        {
            // A perturbation of the column by its rounding moves coefficient k by at most this: row k of R^-1 times its norm.
            double noise = ColumnOrderQr.RoundingTolerance * projection.Scale * Math.Sqrt(rowSquares[k]);
            double coefficient = projection.Coefficients[k].High;
            if (!(Math.Abs(coefficient) > noise)) continue;
            int exponent = problem.Exponent(projection.Column) - problem.Exponent(qr.Kept[k]);
            terms.Add(new AliasTerm(qr.Kept[k], Math.ScaleB(coefficient, exponent)));
            noises.Add(Math.ScaleB(noise, exponent));
        }

        for (int t = 0; t < terms.Count && terms.Count <= MostReadableTerms; t++)
            terms[t] = terms[t] with { Coefficient = Simplest(terms[t].Coefficient, noises[t]) };
        return terms;
    }

    private static double Simplest(double value, double noise)
    {
        for (int digits = 0; digits < MaximumDigits; digits++)
        {
            string text = value.ToString("E" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            double rounded = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            if (Math.Abs(rounded - value) <= noise) return rounded;
        }

        return value;
    }
}
