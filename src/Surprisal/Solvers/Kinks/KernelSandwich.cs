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
        bool hasScale = bound.Parameters.Count == 2;
        KinkRows rows = KinkRows.Of(estimate, "HC0");
        Hinge hinge = rows.Hinge;
        double[] z = rows.Residuals, weights = rows.Weights, density = Density(rows);
        double[] gradient = new double[z.Length], scaleGradient = new double[z.Length], loss = new double[z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            gradient[i] = -solution.Slopes[0][i] / weights[i];
            scaleGradient[i] = 1 - hinge.At(z[i]);
            loss[i] = weights[i] * hinge.At(z[i]);
            density[i] *= weights[i] * hinge.Jump / (rows.Scales[i] * rows.Scales[i]);
        }

        int size = estimate.Coefficients.Length;
        double[] bread = new double[size * size];
        Place(bread, size, [estimate.Predictors[0]], KinkInformation.Gram(estimate.Predictors[0], density, options));
        if (hasScale) Place(bread, size, [estimate.Predictors[1]], KinkInformation.Gram(estimate.Predictors[1], loss, options));
        if (NewtonDirection.At(new double[size], bread).Inverse() is not { } inverse) return null;
        BoundNoise products = new(new RowGradients(), [LinkRegistry.Get("identity"), LinkRegistry.Get("identity")], hasScale ? [null, null] : [null, 0]);
        Objective objective = new(products, [.. estimate.Predictors.Select(static p => p with { Offset = null })], new Observations(gradient) { Trials = scaleGradient }, bound.Weights);
        return (inverse, objective.Evaluate(new double[size], 2, options, CurvatureKind.OuterProduct).Curvature);
    }

    /// <summary>The density of each row's residual at 0, in units of the scale, by a gaussian kernel.</summary>
    public static double[] Density(KinkRows rows)
    {
        double width = Bandwidth(rows);
        return Array.ConvertAll(rows.Residuals, z => Kernel(z / width) / width);
    }

    /// <summary>Hall and Sheather's bandwidth, on the scale of tau.</summary>
    public static double HallSheather(double tau, double observations)
    {
        double at = Normal.Quantile(tau), height = Kernel(at);
        return Elementary.Exp(((2 * Elementary.Log(TestLevelQuantile)) + Elementary.Log(1.5 * height * height / ((2 * at * at) + 1)) - Elementary.Log(observations)) / 3);
    }

    /// <summary>The same, halved until tau plus and minus it are probabilities.</summary>
    public static double Width(double tau, double observations)
    {
        double h = HallSheather(tau, observations);
        while (tau - h <= 0 || tau + h >= 1) h /= 2;
        return h;
    }

    /// <summary>Puts a block where a predictor's coefficients stand; no predictor, no block.</summary>
    public static void Place(double[] matrix, int size, IEnumerable<Predictor> predictors, double[]? block)
    {
        foreach (Predictor predictor in predictors)
        {
            for (int i = 0; i < predictor.Count; i++)
                block.AsSpan(i * predictor.Count, predictor.Count).CopyTo(matrix.AsSpan(((predictor.Start + i) * size) + predictor.Start));
        }
    }

    private static double Kernel(double z) => Elementary.Exp(-0.5 * z * z) * Constants.InverseSqrtTwoPi;

    private static double Bandwidth(KinkRows rows)
    {
        double[] z = rows.Residuals, weights = rows.Weights;
        double n = rows.Observations, mean = 0, square = 0, h = Width(rows.Tau, n);
        for (int i = 0; i < z.Length; i++) mean += weights[i] * z[i] / n;
        for (int i = 0; i < z.Length; i++) square += weights[i] * (z[i] - mean) * (z[i] - mean);
        double deviation = Math.Sqrt(square / Math.Max(1, n - 1)), range = (Quantile(rows, 0.75) - Quantile(rows, 0.25)) / NormalRange;
        return (Normal.Quantile(rows.Tau + h) - Normal.Quantile(rows.Tau - h)) * (range > 0 ? Math.Min(deviation, range) : deviation);
    }

    /// <summary>Between the two residuals around (n − 1)p, every row counted as often as it weighs.</summary>
    private static double Quantile(KinkRows rows, double p)
    {
        double[] sorted = (double[])rows.Residuals.Clone(), own = (double[])rows.Weights.Clone();
        Array.Sort(sorted, own);
        double place = Math.Max(0, (rows.Observations - 1) * p), whole = Math.Floor(place);
        return At(whole) + ((place - whole) * (At(whole + 1) - At(whole)));
        double At(double rank)
        {
            double below = 0;
            for (int i = 0; i < sorted.Length; i++)
            {
                below += own[i];
                if (rank < below) return sorted[i];
            }

            return sorted[^1];
        }
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
