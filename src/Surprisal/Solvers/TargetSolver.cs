using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>Minimises an <see cref="ISmoothTarget"/> over all of its coefficients, or over all but one.</summary>
/// <remarks>
/// <para>1. Evaluate value, gradient g, curvature C. 2. Direction −(C + A)⁻¹g, where A is what secants of the gradients tell of the curvature that C leaves out (zero
/// where C is all of it; −C⁻¹g where C + A is not positive definite). 3. Stop where √(gᵀ(C + A)⁻¹g), the distance in standard errors, is at the tolerance. 4. The full
/// step, or half of it and so on, until the value falls enough (Armijo). 5. A is updated by the symmetric formula of rank one; go to 1.</para>
/// <para>Scoring with a structured quasi-Newton remainder: Dennis, Gay, Welsch (1981), doi:10.1145/355958.355965; Nocedal, Wright, Numerical Optimization, 2nd ed. (2006), section
/// 6.2.</para>
/// </remarks>
/// <param name="target">What is minimised.</param>
/// <param name="held">The coefficient that stays where it is; negative for none.</param>
internal sealed class TargetSolver(ISmoothTarget target, int held)
{
    private const double StalledTolerance = 1e-5;
    private const double SufficientDecrease = 1e-4;
    private const double Rounding = 1e-13;
    private const double Flat = 1e-9;
    private const double Shrinking = 0.9;
    private const double Skew = 1e-6;
    private const int MostHalvings = 40;

    // So many steps without coming nearer: rounding has been reached. Half of them, and secants are gathered anew.
    private const int MostIdle = 8;
    private const double IdleTolerance = 1e-7;
    private readonly int[] _free = [.. Enumerable.Range(0, target.Count).Where(j => j != held)];
    private double[]? _remainder;

    /// <summary>Points evaluated so far.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Minimises.</summary>
    /// <param name="start">A point at which the value is finite.</param>
    /// <param name="tolerance">The distance in standard errors to reach.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="progress">Told of iteration, value and distance; null for nobody.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TargetOptimum Minimise(double[] start, double tolerance, int maximumIterations, Action<int, double, double?>? progress = null)
    {
        double[] point = start;
        TargetValue value = Evaluate(point);
        if (!IsFinite(value)) return new TargetOptimum(point, value, null, double.NaN, SolverStatus.Stalled, 0);
        NewtonDirection direction = Direction(value);
        double least = double.PositiveInfinity;
        int idle = 0;
        for (int iteration = 0; ; iteration++)
        {
            progress?.Invoke(iteration, value.Value, direction.Decrement);
            idle = direction.Decrement < least ? 0 : idle + 1;
            least = Math.Min(least, direction.Decrement);
            bool hasStalled = direction.Decrement <= IdleTolerance && idle >= MostIdle;
            if (idle == MostIdle / 2) _remainder = null;
            if (direction.IsPositiveDefinite && (direction.Decrement <= tolerance || hasStalled)) return Ended(SolverStatus.Converged);
            if (iteration == maximumIterations) return Ended(SolverStatus.Stalled);
            (double[] Point, TargetValue Value)? found = Search(point, value, direction);
            if (found is null && _remainder is not null)
            {
                // Secants of differences that are rounding lead astray.
                _remainder = null;
                direction = Direction(value);
                found = Search(point, value, direction);
            }

            if (found is not { } next)
                return Ended(direction.IsPositiveDefinite && direction.Decrement <= StalledTolerance ? SolverStatus.Converged : SolverStatus.Stalled);
            Learn(point, value, next.Point, next.Value);
            (point, value) = next;
            direction = Direction(value);

            TargetOptimum Ended(SolverStatus status) => new(point, value, direction, direction.Decrement, status, iteration);
        }
    }

    private static bool IsFinite(TargetValue value) =>
        double.IsFinite(value.Value) && Array.TrueForAll(value.Gradient, double.IsFinite) && Array.TrueForAll(value.Curvature, double.IsFinite);

