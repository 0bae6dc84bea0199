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
        if (isHeld || (bound.Parameters[1].IsSingleNumber && bound.Parameters[1].Offset is null))
        {
            double single = isHeld ? bound.BindNoise().Held(1)!.Value : bound.Parameters[1].Link.Invert(scale[0]), information = function.LocationInformation(single);
            Place(Gram(objective.Predictors[0], bound.Weights.IsEmpty ? [.. Enumerable.Repeat(1.0, bound.RowCount)] : bound.Weights.ToArray(), options).Select(g => g * information).ToArray(), objective.Predictors[0]);
            if (!isHeld) AddSingleScale(objective.Predictors[1], bound, function, solution, scale, single);
            return;
        }

        double[] eta = PredictorValues.Of(objective.Predictors[1].Columns, scale, objective.Predictors[1].Offset, bound.RowCount);
        double[] scales = Array.ConvertAll(eta, bound.Parameters[1].Link.Invert), weights = new double[bound.RowCount];
        for (int i = 0; i < weights.Length; i++) weights[i] = (bound.Weights.IsEmpty ? 1 : bound.Weights.Span[i]) * function.LocationInformation(scales[i]);
        Place(Gram(objective.Predictors[0], weights, options), objective.Predictors[0]);
        AddScale(objective.Predictors[1], bound, function, solution, scales, scale, options);
    }

    /// <summary>Σ surprisal.</summary>
    public double Surprisal { get; }

    /// <summary>The subgradient.</summary>
    public double[] Gradient { get; }

    /// <summary>The expected information.</summary>
    public double[] Expected { get; }

    /// <summary>XᵀWX.</summary>
    public static double[] Gram(Predictor predictor, double[] weights, EvaluationOptions options)
    {
        BoundNoise noise = new(new SquaredError(), [LinkRegistry.Get("identity")], [null]);
        Objective objective = new(noise, [predictor with { Start = 0, Offset = null }], new Observations(new double[weights.Length]), weights);
        return objective.Evaluate(new double[predictor.Count], 2, options).Curvature;
    }

    /// <summary>The scale's curvature, and its gradient Σ w(q − dφ·u) with the slopes of the proof, u what the scale multiplies: z, or the excess.</summary>
    private void AddScale(Predictor predictor, BoundModel bound, CheckFunction function, KinkSolution solution, double[] scales, double[] scale, EvaluationOptions options)
    {
        double[] logScales = Array.ConvertAll(scales, Elementary.Log), pull = new double[scales.Length], information = new double[scales.Length];
        for (int i = 0; i < pull.Length; i++)
        {
            double weight = bound.Weights.IsEmpty ? 1 : bound.Weights.Span[i];
            information[i] = weight * function.LogScaleInformation(scales[i]);
            pull[i] = weight * function.Tail(scales[i]);
            for (int k = 0; k < solution.Slopes.Length; k++)
                pull[i] -= solution.Slopes[k][i] * (solution.Residuals[k][i] + (function.KinksMove ? function.Hinges[k].Kink * scales[i] : 0));
            pull[i] = logScales[i] - (pull[i] / weight);
        }

        Objective link = new(
            new BoundNoise(new LogScaleDistance(), [bound.Parameters[1].Link], [null]), [predictor with { Start = 0 }], new Observations(logScales), information);
        Place(link.Evaluate(scale, 2, options).Curvature, predictor);

        // The distance's gradient to log s − pull is the pull, through the link.
        Objective gradient = new(link.Noise, link.Predictors, new Observations(pull), bound.Weights);
        gradient.Evaluate(scale, 1, options).Gradient.CopyTo(Gradient, predictor.Start);
    }

    /// <summary>The same where all rows share one scale: sums over the rows, once through the link.</summary>
    private void AddSingleScale(Predictor predictor, BoundModel bound, CheckFunction function, KinkSolution solution, double[] coefficients, double scale)
    {
        double total = GaussianSolver.TotalWeight(bound), pull = total * function.Tail(scale), logScale = Elementary.Log(scale);
        for (int k = 0; k < solution.Slopes.Length; k++)
        {
            double[] slopes = solution.Slopes[k], residuals = solution.Residuals[k];
            double kink = function.KinksMove ? function.Hinges[k].Kink * scale : 0, sum = 0;
            for (int i = 0; i < slopes.Length; i++) sum += slopes[i] * (residuals[i] + kink);
            pull -= sum;
        }

        BoundNoise distance = new(new LogScaleDistance(), [bound.Parameters[1].Link], [null]);
        Predictor one = new([new Formulas.InterceptColumn()], null, 0);
        EvaluationOptions alone = new(1, CancellationToken.None);
        double[] curvature = new Objective(distance, [one], new Observations(new double[] { logScale }), new[] { total * function.LogScaleInformation(scale) }).Evaluate(coefficients, 2, alone).Curvature;
        Place(curvature, predictor);
        new Objective(distance, [one], new Observations(new double[] { logScale - (pull / total) }), new[] { total }).Evaluate(coefficients, 1, alone).Gradient.CopyTo(Gradient, predictor.Start);
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
