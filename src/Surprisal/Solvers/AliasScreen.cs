using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>Finds the columns of each design that depend on earlier ones, cheaply where there are none.</summary>
/// <remarks>
/// A pivot of the columns' scaled Gram matrix well above rounding proves that nothing depends on anything; only where one is not, the
/// double-double factorisation decides.
/// </remarks>
internal static class AliasScreen
{
    // With this pivot left, a dependency at rounding level is out of the question.
    private const double SafePivot = 1e-9;

    /// <summary>The aliased columns of a design; empty where all are estimable.</summary>
    /// <param name="columns">The columns in order.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <param name="options">Threads and cancellation.</param>
    public static IReadOnlyList<AliasedColumn> Find(IReadOnlyList<DesignColumn> columns, int rows, ReadOnlyMemory<double> weights, EvaluationOptions options)
    {
        if (columns is [] or [InterceptColumn]) return [];
        if (columns.Count <= rows && IsClearlyRegular(columns, rows, weights, options)) return [];
        return AliasDetection.Find(new DesignSource(columns, rows), weights.IsEmpty ? (ReadOnlyMemory<double>?)null : weights, options.Threads, options.Cancellation);
    }

    private static bool IsClearlyRegular(IReadOnlyList<DesignColumn> columns, int rows, ReadOnlyMemory<double> weights, EvaluationOptions options)
    {
        Noise.BoundNoise noise = new(new SquaredError(), [Links.LinkRegistry.Get("identity")], [null]);
        Objective objective = new(noise, [new Predictor(columns, null, 0)], new Noise.Observations(new double[rows]), weights);

        // A sample of the rows has no more rank than all of them: enough rows to show full rank need not be all rows.
        // Fewer of them than columns would be a pass for nothing.
        int every = Math.Max(1, objective.Plan.Blocks / 16);
        if (rows / every < 2 * columns.Count) every = 1;
        foreach (int stride in every > 1 ? new[] { every, 1 } : [1])
        {
            ObjectiveValue gram = objective.Evaluate(new double[columns.Count], 2, options with { EveryBlock = stride });
            Cholesky factor = Cholesky.Factor(NewtonDirection.ToUnitDiagonal(gram.Curvature, columns.Count), columns.Count);
            if (factor.IsPositiveDefinite && factor.SmallestRelativePivot > SafePivot) return true;
        }

        return false;
    }
}
