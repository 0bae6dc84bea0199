using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Minimises Σᵢ surprisal(yᵢ) + Σⱼ −log p(bⱼ) where the surprisal is smooth and the prior has a kink at zero, as the laplace prior has: the lasso for any
/// smooth noise model, all parameters jointly.
/// </summary>
/// <remarks>
/// <para>1. Evaluate surprisal f, gradient g, curvature H in one pass. 2. The optimality conditions: g + (−log p)′ = 0 where b is not zero or has no prior,
/// |g| ≤ the kink's slope where it is; stop where they fail by 1e-10 at most, each in units of its coefficient's curvature. 3. The point u that
/// minimises the quadratic picture plus the prior (<see cref="ProximalStep"/>). 4. Go there if that decreases the objective enough, else half
/// the way, and so on. 5. Go to 1.</para>
/// <para>Lee, Sun, Saunders (2014), doi:10.1137/130921428.</para>
/// </remarks>
internal sealed class ProximalSolver(Objective objective, EvaluationOptions options, Action<int, double, double?>? progress)
{
    private const double Tolerance = 1e-10;

    // Where rounding stops the decrease before the tolerance.
    private const double StalledTolerance = 1e-7;
    private const double SufficientDecrease = 1e-4;
    private const double Rounding = 1e-13;
    private const int MostHalvings = 60;
    private readonly CoefficientPrior _prior = objective.Prior!;
    private int _evaluations;
    private int _curvatures;

    /// <summary>Minimises from a starting point at which the objective is finite.</summary>
    /// <param name="start">Coefficients.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="stop">Asked after every step whether to end early; null for never.</param>
    public SolverResult Minimise(double[] start, int maximumIterations, Func<double[], NewtonDirection, int, bool>? stop = null)
    {
        double[] point = start;
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
                if (residual <= Tolerance && direction.IsPositiveDefinite)
                {
                    status = SolverStatus.Converged;
                    break;
                }

                if (iteration == maximumIterations || (stop?.Invoke(point, direction, iteration) ?? false)) break;
                if (Search(point, value) is not { } next)
                {
                    if (residual <= StalledTolerance && direction.IsPositiveDefinite) status = SolverStatus.Converged;
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

        (double[] slopes, double[] curvature) = Active(point, value);
        ObjectiveValue end = value with { Surprisal = Total(point, value), Gradient = slopes, Curvature = curvature };
        return new SolverResult(point, end, direction, rate, status, iteration, _evaluations, _curvatures) { KktResidual = residual };
    }

    /// <summary>The line search of step 4; null where no point on the way is lower.</summary>
    private (double[] Point, ObjectiveValue Value)? Search(double[] point, ObjectiveValue value)
    {
        double[] target = ProximalStep.From(_prior, point, value);
        double foreseen = _prior.Surprisal(target) - _prior.Surprisal(point), here = Total(point, value);
        for (int j = 0; j < point.Length; j++) foreseen += value.Gradient[j] * (target[j] - point[j]);
        double slack = Rounding * Math.Max(1, Math.Abs(here));
        double length = 1;
        for (int halving = 0; halving <= MostHalvings; halving++, length /= 2)
        {
            // The whole way is taken as it is: its zeros are exact.
            double[] trial = halving == 0 ? target : [.. point.Zip(target, (from, to) => from + (length * (to - from)))];
            ObjectiveValue at = Evaluate(trial, halving > 0 ? 0 : 2);
            if (Total(trial, at) <= here + (SufficientDecrease * length * Math.Min(foreseen, 0)) + slack)
            {
                if (halving > 0) at = Evaluate(trial, 2);
                if (Array.TrueForAll(at.Gradient, double.IsFinite) && Array.TrueForAll(at.Curvature, double.IsFinite) && !trial.AsSpan().SequenceEqual(point)) return (trial, at);
            }

            if (length * Math.Abs(foreseen) < slack) return null;
        }

        return null;
    }

    private double Total(double[] point, ObjectiveValue value) => value.Surprisal + _prior.Surprisal(point);

    /// <summary>The slope of the whole objective in a coefficient: at a kink, by how much it is steeper than the kink holds.</summary>
    private double Slope(double[] point, ObjectiveValue value, int at)
    {
        double g = value.Gradient[at];
        if (!_prior.Covers(at)) return g;
        return point[at] == 0 ? Math.CopySign(Math.Max(0, Math.Abs(g) - _prior.Prior.KinkSlope), g) : g + _prior.Prior.Slope(point[at]);
    }

    /// <summary>The largest slope, each over the square root of its coefficient's curvature: in standard errors, whatever the units of the columns.</summary>
    private double Residual(double[] point, ObjectiveValue value)
    {
        double largest = 0;
        for (int j = 0; j < point.Length; j++)
        {
            double slope = Math.Abs(Slope(point, value, j)), own = value.Curvature[(j * point.Length) + j];
            largest = Math.Max(largest, own > 0 ? slope / Math.Sqrt(own) : slope);
        }

        return largest;
    }

    /// <summary>The Newton direction of the coefficients that are not held at zero; the others stand alone, with curvature 1 and no slope.</summary>
    private NewtonDirection Direction(double[] point, ObjectiveValue value)
    {
        (double[] slopes, double[] curvature) = Active(point, value);
        return NewtonDirection.At(slopes, curvature);
    }

    private (double[] Slopes, double[] Curvature) Active(double[] point, ObjectiveValue value)
    {
        int size = point.Length;
        double[] slopes = new double[size], curvature = (double[])value.Curvature.Clone();
        for (int j = 0; j < size; j++)
        {
            if (point[j] != 0 || !_prior.Covers(j))
            {
                slopes[j] = Slope(point, value, j);
                continue;
            }

            for (int k = 0; k < size; k++)
            {
                curvature[(j * size) + k] = 0;
                curvature[(k * size) + j] = 0;
            }

            curvature[(j * size) + j] = 1;
        }

        return (slopes, curvature);
    }

    private ObjectiveValue Evaluate(double[] point, int order)
    {
        _evaluations++;
        if (order > 1) _curvatures++;
        return objective.Evaluate(point, order, options);
    }
}
