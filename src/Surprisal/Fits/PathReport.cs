using Surprisal.Fits.Strengths;
using Surprisal.Models;
using Surprisal.Numerics;
using Surprisal.Solvers.Paths;

namespace Surprisal.Fits;

/// <summary>The points of a path in the words of the contract.</summary>
internal sealed class PathReport
{
    private const double LogTwoPi = 1.8378770664093454836;
    private readonly BoundModel _bound;
    private readonly IReadOnlyList<Predictor> _predictors;
    private readonly PathPenalty _penalty;
    private readonly double _total;
    private readonly bool _isGaussian;
    private readonly double _logJacobian;
    private readonly double _held;
    private readonly PathDegrees? _degrees;

    public PathReport(PathProblem problem, Model model, bool effective)
    {
        BoundModel bound = problem.Bound;
        IReadOnlyList<Predictor> predictors = problem.Predictors;
        PathPenalty penalty = problem.Penalty;
        _bound = bound;
        _predictors = predictors;
        _penalty = penalty;
        if (problem.Penalty.Alpha < 1 && effective) _degrees = new PathDegrees(problem);
        _total = problem.Total;
        _isGaussian = problem.IsGaussian;
        _held = model.Spec.Held.GetValueOrDefault("sigma", 1);
        List<PathTerm> terms = [];
        for (int k = 0; k < predictors.Count; k++)
        {
            for (int j = 0; j < predictors[k].Count; j++)
                terms.Add(new PathTerm(bound.Parameters[k].Parameter.Name, predictors[k].Columns[j].Name, penalty.Factors[predictors[k].Start + j]));
        }

        Terms = terms;
        ReadOnlySpan<double> logs = bound.LogJacobian.Span, weights = bound.Weights.Span;
        for (int i = 0; i < logs.Length; i++) _logJacobian += (weights.IsEmpty ? 1 : weights[i]) * logs[i];
    }

    /// <summary>All coefficients.</summary>
    public IReadOnlyList<PathTerm> Terms { get; }

    /// <summary>The points, the null model first.</summary>
    public RegularisationPoint[] Of(IReadOnlyList<PathPoint> points)
    {
        double nullLoss = points[0].Loss;
        double? saturated = _isGaussian ? 0 : Saturated.Mean(_bound.Noise, _bound.Response.Span, _bound.Weights.Span);
        return [.. points.Select(p => Of(p, nullLoss, saturated))];
    }

    private RegularisationPoint Of(PathPoint point, double nullLoss, double? saturated)
    {
        double[] values = (double[])point.Values.Clone();
        ToOriginal(point.Places, values);
        int nonZero = 0, free = 0;
        for (int k = 0; k < point.Places.Length; k++)
        {
            if (_penalty.IsFree(point.Places[k])) free++;
            else if (values[k] != 0) nonZero++;
        }

        double? sigma = _isGaussian ? Sigma(point.Loss) : null;
        double? degrees = _penalty.Alpha == 1 ? free + nonZero : _degrees?.Of(point);
        double? counted = degrees + (_isGaussian && !_bound.Model.Spec.Held.ContainsKey("sigma") ? 1 : 0);
        double? likelihood = _isGaussian ? GaussianLogLikelihood(point.Loss, sigma!.Value) : (-_total * point.Loss) + _logJacobian;
        return new RegularisationPoint(point.Places, values)
        {
            Lambda = point.Lambda,
            NonZero = nonZero,
            DegreesOfFreedom = degrees,
            LogLikelihood = likelihood,
            Aic = (-2 * likelihood) + (2 * counted),
            Bic = (-2 * likelihood) + (Elementary.Log(_total) * counted),
            Ebic = (-2 * likelihood) + (Elementary.Log(_total) * counted) + (2 * LogChoices(nonZero)),
            Objective = _isGaussian ? ((point.Loss + point.Penalty) / (_held * _held)) + Elementary.Log(_held) + (0.5 * LogTwoPi) : point.Loss + point.Penalty,
            DevianceExplained = saturated is { } best && nullLoss > best ? 1 - ((point.Loss - best) / (nullLoss - best)) : null,
            ResidualSigma = _isGaussian ? Math.Sqrt(Math.Max(2 * point.Loss, 0)) : null,
            KktResidual = point.KktResidual,
            HasConverged = point.HasConverged,
        };
    }

    /// <summary>log of how many choices of so many penalised coefficients there are.</summary>
    private double LogChoices(int chosen)
    {
        int all = _penalty.Factors.Count(static f => f > 0);
        return LogFactorial(all) - LogFactorial(chosen) - LogFactorial(all - chosen);
    }

    private static double LogFactorial(int n)
    {
        double sum = 0;
        for (int k = 2; k <= n; k++) sum += Elementary.Log(k);
        return sum;
    }

    private double Sigma(double loss) => _bound.Model.Spec.Held.TryGetValue("sigma", out double held) ? held : Math.Sqrt(Math.Max(2 * loss, 0));

    private double? GaussianLogLikelihood(double loss, double sigma) =>
        sigma > 0 ? _logJacobian - (_total * ((0.5 * LogTwoPi) + Elementary.Log(sigma) + (loss / (sigma * sigma)))) : null;

    private void ToOriginal(int[] places, double[] values)
    {
        foreach (Predictor predictor in _predictors)
        {
            int intercept = Array.BinarySearch(places, predictor.Start);
            for (int k = 0; k < places.Length; k++)
            {
                int j = places[k] - predictor.Start;
                if (j >= 0 && j < predictor.Count && predictor.Columns[j] is CenteredColumn column) values[intercept] -= column.Center * values[k];
            }
        }
    }
}
