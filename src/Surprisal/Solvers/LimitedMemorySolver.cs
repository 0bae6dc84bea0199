using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>
/// Minimises a smooth objective from gradients alone, with the curvature along the last few steps (L-BFGS): where the curvature is not that of a bowl, and
/// for as many coefficients as there are.
/// </summary>
/// <remarks>
/// <para>1. Direction by the two-loop recursion over the last steps, its middle the diagonal of the curvature where that is positive. 2. Line search for the
/// weak conditions of Wolfe by bisection and doubling, which keep every remembered curvature positive. 3. Stop where the gradient, measured by the diagonal, is
/// at rounding level.</para>
/// <para>Nocedal, Wright, Numerical Optimization, 2nd ed. (2006), algorithm 7.4; Burke, Lewis, Overton (2005), doi:10.1137/030601296.</para>
/// </remarks>
internal sealed class LimitedMemorySolver(Objective objective, EvaluationOptions options, Action<int, double, double?>? progress = null)
{
    private const int Memory = 12;
    private const double Tolerance = 1e-9;

    // Where rounding stops the decrease before the tolerance.
    private const double StalledTolerance = 1e-5;
    private const double SufficientDecrease = 1e-4;
    private const double SlopeLeft = 0.9;
    private const double Rounding = 1e-14;
    private const int MostTrials = 40;
    private const int Refresh = 20;
    private int _evaluations;

    /// <summary>Minimises from a starting point at which the objective is finite.</summary>
    /// <param name="start">Coefficients.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="stop">Asked after every step whether to end early; null for never.</param>
    public SolverResult Minimise(double[] start, int maximumIterations, Func<double[], NewtonDirection, int, bool>? stop = null)
    {
        double[] point = start, inverse = [];
        ObjectiveValue value = Evaluate(point);
        List<(double[] Step, double[] Change, double Product)> memory = [];
        SolverStatus status = SolverStatus.Stalled;
        NewtonDirection direction = NewtonDirection.Of(new double[start.Length], double.NaN, isPositiveDefinite: false);
        double rate = 1, before = double.NaN;
        int iteration = 0;
        try
        {
            for (; ; iteration++)
            {
                if (iteration % Refresh == 0)
                {
                    inverse = Preconditioner.Of(objective.CurvatureDiagonal(point, options));
                    _evaluations++;
                }

                double measured = Measure(value.Gradient, inverse);
                rate = double.IsNaN(before) ? 1 : measured / before;
                before = measured;
                direction = NewtonDirection.Of(Direction(value.Gradient, inverse, memory), measured, isPositiveDefinite: true);
                progress?.Invoke(iteration, value.Surprisal, measured);
                if (measured <= Tolerance)
                {
                    status = SolverStatus.Converged;
                    break;
                }

                if (iteration == maximumIterations || (stop?.Invoke(point, direction, iteration) ?? false)) break;
                if (Search(point, value, direction.Step) is not { } next)
                {
                    if (memory.Count == 0)
                    {
                        if (measured <= StalledTolerance) status = SolverStatus.Converged;
                        break;
                    }

                    memory.Clear();
                    continue;
                }

                Remember(memory, point, value, next.Point, next.Value);
                (point, value) = next;
            }
        }
        catch (OperationCanceledException)
        {
            status = SolverStatus.Cancelled;
        }

        return new SolverResult(point, value, direction, rate, status, iteration, _evaluations, 0);
    }

    private static void Remember(List<(double[] Step, double[] Change, double Product)> memory, double[] from, ObjectiveValue before, double[] to, ObjectiveValue after)
    {
        double[] step = new double[from.Length], change = new double[from.Length];
        for (int i = 0; i < step.Length; i++)
        {
            step[i] = to[i] - from[i];
            change[i] = after.Gradient[i] - before.Gradient[i];
        }

        double product = DenseKernels.Dot(step, change);
        if (!(product > 0)) return;
        if (memory.Count == Memory) memory.RemoveAt(0);
        memory.Add((step, change, product));
    }

    /// <summary>The two-loop recursion.</summary>
    private static double[] Direction(double[] gradient, double[] inverse, List<(double[] Step, double[] Change, double Product)> memory)
    {
        double[] q = Array.ConvertAll(gradient, static g => -g), shares = new double[memory.Count];
        for (int k = memory.Count - 1; k >= 0; k--)
        {
            shares[k] = DenseKernels.Dot(memory[k].Step, q) / memory[k].Product;
            DenseKernels.AddMultiple(q, -shares[k], memory[k].Change);
        }

        for (int i = 0; i < q.Length; i++) q[i] *= inverse[i];
        for (int k = 0; k < memory.Count; k++) DenseKernels.AddMultiple(q, shares[k] - (DenseKernels.Dot(memory[k].Change, q) / memory[k].Product), memory[k].Step);
        return q;
    }

    private (double[] Point, ObjectiveValue Value)? Search(double[] point, ObjectiveValue value, double[] step)
    {
        double slope = DenseKernels.Dot(value.Gradient, step), low = 0, high = double.PositiveInfinity, length = 1;
        if (!(slope < 0)) return null;
        double slack = Rounding * Math.Max(1, Math.Abs(value.Surprisal));
        (double[] Point, ObjectiveValue Value)? best = null;
        for (int trial = 0; trial < MostTrials; trial++)
        {
            double[] there = (double[])point.Clone();
            DenseKernels.AddMultiple(there, length, step);
            ObjectiveValue at = Evaluate(there);
            bool isLower = at.Surprisal <= value.Surprisal + (SufficientDecrease * length * slope) + slack && Array.TrueForAll(at.Gradient, double.IsFinite);
            if (!isLower)
            {
                high = length;
            }
            else
            {
                best = (there, at);
                if (DenseKernels.Dot(at.Gradient, step) >= SlopeLeft * slope) return best;
                low = length;
            }

            length = double.IsPositiveInfinity(high) ? 2 * low : 0.5 * (low + high);
        }

        return best;
    }

    /// <summary>√(gᵀD⁻¹g).</summary>
    private static double Measure(double[] gradient, double[] inverse)
    {
        double sum = 0;
        for (int i = 0; i < gradient.Length; i++) sum += gradient[i] * gradient[i] * inverse[i];
        return Math.Sqrt(sum);
    }

    private ObjectiveValue Evaluate(double[] point)
    {
        _evaluations++;
        return objective.Evaluate(point, 1, options);
    }
}
