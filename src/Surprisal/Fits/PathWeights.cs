using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Solvers.Paths;

namespace Surprisal.Fits;

/// <summary>What each coefficient of a path is penalised by.</summary>
internal static class PathWeights
{
    /// <summary>The penalty over all coefficients.</summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="predictors">Its predictors.</param>
    /// <param name="options">What is wished.</param>
    /// <param name="total">Σw.</param>
    /// <param name="evaluation">Threads and cancellation.</param>
    /// <exception cref="InputException">A name is unknown, or nothing is left to penalise.</exception>
    public static PathPenalty Of(BoundModel bound, IReadOnlyList<Predictor> predictors, PathOptions options, double total, EvaluationOptions evaluation)
    {
        foreach (string name in options.Parameters)
        {
            if (!bound.Parameters.Any(p => IsNamed(p.Parameter.Name, name)))
                throw new InputException($"noise model '{bound.Noise.Name}' has no free parameter '{name}' to penalise", $"the parameters are {string.Join(", ", bound.Parameters.Select(static p => p.Parameter.Name))}");
        }

        int count = predictors.Sum(static p => p.Count);
        double[] factors = new double[count], squares = new double[count], lower = new double[count], upper = new double[count];
        HashSet<string> unused = new(options.Factors.Keys, StringComparer.Ordinal);
        bool any = false;
        for (int k = 0; k < predictors.Count; k++)
        {
            double[]? deviations = options.Standardize ? Deviations(predictors[k], bound, total, evaluation) : null;
            bool penalised = IsPenalised(bound, k, options);
            for (int j = 0; j < predictors[k].Count; j++)
            {
                int at = predictors[k].Start + j;
                DesignColumn column = predictors[k].Columns[j];
                (lower[at], upper[at]) = (double.NegativeInfinity, double.PositiveInfinity);
                if (!penalised || column is InterceptColumn) continue;
                double factor = options.Factors.GetValueOrDefault(column.Name, 1);
                unused.Remove(column.Name);
                if (factor == 0) continue;
                any = true;
                double scale = deviations?[j] ?? 1;

                // A column without spread is the intercept's: it stays at zero, and no rounding of its slope begins the path.
                bool isConstant = scale == 0 || (predictors[k].Columns[0] is InterceptColumn && IsConstant(column, bound.RowCount));
                (factors[at], squares[at]) = isConstant ? (factor, factor) : (factor * scale, factor * scale * scale);
                (lower[at], upper[at]) = isConstant ? (0, 0) : (options.Lower, options.Upper);
            }
        }

        if (unused.Count > 0) throw new InputException($"no penalised column is named '{unused.First()}'", "name columns as they print, such as x1 or cat[b]");
        if (!any) throw new InputException("nothing is penalised", "a path needs a formula with terms besides the intercept");
        bool bounded = lower.Any(double.IsFinite) || upper.Any(double.IsFinite);
        return new PathPenalty(options.Alpha, factors, squares, bounded ? lower : [], bounded ? upper : []);
    }

    private static bool IsPenalised(BoundModel bound, int k, PathOptions options)
    {
        string name = bound.Parameters[k].Parameter.Name;
        return options.Parameters.Count > 0 ? options.Parameters.Any(p => IsNamed(name, p)) : bound.Model.FormulaOf(name) == bound.Model.MainFormula;
    }

    /// <summary>Whether a parameter, such as <c>mu[b]</c>, is the one named, or one of those that <c>mu</c> names.</summary>
    private static bool IsNamed(string parameter, string name) =>
        string.Equals(parameter, name, StringComparison.Ordinal) || parameter.StartsWith(name + "[", StringComparison.Ordinal);

    private static bool IsConstant(DesignColumn column, int rows)
    {
        Span<double> cells = stackalloc double[64];
        column.Fill(0, cells[..1]);
        double first = cells[0];
        for (int i = 0; i < rows; i += cells.Length)
        {
            Span<double> part = cells[..Math.Min(cells.Length, rows - i)];
            column.Fill(i, part);
            if (part.ContainsAnyExcept(first)) return false;
        }

        return true;
    }

    private static double[] Deviations(Predictor predictor, BoundModel bound, double total, EvaluationOptions evaluation)
    {
        PathColumns columns = new(predictor.Columns, bound.RowCount, evaluation);
        (double[] means, double[] variances) = columns.Moments(bound.Weights.IsEmpty ? null : bound.Weights.ToArray(), total);

        // Rounding leaves a constant column a spread of its own rounding.
        return [.. variances.Select((v, j) => v <= 1e-28 * means[j] * means[j] ? 0 : Math.Sqrt(v))];
    }
}
