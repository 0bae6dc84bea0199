using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>Brings the starting point of a large fit near its optimum by Newton's method on nested samples of the blocks of rows.</summary>
/// <remarks>
/// Every 256th block, then every 32nd, then every 8th: a sample's optimum is a few standard errors from the full one, and a step costs a small
/// part of a pass. A sample's optimum need not be known better than the sample knows the full one, so one look a sample is usual.
/// </remarks>
internal static class SampleStart
{
    // From here on steps on samples save whole passes.
    private const int LargeRows = 100_000;

    // Fewer rows a coefficient than this, and the sample's optimum is too far off to be worth its steps.
    private const int RowsPerCoefficient = 40;
    private const int FewestRows = 2048;
    private const int FewestOfLevel = 16;

    // A standard error whose curvature changed by a thousandth is then right to 1e-3 √(3/rows), about five digits.
    private const int RowsForChange = 20_000;

    // The curvature of the last sample is that of the optimum of the one before, which costs a little on top of the sampling error.
    private const double RateMargin = 1.25;
    private static readonly int[] Strides = [256, 32, 8];

    /// <summary>Whether an objective has enough rows.</summary>
    public static bool Serves(Objective objective) => objective.RowCount >= LargeRows && Reach(objective, Strides[^1]) && !WideProblem.Serves(objective) && SeesLevels(objective, Strides[^1]);

    /// <summary>The optimum of the largest sample that has one near that of a smaller; null where no sample says where the optimum is.</summary>
    /// <param name="objective">The objective of all rows.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="options">How to evaluate.</param>
    /// <param name="maximumIterations">The most steps a sample.</param>
    /// <param name="seenRows">The rows of whose sample the start is the optimum already; 0 for none.</param>
    public static SampleOptimum? Find(Objective objective, double[] start, EvaluationOptions options, int maximumIterations, int seenRows = 0)
    {
        if (!Serves(objective)) return null;
        SampleOptimum? optimum = null;
        foreach (int stride in Strides.Where(stride => Reach(objective, stride) && Rows(objective, stride) > seenRows))
        {
            double rows = Rows(objective, stride), near = NearEnough(objective.CoefficientCount, rows);
            NewtonSolver solver = new(objective, options with { EveryBlock = stride });
            SolverResult sample = solver.Minimise(optimum?.Point ?? start, maximumIterations, (_, direction, _) => direction.IsPositiveDefinite && direction.Decrement <= near);

            // The step without a look may have led out of a link's bounds: then nothing is gained.
            if (!double.IsFinite(sample.Value.Surprisal)) return null;
            if (!sample.Direction.IsPositiveDefinite || !(sample.Direction.Decrement <= near)) continue;
            optimum = new SampleOptimum(
                [.. sample.Coefficients.Zip(sample.Direction.Step, static (a, b) => a + b)],
                Array.ConvertAll(sample.Value.Curvature, value => value * stride),
                RateMargin * Math.Sqrt(objective.CoefficientCount / rows));
        }

        return optimum;
    }

    /// <summary>The stride of a sample that is large enough for a rough picture; 1 where only all rows are.</summary>
    public static int Stride(Objective objective) => Serves(objective) ? Strides[^1] : 1;

    /// <summary>The stride of the smallest sample that tells a change of the curvature of a large fit well.</summary>
    public static int SmallStride(Objective objective)
    {
        int stride = Strides[1];
        while (stride > 1 && !(Rows(objective, stride) >= RowsForChange && Reach(objective, stride))) stride /= 2;
        return stride;
    }

    /// <summary>
    /// A decrement, in the sample's standard errors, whose Newton step ends within the sampling error of the optimum, √coefficients of them: the step
    /// misses by about its square over √rows.
    /// </summary>
    private static double NearEnough(int coefficients, double rows) => Math.Sqrt(0.5 * Math.Sqrt(coefficients * rows));

    private static double Rows(Objective objective, int stride) => (double)(objective.Plan.Blocks / stride) * objective.Plan.BlockRows;

    /// <summary>Whether a sample has some rows of every level: rows sorted by a factor hide most of its levels from every sample.</summary>
    private static bool SeesLevels(Objective objective, int stride)
    {
        int[] slots = new int[objective.Plan.BlockRows];
        foreach (CodedGroup group in objective.Parts.SelectMany(static p => p.Groups))
        {
            int[] seen = new int[group.Count + 1];
            for (int block = 0; block < objective.Plan.Blocks; block += stride)
            {
                int first = block * objective.Plan.BlockRows, rows = Math.Min(slots.Length, objective.RowCount - first);
                group.Fill(first, slots.AsSpan(0, rows));
                for (int i = 0; i < rows; i++) seen[slots[i]]++;
            }

            if (seen.AsSpan(0, group.Count).ContainsAnyInRange(0, FewestOfLevel - 1)) return false;
        }

        return true;
    }

    private static bool Reach(Objective objective, int stride) => Rows(objective, stride) >= Math.Max(FewestRows, (double)RowsPerCoefficient * objective.CoefficientCount);
}
