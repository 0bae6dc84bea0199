using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Solvers.Paths;

namespace Surprisal.Fits.Strengths;

/// <summary>Scores rows that were left out, at all points of the path of the others.</summary>
internal sealed class FoldScorer
{
    private readonly PathProblem _problem;
    private readonly FoldScore _score;
    private readonly int[] _place;

    /// <summary>Prepares.</summary>
    /// <exception cref="InputException">The noise model has no such score.</exception>
    public FoldScorer(PathProblem problem, FoldScore score)
    {
        (_problem, _score) = (problem, score);
        NoiseModel noise = problem.Bound.Noise;
        _place = [.. problem.Bound.Parameters.Select(p => noise.IndexOf(p.Parameter.Name))];
        if (score == FoldScore.Deviance && !problem.IsGaussian && Saturated.Mean(noise, [], []) is null)
            throw new InputException($"noise model '{noise.Name}' has no deviance: there is no saturated model to measure it from", "use the log score, which differs from a deviance by a constant only");
        if (score == FoldScore.RankedProbability && (!noise.IsUnivariate || problem.Bound.Observations.IsCensored))
            throw new InputException($"the continuous ranked probability score is one of a single number, which the response of '{noise.Name}' here is not", "use the log score");
    }

    /// <summary>The mean score of a fold at each point.</summary>
    /// <param name="part">The fold.</param>
    /// <param name="rows">Which rows it has.</param>
    /// <param name="points">The optima of the other rows.</param>
    /// <param name="sums">The fold's sums of products, where there are some.</param>
    /// <param name="centres">What they are about.</param>
    /// <param name="options">Threads and cancellation.</param>
    public double[] Score(FoldPart part, int[] rows, IReadOnlyList<PathPoint> points, FoldSums? sums, SquareCentres? centres, EvaluationOptions options)
    {
        if (_score == FoldScore.RankedProbability) return [.. points.Select(p => RankedProbabilities(part, p))];
        if (!_problem.IsGaussian) return Surprisals(part, rows, points, options);
        double jacobian = Jacobian(rows, part.Weights.Span) / part.Total;
        return [.. points.Select(p => Squares(sums?.SquaredResiduals(p, centres!) ?? Residuals(part, p), p))];

        double Squares(double squares, PathPoint point)
        {
            double mean = squares / part.Total;
            if (_score == FoldScore.Deviance) return mean;
            double sigma = Sigma(point);
            return Constants.HalfLogTwoPi + Elementary.Log(sigma) + (0.5 * mean / sigma / sigma) - jacobian;
        }
    }

    /// <summary>sigma of a sum of squares: held, or the root mean square of the residuals of the rows that were fitted.</summary>
    private double Sigma(PathPoint point) => _problem.Bound.Model.Spec.Held.TryGetValue("sigma", out double held) ? held : Math.Sqrt(Math.Max(2 * point.Loss, 0));

    private double[] Surprisals(FoldPart part, int[] rows, IReadOnlyList<PathPoint> points, EvaluationOptions options)
    {
        Objective objective = new(_problem.Bound.BindNoise(), part.Predictors, part.Observations, part.Weights);
        double jacobian = Jacobian(rows, part.Weights.Span);
        double[] scores = new double[points.Count];

        // A batch at a time: each has sums of its own.
        foreach (int[] batch in Enumerable.Range(0, points.Count).Chunk(16))
        {
            double[][] dense = [.. batch.Select(k => Dense(points[k], objective.CoefficientCount))];
            ObjectiveValue[] values = objective.EvaluateMany(dense, options, order: 0);
            for (int i = 0; i < batch.Length; i++) scores[batch[i]] = (values[i].Surprisal - jacobian) / part.Total;
        }

        if (_score == FoldScore.Log) return scores;
        double saturated = Saturated.Mean(_problem.Bound.Noise, part.Observations.Response.Span, part.Weights.Span)!.Value;
        return [.. scores.Select(s => 2 * (s - saturated))];
    }

    /// <summary>log |d response/d y| summed over rows.</summary>
    private double Jacobian(int[] rows, ReadOnlySpan<double> weights)
    {
        ReadOnlySpan<double> logs = _problem.Bound.LogJacobian.Span;
        if (logs.IsEmpty) return 0;
        double sum = 0;
        for (int i = 0; i < rows.Length; i++) sum += (weights.IsEmpty ? 1 : weights[i]) * logs[rows[i]];
        return sum;
    }

    private static double Residuals(FoldPart part, PathPoint point)
    {
        double[] eta = Eta(part, part.Predictors[0], Dense(point, part.Predictors[0].Count));
        ReadOnlySpan<double> y = part.Observations.Response.Span, weights = part.Weights.Span;
        double sum = 0;
        for (int i = 0; i < eta.Length; i++) sum += (weights.IsEmpty ? 1 : weights[i]) * (y[i] - eta[i]) * (y[i] - eta[i]);
        return sum;
    }

    private double RankedProbabilities(FoldPart part, PathPoint point)
    {
        NoiseModel noise = _problem.Bound.Noise;
        double[] dense = Dense(point, part.Predictors.Sum(static p => p.Count)), natural = new double[noise.Parameters.Count];
        double[][] eta = [.. part.Predictors.Select(p => Eta(part, p, dense))];
        for (int k = 0; k < natural.Length; k++)
        {
            if (_problem.Bound.Model.Spec.Held.TryGetValue(noise.Parameters[k].Name, out double held)) natural[k] = held;
        }

        if (_problem.IsGaussian) natural[noise.IndexOf("sigma")] = Sigma(point);
        ReadOnlySpan<double> y = part.Observations.Response.Span, weights = part.Weights.Span, trials = part.Observations.Trials.Span;
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            for (int k = 0; k < eta.Length; k++) natural[_place[k]] = _problem.Bound.Parameters[k].Link.Invert(eta[k][i]);
            double score = RankedProbability.Of(noise, noise.At(natural, trials.IsEmpty ? 1 : trials[i]), y[i]);
            sum += (weights.IsEmpty ? 1 : weights[i]) * score;
        }

        return sum / part.Total;
    }

    private static double[] Eta(FoldPart part, Predictor predictor, double[] dense) =>
        PredictorValues.Of(predictor.Columns, dense.AsSpan(predictor.Start, predictor.Count), predictor.Offset, part.Observations.Count);

    /// <summary>The coefficients of a point, one a column.</summary>
    public static double[] Dense(PathPoint point, int count)
    {
        double[] dense = new double[count];
        for (int k = 0; k < point.Places.Length; k++) dense[point.Places[k]] = point.Values[k];
        return dense;
    }
}
