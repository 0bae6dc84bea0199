using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Numerics;

namespace Surprisal.Solvers.Kinks;

/// <summary>What inference about a quantile looks at: residuals in units of the scale, scales and weights of the rows. Immutable.</summary>
/// <param name="Residuals">(y − xb)/s.</param>
/// <param name="Scales">s.</param>
/// <param name="Weights">w; ones where none are given.</param>
/// <param name="Observations">Σ w.</param>
/// <param name="Hinge">The surprisal's only hinge, at 0.</param>
internal sealed record KinkRows(double[] Residuals, double[] Scales, double[] Weights, double Observations, Hinge Hinge)
{
    /// <summary>The level of the quantile that the location is.</summary>
    public double Tau => Hinge.Upper / Hinge.Jump;

    /// <summary>The rows of an estimate.</summary>
    /// <param name="estimate">An estimate with kinks.</param>
    /// <param name="covariance">The word of the covariance that asks.</param>
    /// <exception cref="InputException">The noise model has kinks away from 0, or the scale another link than log.</exception>
    public static KinkRows Of(Estimate estimate, string covariance)
    {
        BoundModel bound = estimate.Bound;
        KinkSolution solution = estimate.Kinks!;
        CheckFunction function = solution.Problem.Function;
        bool hasScale = bound.Parameters.Count == 2;
        if (!function.IsHomogeneous || (hasScale && bound.Parameters[1].Link is not LogLink))
        {
            throw new InputException(
                $"covariance {covariance} is not available for noise model '{bound.Noise.Name}'{(function.IsHomogeneous ? " unless its scale has the log link" : ", whose kinks are not at its location")}",
                "use the classical covariance");
        }

        double[] scales = hasScale
            ? Array.ConvertAll(PredictorValues.Of(estimate.Predictors[1].Columns, estimate.Coefficients.AsSpan(estimate.Predictors[1].Start), estimate.Predictors[1].Offset, bound.RowCount), Elementary.Exp)
            : [.. Enumerable.Repeat(bound.BindNoise().Held(1)!.Value, bound.RowCount)];
        double[] weights = bound.Weights.IsEmpty ? [.. Enumerable.Repeat(1.0, scales.Length)] : bound.Weights.ToArray();
        double observations = 0;
        foreach (double weight in weights) observations += weight;
        return new KinkRows([.. solution.Residuals[0].Zip(scales, static (r, s) => r / s)], scales, weights, observations, function.Hinges[0]);
    }
}
