using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Improves the starting point of a large fit on a small sample of its blocks of rows, then on a larger one: a sample's optimum is a few
/// standard errors from the full one, and costs a small part of a pass a step.
/// </summary>
internal static class SampleStart
{
    /// <summary>From here on first steps on samples save whole passes.</summary>
    public const int LargeRows = 100_000;

    // Fewer rows a coefficient than this, and the sample's optimum is too far off to be worth its steps.
    private const int RowsPerCoefficient = 40;
    private const int FewestRows = 2048;

    // A sample's optimum need not be known better than to its own standard errors.
    private const double NearEnough = 0.5;
    private static readonly int[] Strides = [256, 64, 16];

    /// <summary>Whether an objective has enough rows.</summary>
    public static bool Serves(Objective objective) => objective.RowCount >= LargeRows && Reach(objective, Strides[^1]);

    /// <summary>The better start; the given one where no sample has an optimum nearby.</summary>
    public static double[] Improve(Objective objective, double[] start, EvaluationOptions options, int maximumIterations)
    {
        if (!Serves(objective)) return start;
        int coarse = Strides.First(stride => Reach(objective, stride));
        foreach (int stride in coarse == Strides[^1] ? new[] { coarse } : [coarse, Strides[^1]])
        {
            NewtonSolver solver = new(objective, options with { EveryBlock = stride });
            SolverResult sample = solver.Minimise(start, maximumIterations, static (_, direction, _) => direction.Decrement < NearEnough);
            if (sample.Direction.IsPositiveDefinite && sample.Direction.Decrement < 1) start = sample.Coefficients;
        }

        return start;
    }

    /// <summary>The stride of a sample that is large enough for a rough picture; 1 where only all rows are.</summary>
    public static int Stride(Objective objective) => Serves(objective) ? Strides[^1] : 1;

    private static bool Reach(Objective objective, int stride)
    {
        long rows = (long)(objective.Plan.Blocks / stride) * objective.Plan.BlockRows;
        return rows >= Math.Max(FewestRows, (long)RowsPerCoefficient * objective.CoefficientCount);
    }
}
