using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Minimises Σᵢ surprisal(yᵢ) + Σⱼ −log p(bⱼ) where the surprisal is smooth and the prior has kinks or bounds: lasso, elastic net, group lasso, non-negativity, for any smooth noise
/// model and on any of its parameters, all jointly.
/// </summary>
/// <remarks>
/// <para>1. Evaluate f, surprisal and smooth priors, gradient g, curvature H in one pass. 2. The optimality conditions: −g is one of the slopes that the rough part r has room for; stop
/// where they fail by 1e-10 at most, each in units of its coefficient's curvature. 3. The point u that minimises the quadratic picture plus r
/// (<see cref="ProximalStep"/>). 4. Go there if that decreases f + r enough, else half the way, and so on; where r is not convex a shorter way is no safer, so
/// the picture is bent upwards instead, ten times more each time. 5. Go to 1.</para>
/// <para>Lee, Sun, Saunders (2014), doi:10.1137/130921428; Levenberg's damping: Nocedal, Wright, Numerical Optimization, 2nd ed. (2006), section 10.3.</para>
/// </remarks>
internal sealed class ProximalSolver(Objective objective, EvaluationOptions options, Action<int, double, double?>? progress)
{
    private const double Tolerance = 1e-10;

    // Where rounding stops the decrease before the tolerance.
    private const double StalledTolerance = 1e-7;
    private const double SufficientDecrease = 1e-4;
    private const double Rounding = 1e-13;
    private const int MostHalvings = 60;
    private const double FirstDamping = 1e-3;
    private const double LastDamping = 1e12;
    private readonly CoefficientPrior _prior = objective.Prior ?? CoefficientPrior.None(objective.CoefficientCount);
    private int _evaluations;
    private int _curvatures;

    /// <summary>Minimises from a starting point at which the objective is finite.</summary>
    /// <param name="start">Coefficients.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="stop">Asked after every step whether to end early; null for never.</param>
    public SolverResult Minimise(double[] start, int maximumIterations, Func<double[], NewtonDirection, int, bool>? stop = null)
    {
        double[] point = _prior.Feasible(start);
        ObjectiveValue value = Evaluate(point, 2);
        NewtonDirection direction = Direction(point, value);
        double residual = Residual(point, value), rate = 1;
        SolverStatus status = SolverStatus.Stalled;
        int iteration = 0;
        try
        {
            for (; ; iteration++)
            {
                progress?.Invoke(iteration, Total(point, value), residual);
                if (residual <= Tolerance && IsMinimum(point, value, direction))
                {
                    status = SolverStatus.Converged;
                    break;
                }

                if (iteration == maximumIterations || (stop?.Invoke(point, direction, iteration) ?? false)) break;
                if (Search(point, value) is not { } next)
                {
                    if (residual <= StalledTolerance && IsMinimum(point, value, direction)) status = SolverStatus.Converged;
                    break;
                }

                double before = residual;
                (point, value) = next;
                direction = Direction(point, value);
                residual = Residual(point, value);
                rate = residual / before;
            }
        }
        catch (OperationCanceledException)
        {
            status = SolverStatus.Cancelled;
        }

        ObjectiveValue end = value with { Surprisal = Total(point, value), Gradient = _prior.Conditions(point, value.Gradient), Curvature = Curved(point, value) };
        return new SolverResult(point, end, direction, rate, status, iteration, _evaluations, _curvatures) { KktResidual = residual };
    }

    /// <summary>The step of 3 and 4; null where no point on the way is lower.</summary>
    private (double[] Point, ObjectiveValue Value)? Search(double[] point, ObjectiveValue value) =>
        _prior.IsRoughLogConcave ? SearchAlong(point, value) : SearchDamped(point, value);

