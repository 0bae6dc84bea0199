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

    // The largest square of columns that is formed for their dependencies: 72 MB.
    private const int MostSquared = 3000;

    /// <summary>The aliased columns of a design; empty where all are estimable.</summary>
    /// <param name="columns">The columns in order.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <param name="options">Threads and cancellation.</param>
    public static IReadOnlyList<AliasedColumn> Find(IReadOnlyList<DesignColumn> columns, int rows, ReadOnlyMemory<double> weights, EvaluationOptions options)
    {
        if (columns is [] or [InterceptColumn]) return [];
        bool[] isEmpty = EmptyLevels(columns);
        int[] rest = [.. Enumerable.Range(0, columns.Count).Where(j => !isEmpty[j])];
        if (rest.Length == columns.Count) return Among(columns, rows, weights, options);
        IEnumerable<AliasedColumn> others = Among([.. rest.Select(j => columns[j])], rows, weights, options)
            .Select(a => a with { Column = rest[a.Column], Terms = [.. a.Terms.Select(t => t with { Column = rest[t.Column] })] });
        IEnumerable<AliasedColumn> empty = Enumerable.Range(0, columns.Count).Where(j => isEmpty[j]).Select(static j => new AliasedColumn(j, [], 0));
        return [.. others.Concat(empty).OrderBy(static a => a.Column)];
    }

    /// <summary>Levels of many that no row has, as pairs of levels that never meet: found by counting.</summary>
    private static bool[] EmptyLevels(IReadOnlyList<DesignColumn> columns)
    {
        bool[] isEmpty = new bool[columns.Count];
        foreach (CodedGroup group in CodedGroup.Split(columns, 0, out _))
        {
            bool[] seen = new bool[group.Count + 1];
            ReadOnlySpan<int> codes = group.Codes.Span;
            ReadOnlySpan<double> multiplier = group.Multiplier is { } given ? given.Span : default;
            for (int i = 0; i < codes.Length; i++) seen[group.SlotOf(codes[i])] |= multiplier.IsEmpty || multiplier[i] != 0;
            for (int slot = 0; slot < group.Count; slot++) isEmpty[group.Coefficients[slot]] = !seen[slot];
        }

        return isEmpty;
    }

    private static IReadOnlyList<AliasedColumn> Among(IReadOnlyList<DesignColumn> columns, int rows, ReadOnlyMemory<double> weights, EvaluationOptions options)
    {
        if (columns is [] or [InterceptColumn]) return [];
        Objective objective = Squares(columns, rows, weights, null);
        bool isWide = WideProblem.Serves(objective) && !WideProblem.IsFormedOnce(objective);
        if (columns.Count <= rows && !isWide && IsClearlyRegular(objective, options)) return [];

        // Conjugate gradients need no rank: of many solutions they find one.
        if (!LeastSquaresSolver.IsAffordable(rows, columns.Count)) return isWide ? [] : FromGram(columns, rows, weights, options);
        return AliasDetection.Find(new DesignSource(columns, rows), weights.IsEmpty ? (ReadOnlyMemory<double>?)null : weights, options.Threads, options.Cancellation);
    }

    private static Objective Squares(IReadOnlyList<DesignColumn> columns, int rows, ReadOnlyMemory<double> weights, CurvatureShape? shape)
    {
        Noise.BoundNoise noise = new(new SquaredError(), [Links.LinkRegistry.Get("identity")], [null]);
        return new Objective(noise, [new Predictor(columns, null, 0)], new Noise.Observations(new double[rows]), weights, null, shape);
    }

    /// <summary>By the square of all columns, for designs too large for an orthogonal factorisation.</summary>
    private static IReadOnlyList<AliasedColumn> FromGram(IReadOnlyList<DesignColumn> columns, int rows, ReadOnlyMemory<double> weights, EvaluationOptions options)
    {
        int size = columns.Count;
        if (size > MostSquared) return [];
        double[] gram = Squares(columns, rows, weights, CurvatureShape.Dense(size)).Evaluate(new double[size], 2, options).Curvature, scale = new double[size];
        for (int j = 0; j < size; j++) scale[j] = gram[(j * size) + j] > 0 ? 1 / Math.Sqrt(gram[(j * size) + j]) : 1;
        return GramAliases.Find(NewtonDirection.ToUnitDiagonal(gram, size), scale);
    }

    private static bool IsClearlyRegular(Objective objective, EvaluationOptions options)
    {
        int rows = objective.RowCount, size = objective.CoefficientCount;

        // A sample of the rows has no more rank than all of them: enough rows to show full rank need not be all rows.
        // Fewer of them than columns would be a pass for nothing.
        int every = Math.Max(1, objective.Plan.Blocks / 16);
        if (rows / every < 2 * size) every = 1;
        foreach (int stride in every > 1 ? new[] { every, 1 } : [1])
        {
            ObjectiveValue gram = objective.Evaluate(new double[size], 2, options with { EveryBlock = stride });
            if (!gram.Shape.IsDense)
            {
                if (NewtonDirection.At(gram) is { IsPositiveDefinite: true, RelativePivot: > SafePivot }) return true;
                continue;
            }

            Cholesky factor = Cholesky.Factor(NewtonDirection.ToUnitDiagonal(gram.Curvature, size), size);
            if (factor.IsPositiveDefinite && factor.SmallestRelativePivot > SafePivot) return true;
        }

        return false;
    }
}
