using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Minimises an objective over all coefficients of all predictors jointly: min Σᵢ surprisal(yᵢ; η₁ᵢ, ..., ηₘᵢ), ηₖ = Xₖβₖ.
/// </summary>
/// <remarks>
/// <para>1. Evaluate surprisal f, gradient g, curvature H in one pass. 2. Direction d = −H⁻¹g, safeguarded where H is not positive
/// definite (<see cref="NewtonDirection"/>). 3. Stop where √(gᵀH⁻¹g), the distance in standard errors, is at rounding level. 4. Take the
/// full step if it decreases f enough (Armijo), else halve it; a point where f is not finite (a predictor out of a link's bounds) counts as
/// too high, so iterates stay feasible. 5. Go to 1. In large fits H is not computed again at what will be the last point, a thousandth
/// of a standard error or less from the one before: over that distance it changes by less than it is known.</para>
/// <para>Nocedal, Wright, Numerical Optimization, 2nd ed. (2006), chapter 3 and section 3.4.</para>
/// </remarks>
internal sealed class NewtonSolver
{
    /// <summary>A distance of a billionth of a standard error: far below anything that is reported.</summary>
    private const double Tolerance = 1e-9;

    // Where rounding stops the decrease before the tolerance: still a thousandth of a per mille of a standard error.
    private const double StalledTolerance = 1e-5;
    private const double SufficientDecrease = 1e-4;
    private const double Rounding = 1e-13;
    private const int MostHalvings = 60;

    // How far the last point of a large fit may be from the one whose curvature it keeps, in standard errors.
    private const double KeepCurvature = 1e-3;
    private readonly Objective _objective;
    private readonly EvaluationOptions _options;
    private readonly Action<int, double, double?>? _progress;
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
    }

    /// <summary>Minimises from a starting point at which the objective is finite.</summary>
    /// <param name="start">Coefficients.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="stop">Asked after every step whether to end early (a coefficient runs off to infinity); null for never.</param>
    public SolverResult Minimise(double[] start, int maximumIterations, Func<double[], NewtonDirection, int, bool>? stop = null)
    {
        double[] point = start, previousStep = new double[start.Length];
        ObjectiveValue value = Evaluate(point, 2);
        NewtonDirection direction = NewtonDirection.At(value.Gradient, value.Curvature);
        int iteration = 0;
        double before = double.PositiveInfinity;
        SolverStatus status = SolverStatus.Stalled;
        try
        {
            for (; ; iteration++)
            {
                _progress?.Invoke(iteration, value.Surprisal, direction.Decrement);
                if (direction.IsPositiveDefinite && direction.Decrement <= Tolerance)
                {
                    status = SolverStatus.Converged;
                    break;
                }

                if (iteration == maximumIterations || (stop?.Invoke(point, direction, iteration) ?? false)) break;
                bool last = IsLast(before, direction);
                if (Search(point, value, direction, last ? 1 : 2) is not { } next)
                {
                    if (direction.IsPositiveDefinite && direction.Decrement <= StalledTolerance) status = SolverStatus.Converged;
                    break;
                }

                previousStep = [.. next.Point.Zip(point, (a, b) => a - b)];
                before = direction.Decrement;
                if (next.Value.Curvature.Length == 0) next.Value = next.Value with { Curvature = value.Curvature };
                (point, value) = next;
                direction = NewtonDirection.At(value.Gradient, value.Curvature);

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

        return new SolverResult(point, value, direction, previousStep, status, iteration, _evaluations);
    }

    /// <summary>Whether the decrement, which squares itself a step (d³/b² after b and d), will be below the tolerance after the next.</summary>
    private bool IsLast(double before, NewtonDirection direction)
    {
        double d = direction.Decrement, ratio = d / before;
        return _objective.RowCount >= SampleStart.LargeRows && direction.IsPositiveDefinite && d <= KeepCurvature && d * ratio * ratio <= Tolerance;
    }

    /// <summary>The line search of step 4; null where no point along the direction is lower.</summary>
    private (double[] Point, ObjectiveValue Value)? Search(double[] point, ObjectiveValue value, NewtonDirection direction, int order)
    {
        double slope = direction.Decrement * direction.Decrement;
        double slack = Rounding * Math.Max(1, Math.Abs(value.Surprisal));
        double length = 1;
        for (int halving = 0; halving <= MostHalvings; halving++, length /= 2)
        {
            double[] trial = new double[point.Length];
            for (int i = 0; i < trial.Length; i++) trial[i] = point[i] + (length * direction.Step[i]);

            // The full step is nearly always taken, so it is evaluated with the derivatives that are needed next.
            ObjectiveValue at = Evaluate(trial, halving == 0 ? order : 0);
            if (at.Surprisal <= value.Surprisal - (SufficientDecrease * length * slope) + slack && IsFinite(at))
            {
                if (halving > 0) at = Evaluate(trial, 2);
                if (IsFinite(at)) return (trial, at);
            }

            if (length * slope < slack) return null;
        }

        return null;
    }

    private ObjectiveValue Evaluate(double[] point, int order)
    {
        _evaluations++;
        return _objective.Evaluate(point, order, _options);
    }

    private static bool IsFinite(ObjectiveValue value) =>
        double.IsFinite(value.Surprisal) && Array.TrueForAll(value.Gradient, double.IsFinite) && Array.TrueForAll(value.Curvature, double.IsFinite);
}
