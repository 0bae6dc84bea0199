using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>
/// Minimises a smooth objective of very many coefficients: Newton's method whose steps are solved for by conjugate gradients, so that no second derivative
/// is ever kept. All parameters jointly.
/// </summary>
/// <remarks>
/// <para>1. Evaluate f and g in one pass, the diagonal D of the curvature in another. 2. Solve Hd = −g by conjugate gradients preconditioned by D, each
/// product Hp one pass over the rows, until the residual, measured by D⁻¹, is a small part of the gradient's: √ of it far off, ever less near the
/// optimum, so that convergence is faster than linear. 3. Where pᵀHp is not positive, stop there: what was found so far is downhill; where nothing was,
/// steps of <see cref="LimitedMemorySolver"/> leave the region. 4. The decrement √(−gᵀd) is the distance in standard errors; stop where it is at rounding level.
/// 5. Take the full step if it decreases f enough (Armijo), else halve it. 6. Go to 1.</para>
/// <para>Nocedal, Wright, Numerical Optimization, 2nd ed. (2006), section 7.1.</para>
/// </remarks>
internal sealed class ConjugateGradientSolver(Objective objective, EvaluationOptions options, Action<int, double, double?>? progress = null)
{
    private const double Tolerance = 1e-9;

    // Where rounding stops the decrease before the tolerance.
    private const double StalledTolerance = 1e-5;
    private const double SufficientDecrease = 1e-4;
    private const double Rounding = 1e-13;
    private const double LooseResidual = 0.1;
    private const double TightestResidual = 1e-8;
    private const int MostHalvings = 60;
    private const int MostProducts = 1000;
    private const int EscapeSteps = 20;
    private int _evaluations;
    private int _products;

    /// <summary>Minimises from a starting point at which the objective is finite.</summary>
    /// <param name="start">Coefficients.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="stop">Asked after every step whether to end early; null for never.</param>
    public SolverResult Minimise(double[] start, int maximumIterations, Func<double[], NewtonDirection, int, bool>? stop = null)
    {
        double[] point = start;
        ObjectiveValue value = Evaluate(point, 1);
        NewtonDirection direction = NewtonDirection.Of(new double[start.Length], double.NaN, isPositiveDefinite: false);
        SolverStatus status = SolverStatus.Stalled;
        double rate = 1, before = double.NaN;
        int iteration = 0;
        try
        {
            for (; ; iteration++)
            {
                direction = Solve(point, value, before);
                rate = double.IsNaN(before) ? 1 : direction.Decrement / before;
                bool isSlow = direction.Decrement > 0.5 * before;
                before = direction.Decrement;
                progress?.Invoke(iteration, value.Surprisal, direction.Decrement);
                bool isSettled = direction.IsPositiveDefinite && (direction.Decrement <= Tolerance || (direction.Decrement <= StalledTolerance && isSlow));
                if (isSettled)
                {
                    status = SolverStatus.Converged;
                    break;
                }

                if (iteration == maximumIterations || (stop?.Invoke(point, direction, iteration) ?? false)) break;
                (double[] Point, ObjectiveValue Value)? next = Search(point, value, direction);
                if (next is null || !direction.IsPositiveDefinite)
                {
                    if (direction.IsPositiveDefinite && direction.Decrement <= StalledTolerance)
                    {
                        status = SolverStatus.Converged;
                        break;
                    }

                    (double[] from, double here) = next is { } found ? (found.Point, found.Value.Surprisal) : (point, value.Surprisal);
                    SolverResult escape = new LimitedMemorySolver(objective, options).Minimise(from, EscapeSteps);
                    _evaluations += escape.Evaluations;
                    if (next is null && !(escape.Value.Surprisal < here)) break;
                    next = (escape.Coefficients, escape.Value);
                    before = double.NaN;
                }

                (point, value) = next.Value;
            }
        }
        catch (OperationCanceledException)
        {
            status = SolverStatus.Cancelled;
        }

        return new SolverResult(point, value, direction, rate, status, iteration, _evaluations + _products, 0);
    }

    /// <summary>Step 2: the direction, its decrement, and whether no negative curvature was met.</summary>
    private NewtonDirection Solve(double[] point, ObjectiveValue value, double before)
    {
        int size = point.Length;
        double[] inverse = Preconditioner.Of(objective.CurvatureDiagonal(point, options)), residual = Array.ConvertAll(value.Gradient, static g => -g);
        _products++;
        double[] step = new double[size], scaled = Multiply(inverse, residual), along = (double[])scaled.Clone();
        double norm = DenseKernels.Dot(residual, scaled), first = norm;

        // In standard errors the rest after a step is about the square of its length, and of that this share is left.
        double share = Math.Clamp(Math.Min(Math.Sqrt(Math.Sqrt(first)), double.IsNaN(before) ? 1 : before), TightestResidual, LooseResidual);
        bool isBowl = true;
        for (int k = 0; k < MostProducts && norm > share * share * first && norm > 0; k++)
        {
            double[] product = objective.CurvatureProduct(point, along, options);
            _products++;
            double bend = DenseKernels.Dot(along, product);
            if (!(bend > 0) || !double.IsFinite(bend))
            {
                isBowl = false;
                if (k == 0) step = scaled;
                break;
            }

            double length = norm / bend;
            DenseKernels.AddMultiple(step, length, along);
            DenseKernels.AddMultiple(residual, -length, product);
            scaled = Multiply(inverse, residual);
            double next = DenseKernels.Dot(residual, scaled), turn = next / norm;
            for (int i = 0; i < size; i++) along[i] = scaled[i] + (turn * along[i]);
            norm = next;
        }

        double square = -DenseKernels.Dot(value.Gradient, step);
        return NewtonDirection.Of(step, Math.Sqrt(Math.Max(square, 0)), isBowl && double.IsFinite(square));
    }

    private (double[] Point, ObjectiveValue Value)? Search(double[] point, ObjectiveValue value, NewtonDirection direction)
    {
        double slope = direction.Decrement * direction.Decrement, slack = Rounding * Math.Max(1, Math.Abs(value.Surprisal)), length = 1;
        for (int halving = 0; halving <= MostHalvings; halving++, length /= 2)
        {
            double[] trial = (double[])point.Clone();
            DenseKernels.AddMultiple(trial, length, direction.Step);
            ObjectiveValue there = Evaluate(trial, halving == 0 ? 1 : 0);
            if (there.Surprisal <= value.Surprisal - (SufficientDecrease * length * slope) + slack)
            {
                if (halving > 0) there = Evaluate(trial, 1);
                if (Array.TrueForAll(there.Gradient, double.IsFinite)) return (trial, there);
            }

            if (length * slope < slack) return null;
        }

        return null;
    }

    private static double[] Multiply(double[] a, double[] b)
    {
        double[] product = new double[a.Length];
        for (int i = 0; i < product.Length; i++) product[i] = a[i] * b[i];
        return product;
    }

    private ObjectiveValue Evaluate(double[] point, int order)
    {
        _evaluations++;
        return objective.Evaluate(point, order, options);
    }
}