    private (double[] Point, ObjectiveValue Value)? SearchAlong(double[] point, ObjectiveValue value)
    {
        double[] target = ProximalStep.From(_prior, point, value);
        double foreseen = _prior.RoughSurprisal(target) - _prior.RoughSurprisal(point), here = Total(point, value);
        for (int j = 0; j < point.Length; j++) foreseen += value.Gradient[j] * (target[j] - point[j]);
        double slack = Rounding * Math.Max(1, Math.Abs(here));
        double length = 1;
        for (int halving = 0; halving <= MostHalvings; halving++, length /= 2)
        {
            // The whole way is taken as it is: its zeros are exact.
            double[] trial = halving == 0 ? target : [.. point.Zip(target, (from, to) => from + (length * (to - from)))];
            if (Lower(trial, point, here + (SufficientDecrease * length * Math.Min(foreseen, 0)) + slack, halving > 0 ? 0 : 2) is { } next) return (trial, next);
            if (length * Math.Abs(foreseen) < slack) return null;
        }

        return null;
    }

    private (double[] Point, ObjectiveValue Value)? SearchDamped(double[] point, ObjectiveValue value)
    {
        double here = Total(point, value), slack = Rounding * Math.Max(1, Math.Abs(here));
        for (double damping = 0; damping <= LastDamping; damping = damping > 0 ? 10 * damping : FirstDamping)
        {
            double[] target = ProximalStep.From(_prior, point, value, damping);
            if (Lower(target, point, here + slack, 2) is { } next) return (target, next);
            if (target.AsSpan().SequenceEqual(point)) return null;
        }

        return null;
    }

    /// <summary>The value at a point that is low enough, with all derivatives; null where it is not.</summary>
    private ObjectiveValue? Lower(double[] trial, double[] from, double bound, int order)
    {
        ObjectiveValue at = Evaluate(trial, order);
        if (!(Total(trial, at) <= bound) || trial.AsSpan().SequenceEqual(from)) return null;
        if (order < 2) at = Evaluate(trial, 2);
        return Array.TrueForAll(at.Gradient, double.IsFinite) && Array.TrueForAll(at.Curvature, double.IsFinite) ? at : null;
    }

    private double Total(double[] point, ObjectiveValue value) => value.Surprisal + _prior.RoughSurprisal(point);

    /// <summary>The largest failure of the conditions, each over the square root of its coefficient's curvature: in standard errors, whatever the units of the columns.</summary>
    private double Residual(double[] point, ObjectiveValue value)
    {
        double[] left = _prior.Conditions(point, value.Gradient);
        double largest = 0;
        for (int j = 0; j < point.Length; j++)
        {
            double slope = Math.Abs(left[j]), own = value.Curvature[(j * point.Length) + j];
            largest = Math.Max(largest, own > 0 ? slope / Math.Sqrt(own) : slope);
        }

        return largest;
    }

    /// <summary>Whether the curvature off the kinks is that of a minimum; flat directions are, where columns that a kink does not tell apart share.</summary>
    private bool IsMinimum(double[] point, ObjectiveValue value, NewtonDirection direction)
    {
        if (direction.IsPositiveDefinite) return true;
        bool[] pinned = _prior.Pinned(point);
        int[] free = [.. Enumerable.Range(0, point.Length).Where(j => !pinned[j])];
        double[] curvature = Curved(point, value), block = new double[free.Length * free.Length];
        for (int a = 0; a < free.Length; a++)
        {
            for (int b = 0; b < free.Length; b++) block[(a * free.Length) + b] = curvature[(free[a] * point.Length) + free[b]];
        }

        return Bowl.IsFlatAtWorst(block, free.Length);
    }

    /// <summary>The Newton direction of the coefficients that stand at no kink or bound.</summary>
    private NewtonDirection Direction(double[] point, ObjectiveValue value) =>
        NewtonDirection.Within(_prior.Conditions(point, value.Gradient), Curved(point, value), _prior.Pinned(point));

    /// <summary>The curvature with that of the rough part.</summary>
    private double[] Curved(double[] point, ObjectiveValue value)
    {
        ObjectiveValue curved = value with { Curvature = (double[])value.Curvature.Clone() };
        _prior.AddRoughCurvature(curved, point);
        return curved.Curvature;
    }

    private ObjectiveValue Evaluate(double[] point, int order)
    {
        _evaluations++;
        if (order > 1) _curvatures++;
        return objective.Evaluate(point, order, options);
    }
}
