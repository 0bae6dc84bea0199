using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Brings the starting point of a large fit near its optimum without the cost of whole Newton steps: first on nested samples of the blocks of
/// rows, then by steps on all rows that take their curvature from the largest sample.
/// </summary>
/// <remarks>
/// <para>1. Newton's method on every 256th block, then on every 32nd, then on every 8th: a sample's optimum is a few standard errors from the full
/// one, and a step costs a small part of a pass.</para>
/// <para>2. Chord steps: the gradient of all rows, a third of the work of a whole pass, with the sample's curvature times the ratio of rows.
/// The error shrinks by the sample's relative error in curvature, about √(coefficients/rows of the sample), each time.</para>
/// </remarks>
internal static class SampleStart
{
    // From here on steps on samples save whole passes.
    private const int LargeRows = 100_000;

    // Fewer rows a coefficient than this, and the sample's optimum is too far off to be worth its steps.
    private const int RowsPerCoefficient = 40;
    private const int FewestRows = 2048;

    // A sample's optimum need not be known better than to its own standard errors: the last step is taken without a look.
    private const double NearEnough = 0.5;
    private const int MostChordSteps = 5;
    private const double WorthwhileDecrease = 0.4;
    private const double FirstRate = 0.1;
    private static readonly int[] Strides = [256, 32, 8];

    /// <summary>Whether an objective has enough rows.</summary>
    public static bool Serves(Objective objective) => objective.RowCount >= LargeRows && Reach(objective, Strides[^1]);

    /// <summary>The better start; the given one where no sample has an optimum nearby.</summary>
    public static double[] Improve(Objective objective, double[] start, EvaluationOptions options, int maximumIterations)
    {
        if (!Serves(objective)) return start;
        double[]? curvature = null;
        foreach (int stride in Strides.Where(stride => Reach(objective, stride)))
        {
            NewtonSolver solver = new(objective, options with { EveryBlock = stride });
            SolverResult sample = solver.Minimise(start, maximumIterations, static (_, direction, _) => direction.Decrement < NearEnough);
            if (!sample.Direction.IsPositiveDefinite || !(sample.Direction.Decrement < 1)) continue;
            start = Plus(sample.Coefficients, sample.Direction.Step);
            curvature = Scaled(sample.Value.Curvature, stride);
        }

        return curvature is null ? start : TakeChordSteps(objective, start, curvature, options);
    }

    /// <summary>The stride of a sample that is large enough for a rough picture; 1 where only all rows are.</summary>
    public static int Stride(Objective objective) => Serves(objective) ? Strides[^1] : 1;

    /// <summary>
    /// A decrement below which the curvature, and with it the standard errors, no longer changes in the first five digits: it changes by about
    /// the decrement over √rows. 0 for a small sample, whose curvature is always taken at the optimum.
    /// </summary>
    public static double SettledDecrement(Objective objective)
    {
        const double RelativeChange = 1.5e-5;
        return Serves(objective) ? RelativeChange * Math.Sqrt(objective.RowCount) : 0;
    }

    private static double[] TakeChordSteps(Objective objective, double[] start, double[] curvature, EvaluationOptions options)
    {
        double settled = SettledDecrement(objective), before = double.PositiveInfinity;
        double[] point = start;
        for (int step = 0; step < MostChordSteps; step++)
        {
            ObjectiveValue value = objective.Evaluate(point, 1, options);
            if (!double.IsFinite(value.Surprisal)) return start;
            NewtonDirection direction = NewtonDirection.At(value.Gradient, curvature);
            if (!direction.IsPositiveDefinite || !(direction.Decrement < before)) return start;
            bool slow = direction.Decrement > WorthwhileDecrease * before;
            double rate = step == 0 ? FirstRate : direction.Decrement / before;
            before = direction.Decrement;
            start = point;
            point = Plus(point, direction.Step);

            // What the next decrement will be is foreseen from the rate so far.
            if (slow || rate * direction.Decrement <= settled) return point;
        }

        return point;
    }

    private static double[] Plus(double[] point, double[] step) => [.. point.Zip(step, static (a, b) => a + b)];

    private static double[] Scaled(double[] curvature, double factor) => Array.ConvertAll(curvature, value => value * factor);

    private static bool Reach(Objective objective, int stride)
    {
        long rows = (long)(objective.Plan.Blocks / stride) * objective.Plan.BlockRows;
        return rows >= Math.Max(FewestRows, (long)RowsPerCoefficient * objective.CoefficientCount);
    }
}
