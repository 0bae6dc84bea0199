using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Noise;

namespace Surprisal.Fits.Strengths;

/// <summary>Some rows of a path's problem, with the design of all rows. Immutable.</summary>
/// <param name="Predictors">The predictors over these rows.</param>
/// <param name="Observations">What was observed in them.</param>
/// <param name="Weights">Their frequency weights; empty for ones.</param>
/// <param name="Total">Σw.</param>
internal sealed record FoldPart(IReadOnlyList<Predictor> Predictors, Observations Observations, ReadOnlyMemory<double> Weights, double Total)
{
    /// <summary>Takes rows.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="rows">Its rows.</param>
    public static FoldPart Of(PathProblem problem, int[] rows)
    {
        Dictionary<object, object> taken = [];
        double[] weights = Pick(problem.Bound.Weights, rows);
        return new FoldPart(
            [.. problem.Predictors.Select(p => new Predictor([.. p.Columns.Select(c => Pick(c, rows, problem.Bound.RowCount, taken))], p.Offset is { } offset ? Pick(offset, rows) : (ReadOnlyMemory<double>?)null, p.Start))],
            problem.Bound.Observations.Pick(rows),
            weights,
            weights.Length == 0 ? rows.Length : weights.Sum());
    }

    /// <summary>The rows of a vector; none of none.</summary>
    public static double[] Pick(ReadOnlyMemory<double> values, int[] rows)
    {
        if (values.IsEmpty) return [];
        double[] picked = new double[rows.Length];
        ReadOnlySpan<double> source = values.Span;
        for (int i = 0; i < rows.Length; i++) picked[i] = source[rows[i]];
        return picked;
    }

    /// <summary>The rows of a column; what columns share they go on sharing.</summary>
    private static DesignColumn Pick(DesignColumn column, int[] rows, int count, Dictionary<object, object> taken)
    {
        switch (column)
        {
            case InterceptColumn:
                return column;
            case NumericColumn numeric:
                return new NumericColumn(column.Name, column.Term, Once(numeric.Values, () => Pick(numeric.Values, rows)));
            case CenteredColumn centered:
                return new CenteredColumn(Pick(centered.Column, rows, count, taken), centered.Center);
            case IndicatorColumn indicator:
                int[] codes = Once(indicator.Codes, () =>
                {
                    int[] picked = new int[rows.Length];
                    for (int i = 0; i < rows.Length; i++) picked[i] = indicator.Codes.Span[rows[i]];
                    return picked;
                });
                ReadOnlyMemory<double>? multiplier = indicator.Multiplier is { } given ? Once(given, () => Pick(given, rows)) : (ReadOnlyMemory<double>?)null;
                return new IndicatorColumn(column.Name, column.Term, codes, indicator.Level, multiplier);
            default:
                return Once(column, () =>
                {
                    double[] cells = new double[count];
                    column.Fill(0, cells);
                    return new NumericColumn(column.Name, column.Term, Pick(cells, rows));
                });
        }

        T Once<T>(object key, Func<T> make)
            where T : class
        {
            if (taken.TryGetValue(key, out object? made)) return (T)made;
            T value = make();
            taken.Add(key, value);
            return value;
        }
    }
}