    private (double[] Point, TargetValue Value)? Search(double[] point, TargetValue value, NewtonDirection direction)
    {
        double slope = direction.Decrement * direction.Decrement, slack = Rounding * Math.Max(1, Math.Abs(value.Value)), length = 1;
        for (int halving = 0; halving <= MostHalvings; halving++, length /= 2)
        {
            double[] trial = (double[])point.Clone();
            for (int k = 0; k < _free.Length; k++) trial[_free[k]] = Math.FusedMultiplyAdd(length, direction.Step[k], point[_free[k]]);
            TargetValue at = Evaluate(trial);
            if (IsFinite(at) && at.Value <= value.Value - (SufficientDecrease * length * slope) + slack) return (trial, at);

            // Where the value has no digits left, the gradient still has.
            if (halving == 0 && IsFinite(at) && Math.Abs(at.Value - value.Value) <= Flat * Math.Max(1, Math.Abs(value.Value)) && Direction(at).Decrement < Shrinking * direction.Decrement) return (trial, at);
            if (length * slope < slack) return null;
        }

        return null;
    }

    private NewtonDirection Direction(TargetValue value)
    {
        int size = _free.Length;
        double[] gradient = [.. _free.Select(j => value.Gradient[j])], curvature = Free(value.Curvature);
        if (_remainder is not null)
        {
            double[] whole = new double[curvature.Length];
            for (int k = 0; k < whole.Length; k++) whole[k] = curvature[k] + _remainder[k];
            if (size > 0 && NewtonDirection.At(gradient, whole) is { IsPositiveDefinite: true } corrected) return corrected;
        }

        return NewtonDirection.At(gradient, curvature);
    }

    private double[] Free(double[] curvature)
    {
        if (held < 0) return curvature;
        int size = _free.Length;
        double[] free = new double[size * size];
        for (int a = 0; a < size; a++)
        {
            for (int b = 0; b < size; b++) free[(a * size) + b] = curvature[(_free[a] * target.Count) + _free[b]];
        }

        return free;
    }

    /// <summary>A += rrᵀ/rᵀs, r what the change of the gradient over s lacks; left out where r and s are nearly orthogonal, in units of the curvature.</summary>
    private void Learn(double[] from, TargetValue before, double[] to, TargetValue after)
    {
        if (target.IsCurvatureExact) return;
        int size = _free.Length;
        double[] remainder = _remainder ??= new double[size * size], curvature = Free(after.Curvature), s = new double[size], r = new double[size];
        for (int a = 0; a < size; a++)
        {
            s[a] = to[_free[a]] - from[_free[a]];
            r[a] = after.Gradient[_free[a]] - before.Gradient[_free[a]];
        }

        double product = 0, lengthOfR = 0, lengthOfS = 0;
        for (int a = 0; a < size; a++)
        {
            Span<double> row = curvature.AsSpan(a * size, size);
            r[a] -= DenseKernels.Dot(row, s) + DenseKernels.Dot(remainder.AsSpan(a * size, size), s);
            product += r[a] * s[a];
            lengthOfR += r[a] * r[a] / row[a];
            lengthOfS += s[a] * s[a] * row[a];
        }

        if (!(Math.Abs(product) > Skew * Math.Sqrt(lengthOfR * lengthOfS))) return;
        for (int a = 0; a < size; a++) DenseKernels.AddMultiple(remainder.AsSpan(a * size, size), r[a] / product, r);
    }

    private TargetValue Evaluate(double[] point)
    {
        Evaluations++;
        return target.Evaluate(point);
    }
}

/// <summary>Where a <see cref="TargetSolver"/> ended.</summary>
/// <param name="Point">All coefficients.</param>
/// <param name="Value">The target there.</param>
/// <param name="Direction">The next step, over the coefficients that are free; null where the start was not feasible.</param>
/// <param name="Decrement">The distance from the optimum in standard errors.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Iterations">Steps taken.</param>
internal sealed record TargetOptimum(double[] Point, TargetValue Value, NewtonDirection? Direction, double Decrement, SolverStatus Status, int Iterations);
