using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// The subgradient that proves an optimum with kinks, and the expected information: the observed one is 0 almost everywhere, so it says nothing about the
/// location.
/// </summary>
/// <remarks>
/// Under the noise model itself location and scale are orthogonal, with information E φ′²·XᵀWX, W = w/s², and E (zφ′ − 1)²·ZᵀWZ, W = w (times the square of the
/// link's d log s/dη). laplace: 1/s² and 1; asymmetric-laplace: tau(1 − tau)/s² and 1; epsilon-insensitive: 1/(s(s + epsilon)) and q(2 − q),
/// q = s/(s + epsilon). Koenker (2005), Quantile Regression, section 3.2: with density 1/(2s) at the median this is the asymptotic covariance of the estimate.
/// </remarks>
internal sealed class KinkInformation
{
    public KinkInformation(
        BoundModel bound, Objective objective, CheckFunction function, KinkSolution solution, double[] scale, EvaluationOptions options)
    {
        double[] coefficients = [.. solution.Coefficients, .. scale];
        Surprisal = objective.Evaluate(coefficients, 0, options).Surprisal;
        int p = solution.Coefficients.Length, size = coefficients.Length;
        Gradient = new double[size];
        for (int j = 0; j < p; j++) Gradient[j] = -solution.Imbalance[j];
        Expected = new double[size * size];
        bool isHeld = bound.Parameters.Count == 1;
        double[] eta = isHeld ? [] : PredictorValues.Of(objective.Predictors[1].Columns, scale, objective.Predictors[1].Offset, bound.RowCount);
        Scales = isHeld
            ? [.. Enumerable.Repeat(bound.BindNoise().Held(1)!.Value, bound.RowCount)]
            : Array.ConvertAll(eta, bound.Parameters[1].Link.Invert);
        double[] weights = new double[bound.RowCount];
        for (int i = 0; i < weights.Length; i++) weights[i] = (bound.Weights.IsEmpty ? 1 : bound.Weights.Span[i]) * function.LocationInformation(Scales[i]);
        Place(Gram(objective.Predictors[0], weights, options), objective.Predictors[0]);
        if (!isHeld) AddScale(objective.Predictors[1], bound, function, solution, scale, options);
    }

    /// <summary>Σ surprisal.</summary>
    public double Surprisal { get; }

    /// <summary>The subgradient.</summary>
    public double[] Gradient { get; }

    /// <summary>The expected information.</summary>
    public double[] Expected { get; }

    /// <summary>The scale of each row.</summary>
    public double[] Scales { get; }

    /// <summary>XᵀWX.</summary>
    public static double[] Gram(Predictor predictor, double[] weights, EvaluationOptions options)
    {
        BoundNoise noise = new(new SquaredError(), [LinkRegistry.Get("identity")], [null]);
        Objective objective = new(noise, [predictor with { Start = 0, Offset = null }], new Observations(new double[weights.Length]), weights);
        return objective.Evaluate(new double[predictor.Count], 2, options).Curvature;
    }

    /// <summary>The scale's curvature, and its gradient Σ w(q − dφ·u) with the slopes of the proof, u what the scale multiplies: z, or the excess.</summary>
    private void AddScale(Predictor predictor, BoundModel bound, CheckFunction function, KinkSolution solution, double[] scale, EvaluationOptions options)
    {
        double[] logScales = Array.ConvertAll(Scales, Elementary.Log), pull = new double[Scales.Length], information = new double[Scales.Length];
        for (int i = 0; i < pull.Length; i++)
        {
            double weight = bound.Weights.IsEmpty ? 1 : bound.Weights.Span[i];
            information[i] = weight * function.LogScaleInformation(Scales[i]);
            pull[i] = weight * function.Tail(Scales[i]);
            for (int k = 0; k < solution.Slopes.Length; k++)
                pull[i] -= solution.Slopes[k][i] * (solution.Residuals[k][i] + (function.KinksMove ? function.Hinges[k].Kink * Scales[i] : 0));
            pull[i] = logScales[i] - (pull[i] / weight);
        }

        Objective link = new(
            new BoundNoise(new LogScaleDistance(), [bound.Parameters[1].Link], [null]), [predictor with { Start = 0 }], new Observations(logScales), information);
        Place(link.Evaluate(scale, 2, options).Curvature, predictor);

        // The distance's gradient to log s − pull is the pull, through the link.
        Objective gradient = new(link.Noise, link.Predictors, new Observations(pull), bound.Weights);
        gradient.Evaluate(scale, 1, options).Gradient.CopyTo(Gradient, predictor.Start);
    }

    private void Place(double[] block, Predictor predictor)
    {
        int size = Gradient.Length, count = predictor.Count;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++) Expected[((predictor.Start + i) * size) + predictor.Start + j] = block[(i * count) + j];
        }
    }
}
