using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Decides where a large fit takes its curvature from: a pass with curvature costs twice one with the gradient only, and near the optimum
/// curvature no longer changes.
/// </summary>
/// <remarks>
/// Between points a distance d apart, in standard errors, the curvature of n rows changes by about d/√n of itself. A Newton step of length d therefore
/// misses by about d²/(2√n), and the next step with the same curvature leaves d/√n of that.
/// </remarks>
internal sealed class CurvatureReuse
{
    // A distance of a billionth of a standard error is far below anything that is reported; a millionth is too, and where rows are many it
    // saves a pass: the objective then is within 1e-12 nats of its minimum.
    private const double Tolerance = 1e-9;
    private const double LargeTolerance = 1e-6;

    // With a curvature that is off by a thousandth, the step after the next is far below the tolerance, and a small sample tells the
    // change to a tenth or better.
    private const double RelativeChange = 1e-3;

    // What is foreseen may be wrong by so much without costing a pass.
    private const double Foresight = 0.7;
    private const double Slow = 0.4;

    // A column that a sample sees less or more of than this tells its change too badly.
    private const double Likeness = 0.2;
    private const double RateMargin = 4;
    private readonly Objective _objective;
    private readonly EvaluationOptions _options;
    private readonly bool _isLarge;
    private readonly double _expectedRate;

    /// <summary>Creates the rules for one run of a solver.</summary>
    /// <param name="objective">What is minimised.</param>
    /// <param name="options">Which rows, and how.</param>
    /// <param name="sample">Where the run starts from; null for a start without curvature.</param>
    public CurvatureReuse(Objective objective, EvaluationOptions options, SampleOptimum? sample)
    {
        _objective = objective;
        _options = options;
        _isLarge = options.EveryBlock == 1 && SampleStart.Serves(objective);
        _expectedRate = sample?.ExpectedRate ?? 1;
    }

    /// <summary>The decrement at which a fit has converged.</summary>
    public double ConvergedDecrement => _isLarge ? LargeTolerance : Tolerance;

    private double SettledDecrement => RelativeChange * Math.Sqrt(_objective.RowCount);

    /// <summary>The order of derivatives to ask for after a step: 1 to go on with the curvature at hand.</summary>
    /// <param name="direction">The step.</param>
    /// <param name="isSampled">Whether its curvature is that of a sample.</param>
    /// <param name="rate">The last decrement over the one before; null for the first step.</param>
    public int OrderAfter(NewtonDirection direction, bool isSampled, double? rate)
    {
        if (!_isLarge || !direction.IsPositiveDefinite) return 2;
        if (!isSampled) return direction.Decrement <= SettledDecrement ? 1 : 2;
        bool isNear = (rate ?? _expectedRate) * direction.Decrement <= Foresight * SettledDecrement;
        return isNear || rate > Slow ? 2 : 1;
    }

    /// <summary>
    /// A bound on the rate of the next step with a curvature of another point: from the rate of the last step, half of whose error came before the
    /// curvature had changed, and from how far that point is.
    /// </summary>
    /// <param name="distance">The decrement where the curvature was taken.</param>
    /// <param name="rate">The last decrement over the one before.</param>
    public double RateAfter(double distance, double rate) => Math.Max(RateMargin * rate, distance / Math.Sqrt(_objective.RowCount));

    /// <summary>A curvature brought from one point to another by the change that a small sample sees; null where the sample is not like all rows.</summary>
    public double[]? Move(double[] curvature, double[] from, double[] to)
    {
        int stride = SampleStart.SmallStride(_objective), size = from.Length;
        EvaluationOptions sampled = _options with { EveryBlock = stride };
        double[] old = _objective.Evaluate(from, 2, sampled).Curvature;
        for (int i = 0; i < size; i++)
        {
            int at = _objective.Shape.Diagonal(i);
            double all = curvature[at];
            if (!(Math.Abs((stride * old[at]) - all) <= Likeness * Math.Abs(all))) return null;
        }

        double[] now = _objective.Evaluate(to, 2, sampled).Curvature, moved = new double[curvature.Length];
        for (int i = 0; i < moved.Length; i++) moved[i] = Math.FusedMultiplyAdd(stride, now[i] - old[i], curvature[i]);
        return moved;
    }
}
