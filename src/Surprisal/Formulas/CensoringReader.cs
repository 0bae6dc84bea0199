using Surprisal.Data;

namespace Surprisal.Formulas;

/// <summary>Reads <c>cens(c)</c> and <c>cens(c,upper)</c>: 0/none, 1/right, -1/left, 2/interval.</summary>
internal static class CensoringReader
{
    private const string Remedy = "0 or none is observed, 1 or right, -1 or left, 2 or interval";

    public static ReadOnlyMemory<Censoring> Read(ModelFrame frame, ResponseSpecification response)
    {
        NumericExpression? expression = response.Censoring;
        if (expression is null) return default;
        if (expression.Node is NameNode name && ColumnLookup.Find(frame.Table, name, response.FormulaText) is TextColumn text)
            return OfText(frame, text);
        ReadOnlySpan<double> values = expression.Evaluate(frame).Span;
        Censoring[] codes = new Censoring[values.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            if (values[row] is not (-1 or 0 or 1 or 2))
                throw new InputException($"{frame.Place(row)}: cens({expression.Text}) is {LabelSource.Label(values[row])}", Remedy);
            codes[row] = (Censoring)(int)values[row];
        }

        return codes;
    }

    public static ReadOnlyMemory<double> ReadUpper(ModelFrame frame, ResponseSpecification response, ReadOnlySpan<Censoring> censoring)
    {
        NumericExpression? expression = response.CensoringUpper;
        ReadOnlyMemory<double> given = expression is null ? default : expression.EvaluateUnchecked(frame, expression.Train(frame));
        double[] upper = expression is null ? [] : new double[censoring.Length];
        for (int row = 0; row < censoring.Length; row++)
        {
            bool isInterval = censoring[row] == Censoring.Interval;
            if (isInterval && expression is null)
                throw new InputException(
                    $"{frame.Place(row)}: the row is interval-censored and has no upper end",
                    "name the column of upper ends: cens(c, upper)");
            if (isInterval && !double.IsFinite(given.Span[row]))
                throw new InputException(
                    $"{frame.Place(row)}: the upper end {expression!.Text} of an interval-censored row is missing or infinite",
                    "give it, or mark the row as right");
            if (expression is not null) upper[row] = isInterval ? given.Span[row] : double.NaN;
        }

        return upper;
    }

    private static Censoring[] OfText(ModelFrame frame, TextColumn text)
    {
        Censoring[] codes = new Censoring[text.RowCount];
        ReadOnlySpan<int> cells = text.Codes.Span;
        for (int row = 0; row < codes.Length; row++)
        {
            string label = text.Levels[cells[row]];
            codes[row] = label switch
            {
                "none" => Censoring.None,
                "right" => Censoring.Right,
                "left" => Censoring.Left,
                "interval" => Censoring.Interval,
                _ => throw new InputException($"{frame.Place(row)}, column '{text.Name}': '{label}' is no kind of censoring", Remedy),
            };
        }

        return codes;
    }
}
