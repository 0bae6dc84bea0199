using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Numerics.Dense;
using Surprisal.Solvers;

namespace Surprisal.Fits.Strengths;

/// <summary>How much a prior took from the coefficients' freedom, and what the data say of it: both from the curvature at the mode.</summary>
internal static class Shrinkage
{
    /// <summary>
    /// Effective parameters tr(H(H + P)⁻¹), H the observed information and P the prior's curvature, over the coefficients that stand at no kink or bound: for a ridge as
    /// Hastie, Tibshirani (1990), for the lasso their number (Zou, Hastie, Tibshirani 2007, doi:10.1214/009053607000000127). Null where there is no inverse, and with so many coefficients that none is made.
    /// </summary>
    public static double? EffectiveParameters(Estimate estimate)
    {
        int size = estimate.Coefficients.Length;
        if (estimate.Information.Length != size * size || size > WideProblem.MostEigenvalues || estimate.Runaway != RunawayKind.None) return null;
        if (CoefficientPrior.Of(estimate.Bound, estimate.Predictors) is not { } prior) return size;
        double[] curvature = Curvature(prior, estimate.Coefficients);
        int[] free = [.. Enumerable.Range(0, size).Where(at => estimate.Pinned.Count == 0 || !estimate.Pinned[at])];
        double[] information = new double[free.Length * free.Length];
        for (int a = 0; a < free.Length; a++)
        {
            for (int c = 0; c < free.Length; c++) information[(a * free.Length) + c] = estimate.Information[(free[a] * size) + free[c]];
        }

        Cholesky factor = Cholesky.Factor(information, free.Length);
        if (!factor.IsPositiveDefinite) return null;
        double[] inverse = factor.Inverse();
        double sum = free.Length;
        for (int a = 0; a < free.Length; a++)
        {
            for (int c = 0; c < free.Length; c++) sum -= inverse[(a * free.Length) + c] * curvature[(free[c] * size) + free[a]];
        }

        return sum;
    }

    /// <summary>
    /// log ∫ p(y | b) p(b) db by Laplace's approximation: −objective + d/2 log 2π − ½ log det of its curvature, over all coefficients; null where a prior has a kink or bounds,
    /// or there is no optimum or no whole curvature. Coefficients without a prior have density 1 everywhere: what it is then is right up to a constant, which no strength changes.
    /// </summary>
    /// <param name="estimate">The mode.</param>
    /// <param name="logJacobian">Σ log |d response/d y|.</param>
    public static double? LogEvidence(Estimate estimate, double logJacobian)
    {
        int size = estimate.Coefficients.Length;
        if (estimate.Pinned.Count > 0 || estimate.Runaway != RunawayKind.None || estimate.Information.Length != size * size) return null;
        if (estimate.Surprisal is not { } surprisal || estimate.PriorSurprisal is not { } prior || estimate.Bound.Model.HasUnitSigma || estimate.Bound.Noise is CategoricalNoise { IsSymmetric: true }) return null;
        Cholesky factor = Cholesky.Factor(estimate.Information, size);
        return factor.IsPositiveDefinite ? logJacobian - surprisal - prior + (size * Constants.HalfLogTwoPi) - (0.5 * factor.LogDeterminant()) : null;
    }

    /// <summary>The second derivatives of −log p.</summary>
    public static double[] Curvature(CoefficientPrior prior, ReadOnlySpan<double> coefficients)
    {
        ObjectiveValue value = new(0, [], new double[coefficients.Length * coefficients.Length]) { Shape = CurvatureShape.Dense(coefficients.Length) };
        prior.AddTo(value, coefficients, 1);
        if (prior.IsRough) prior.AddRoughCurvature(value, coefficients);
        return value.Curvature;
    }
}
