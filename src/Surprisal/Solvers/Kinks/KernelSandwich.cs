using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// The sandwich covariance A⁻¹BA⁻¹ of a fit with a kink: B the outer products of the rows' (sub)gradients, A with the density of the residuals at the
/// kink estimated by a gaussian kernel.
/// </summary>
/// <remarks>
/// A = Σ w jump K((y − xb)/(s h))/(h s²) xxᵀ for the location and Σ w φ zzᵀ for the log scale. Powell (1991), as in Koenker (2005), Quantile Regression, section 3.4.2;
/// bandwidth of Hall and Sheather (1988), doi:10.1111/j.2517-6161.1988.tb01735.x, in units of the smaller of standard deviation and
/// interquartile range/1.34.
/// </remarks>
internal static class KernelSandwich
{
    private const double TestLevelQuantile = 1.9599639845400545;
    private const double NormalRange = 1.34;

    /// <summary>A⁻¹ and B over all coefficients, row by row; null where A is singular.</summary>
    /// <exception cref="InputException">The noise model has kinks away from 0, or the scale another link than log.</exception>
    public static (double[] Bread, double[] Meat)? Of(Estimate estimate, EvaluationOptions options)
    {
        BoundModel bound = estimate.Bound;
        KinkSolution solution = estimate.Kinks!;
        CheckFunction function = solution.Problem.Function;
        bool hasScale = bound.Parameters.Count == 2;
        if (!function.IsHomogeneous || (hasScale && bound.Parameters[1].Link is not LogLink))
        {
            throw new InputException(
                $"covariance HC0 is not available for noise model '{bound.Noise.Name}'{(function.IsHomogeneous ? " unless its scale has the log link" : ", whose kinks are not at its location")}",
                "use the classical covariance");
        }

        double[] scales = hasScale
            ? Array.ConvertAll(PredictorValues.Of(estimate.Predictors[1].Columns, estimate.Coefficients.AsSpan(estimate.Predictors[1].Start), estimate.Predictors[1].Offset, bound.RowCount), Elementary.Exp)
            : [.. Enumerable.Repeat(bound.BindNoise().Held(1)!.Value, bound.RowCount)];
        Hinge hinge = function.Hinges[0];
        double[] weights = bound.Weights.IsEmpty ? [.. Enumerable.Repeat(1.0, scales.Length)] : bound.Weights.ToArray();
        double[] z = [.. solution.Residuals[0].Zip(scales, static (r, s) => r / s)];
        double width = Bandwidth(z, weights, 1 - function.Central);
        double[] gradient = new double[z.Length], scaleGradient = new double[z.Length], density = new double[z.Length], loss = new double[z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            gradient[i] = -solution.Slopes[0][i] / weights[i];
            scaleGradient[i] = 1 - hinge.At(z[i]);
            loss[i] = weights[i] * hinge.At(z[i]);
            density[i] = weights[i] * hinge.Jump * Kernel(z[i] / width) / (width * scales[i] * scales[i]);
        }

        int size = estimate.Coefficients.Length;
        double[] bread = new double[size * size];
        Place(bread, size, estimate.Predictors[0], KinkInformation.Gram(estimate.Predictors[0], density, options));
        if (hasScale) Place(bread, size, estimate.Predictors[1], KinkInformation.Gram(estimate.Predictors[1], loss, options));
        if (NewtonDirection.At(new double[size], bread).Inverse() is not { } inverse) return null;
        BoundNoise rows = new(new RowGradients(), [LinkRegistry.Get("identity"), LinkRegistry.Get("identity")], hasScale ? [null, null] : [null, 0]);
        Objective objective = new(rows, [.. estimate.Predictors.Select(static p => p with { Offset = null })], new Observations(gradient) { Trials = scaleGradient }, bound.Weights);
        return (inverse, objective.Evaluate(new double[size], 2, options, CurvatureKind.OuterProduct).Curvature);
    }

    private static double Kernel(double z) => Elementary.Exp(-0.5 * z * z) * Constants.InverseSqrtTwoPi;

    private static double Bandwidth(double[] z, double[] weights, double level)
    {
        double n = 0, mean = 0, square = 0;
        foreach (double weight in weights) n += weight;
        for (int i = 0; i < z.Length; i++) mean += weights[i] * z[i] / n;
        for (int i = 0; i < z.Length; i++) square += weights[i] * (z[i] - mean) * (z[i] - mean);
        double deviation = Math.Sqrt(square / Math.Max(1, n - 1)), range = (Quantile(z, weights, 0.75) - Quantile(z, weights, 0.25)) / NormalRange;
        double at = Normal.Quantile(level), height = Constants.InverseSqrtTwoPi * Elementary.Exp(-0.5 * at * at);
        double h = Elementary.Exp(
            ((2 * Elementary.Log(TestLevelQuantile)) + Elementary.Log(1.5 * height * height / ((2 * at * at) + 1)) - Elementary.Log(n)) / 3);
        while (level - h <= 0 || level + h >= 1) h /= 2;
        double spread = range > 0 ? Math.Min(deviation, range) : deviation;
        return (Normal.Quantile(level + h) - Normal.Quantile(level - h)) * spread;
    }

    private static double Quantile(double[] values, double[] weights, double p)
    {
        double[] sorted = (double[])values.Clone(), own = (double[])weights.Clone();
        Array.Sort(sorted, own);
        double total = own.Sum(), below = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            below += own[i];
            if (below >= p * total) return sorted[i];
        }

        return sorted[^1];
    }

    private static void Place(double[] matrix, int size, Predictor predictor, double[] block)
    {
        for (int i = 0; i < predictor.Count; i++)
            block.AsSpan(i * predictor.Count, predictor.Count).CopyTo(matrix.AsSpan(((predictor.Start + i) * size) + predictor.Start));
    }

    /// <summary>A formula whose gradients in two predictors are two given numbers a row, so that the engine's pass forms their outer products.</summary>
    private sealed class RowGradients : ScaleFormula
    {
        public override IReadOnlyList<NoiseParameter> Parameters { get; } =
        [
            new("first", ParameterDomain.Real, "first", ParameterRole.Location),
            new("second", ParameterDomain.Real, "second", ParameterRole.Location),
        ];

        public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => (y.Value * working[0]) + (y.Trials * working[1]);
    }
}
