using Surprisal.Formulas;
using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Takes columns that are far from zero for their spread (years, time stamps) less their mean while a fit runs, wherever there is an intercept:
/// the same model in a basis in which the curvature is not nearly singular.
/// </summary>
/// <remarks>
/// With η = b₀′ + Σ bⱼ(xⱼ − mⱼ) the intercept of the original basis is b₀ = b₀′ − Σ mⱼbⱼ, all other coefficients are the same; a covariance C′
/// becomes L C′ Lᵀ with L that linear map. The condition number of the curvature falls from (mean/spread)² to that of centred columns.
/// </remarks>
internal static class Centering
{
    private const int SampleRows = 4096;

    // From a mean of ten spreads on: up to there the curvature loses no more than two digits.
    private const double FarOff = 10;

    /// <summary>The columns with those far from zero centred; the same list where there is none, or no intercept.</summary>
    public static IReadOnlyList<DesignColumn> Of(IReadOnlyList<DesignColumn> columns, int rows)
    {
        if (columns is not [InterceptColumn, _, ..]) return columns;
        DesignColumn[] centered = [.. columns];
        bool any = false;
        double[] sample = new double[Math.Min(rows, SampleRows)];
        for (int j = 1; j < centered.Length; j++)
        {
            if (centered[j] is not NumericColumn numeric) continue;
            ReadOnlySpan<double> values = numeric.Values.Span;
            double mean = 0, square = 0;
            for (int i = 0; i < sample.Length; i++)
            {
                sample[i] = values[(int)((long)i * rows / sample.Length)];
                mean += sample[i] / sample.Length;
            }

            foreach (double value in sample) square += (value - mean) * (value - mean) / sample.Length;
            if (!double.IsFinite(square) || Math.Abs(mean) <= FarOff * Math.Sqrt(square)) continue;
            centered[j] = new CenteredColumn(numeric, mean);
            any = true;
        }

        return any ? centered : columns;
    }

    /// <summary>The estimate in terms of the columns as they are.</summary>
    public static Estimate ToOriginal(Estimate estimate)
    {
        if (!IsCentered(estimate)) return estimate;
        double[] coefficients = (double[])estimate.Coefficients.Clone();
        foreach (Predictor predictor in estimate.Predictors)
        {
            for (int j = 1; j < predictor.Count; j++)
            {
                if (predictor.Columns[j] is CenteredColumn column)
                    coefficients[predictor.Start] = Math.FusedMultiplyAdd(-column.Center, coefficients[predictor.Start + j], coefficients[predictor.Start]);
            }
        }

        return estimate with
        {
            Coefficients = coefficients,
            Predictors = [.. estimate.Predictors.Select(static p => p with { Columns = [.. p.Columns.Select(static c => c is CenteredColumn centered ? centered.Column : c)] })],
        };
    }

    /// <summary>L C′ Lᵀ: the covariance of the coefficients of the columns as they are.</summary>
    public static double[]? ToOriginal(Estimate estimate, double[]? covariance)
    {
        if (covariance is null || !IsCentered(estimate)) return covariance;
        int size = estimate.Coefficients.Length;
        double[] result = (double[])covariance.Clone();
        foreach (Predictor predictor in estimate.Predictors)
        {
            for (int j = 1; j < predictor.Count; j++)
            {
                if (predictor.Columns[j] is not CenteredColumn column) continue;

                // One elementary map after another: row, then column, of the intercept takes −m times those of the slope.
                int intercept = predictor.Start, slope = predictor.Start + j;
                for (int k = 0; k < size; k++)
                    result[(intercept * size) + k] = Math.FusedMultiplyAdd(-column.Center, result[(slope * size) + k], result[(intercept * size) + k]);
                for (int k = 0; k < size; k++)
                    result[(k * size) + intercept] = Math.FusedMultiplyAdd(-column.Center, result[(k * size) + slope], result[(k * size) + intercept]);
            }
        }

        return result;
    }

    private static bool IsCentered(Estimate estimate) => estimate.Predictors.Any(static p => p.Columns.Any(static c => c is CenteredColumn));
}
