using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Minimises an objective over all coefficients of all predictors jointly: min Σᵢ surprisal(yᵢ; η₁ᵢ, ..., ηₘᵢ), ηₖ = Xₖβₖ.
/// </summary>
/// <remarks>
/// <para>1. Evaluate surprisal f, gradient g, curvature H in one pass. 2. Direction d = −H⁻¹g, safeguarded where H is not positive
/// definite (<see cref="NewtonDirection"/>). 3. Stop where √(gᵀH⁻¹g), the distance in standard errors, is at rounding level. 4. Take the
/// full step if it decreases f enough (Armijo), else halve it; a point where f is not finite (a predictor out of a link's bounds) counts as
/// too high, so iterates stay feasible. 5. Go to 1.</para>
/// <para>Nocedal, Wright, Numerical Optimization, 2nd ed. (2006), chapter 3 and section 3.4.</para>
/// </remarks>
internal sealed class NewtonSolver
{
    // A distance of a billionth of a standard error is far below anything that is reported; a millionth is too, and where rows are many it
    // saves a pass: the objective then is within 1e-12 nats of its minimum.
    private const double Tolerance = 1e-9;
    private const double LargeTolerance = 1e-6;

    // Where rounding stops the decrease before the tolerance: still a thousandth of a per mille of a standard error.
    private const double StalledTolerance = 1e-5;
    private const double SufficientDecrease = 1e-4;
    private const double Rounding = 1e-13;
    private const int MostHalvings = 60;
    private readonly Objective _objective;
    private readonly EvaluationOptions _options;
    private readonly Action<int, double, double?>? _progress;
    private readonly double _settled;
    private readonly double _tolerance;
    private int _evaluations;

    /// <summary>Creates a solver.</summary>
    /// <param name="objective">What to minimise.</param>
    /// <param name="options">Threads, cancellation, rows.</param>
    /// <param name="progress">Told of iteration, objective and decrement; null for nobody.</param>
    public NewtonSolver(Objective objective, EvaluationOptions options, Action<int, double, double?>? progress = null)
    {
        _objective = objective;
        _options = options;
        _progress = progress;
        _settled = options.EveryBlock == 1 ? SampleStart.SettledDecrement(objective) : 0;
        _tolerance = _settled > 0 ? LargeTolerance : Tolerance;
    }

    /// <summary>What the curvature is; that of complete data makes each step one of the EM algorithm, generalised: it always descends.</summary>
    public CurvatureKind Curvature { get; init; } = CurvatureKind.Observed;

    /// <summary>Minimises from a starting point at which the objective is finite.</summary>
    /// <param name="start">Coefficients.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="stop">Asked after every step whether to end early (a coefficient runs off to infinity); null for never.</param>
    public SolverResult Minimise(double[] start, int maximumIterations, Func<double[], NewtonDirection, int, bool>? stop = null)
    {
        double[] point = start;
        ObjectiveValue value = Evaluate(point, 2);
        NewtonDirection direction = NewtonDirection.At(value.Gradient, value.Curvature);
        int iteration = 0;
        double rate = 1;
        SolverStatus status = SolverStatus.Stalled;
        try
        {
            for (; ; iteration++)
            {
                _progress?.Invoke(iteration, value.Surprisal, direction.Decrement);
                if (direction.IsPositiveDefinite && direction.Decrement <= _tolerance)
                {
                    status = SolverStatus.Converged;
                    break;
                }

                if (iteration == maximumIterations || (stop?.Invoke(point, direction, iteration) ?? false)) break;
                if (Search(point, value, direction) is not { } next)
                {
                    if (direction.IsPositiveDefinite && direction.Decrement <= StalledTolerance) status = SolverStatus.Converged;
                    break;
                }

                double before = direction.Decrement;
                (point, value) = next;
                direction = NewtonDirection.At(value.Gradient, value.Curvature);
                rate = direction.Decrement / before;

                // Rounding in the gradient keeps the decrement from falling further.
                if (direction.IsPositiveDefinite && direction.Decrement <= StalledTolerance && direction.Decrement > before / 2)
                {
                    iteration++;
                    status = SolverStatus.Converged;
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            status = SolverStatus.Cancelled;
        }

        return new SolverResult(point, value, direction, rate, status, iteration, _evaluations);
    }

    /// <summary>The line search of step 4; null where no point along the direction is lower.</summary>
    private (double[] Point, ObjectiveValue Value)? Search(double[] point, ObjectiveValue value, NewtonDirection direction)
    {
        double slope = direction.Decrement * direction.Decrement;
        double slack = Rounding * Math.Max(1, Math.Abs(value.Surprisal));
        double length = 1;
        for (int halving = 0; halving <= MostHalvings; halving++, length /= 2)
        {
            double[] trial = new double[point.Length];
            for (int i = 0; i < trial.Length; i++) trial[i] = point[i] + (length * direction.Step[i]);

            // The full step is nearly always taken, so it is evaluated with the derivatives that the next step needs. The curvature of many
            // rows no longer changes once the optimum is near.
            bool settled = direction.IsPositiveDefinite && direction.Decrement <= _settled;
            ObjectiveValue at = Evaluate(trial, halving > 0 ? 0 : settled ? 1 : 2);
            if (at.Surprisal <= value.Surprisal - (SufficientDecrease * length * slope) + slack && IsFinite(at))
            {
                if (halving > 0) at = Evaluate(trial, 2);
                else if (settled) at = at with { Curvature = value.Curvature };
                if (IsFinite(at)) return (trial, at);
            }

            if (length * slope < slack) return null;
        }

        return null;
    }

    private ObjectiveValue Evaluate(double[] point, int order)
    {
        _evaluations++;
        return _objective.Evaluate(point, order, _options, Curvature);
    }

    private static bool IsFinite(ObjectiveValue value) =>
        double.IsFinite(value.Surprisal) && Array.TrueForAll(value.Gradient, double.IsFinite) && Array.TrueForAll(value.Curvature, double.IsFinite);
}
