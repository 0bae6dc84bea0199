using System.Globalization;
using Surprisal.Data;

namespace Surprisal.Formulas;

/// <summary>
/// The labels of each row, as codes into a list that is in order: a text column's own, numbers by size, false before true.
/// </summary>
/// <param name="Codes">Index into <paramref name="Labels"/> for each row; -1 where missing.</param>
/// <param name="Labels">Distinct labels; some may occur in no row.</param>
internal sealed record LabelCodes(ReadOnlyMemory<int> Codes, IReadOnlyList<string> Labels);

/// <summary>Where a factor's labels come from: a column of any type, or numbers that an expression gives.</summary>
internal sealed class LabelSource
{
    private static readonly string[] Truths = ["false", "true"];

    private readonly NameNode? _name;
    private readonly NumericExpression? _expression;
    private readonly string _formulaText;

    private LabelSource(NameNode? name, NumericExpression? expression, string formulaText)
    {
        _name = name;
        _expression = expression;
        _formulaText = formulaText;
    }

    public IReadOnlyList<NameNode> Columns => _name is null ? _expression!.Columns : [_name];

    public static LabelSource Of(Node node, string formulaText) => node is NameNode name
        ? new LabelSource(name, null, formulaText)
        : new LabelSource(null, NumericExpression.Compile(node, formulaText), formulaText);

    /// <summary>The label of a number: the shortest text that reads as the same number.</summary>
    public static string Label(double value) => (value + 0.0).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>What has to be remembered of the training rows; empty for a plain column.</summary>
    public Dictionary<string, Moments> Train(ModelFrame frame) => _expression is null ? [] : _expression.Train(frame);

    public LabelCodes Read(ModelFrame frame, Dictionary<string, Moments> memory)
    {
        if (_name is null) return OfNumbers(_expression!.Evaluate(frame, memory).Span);
        return Of(ColumnLookup.Find(frame.Table, _name, _formulaText));
    }

    public static LabelCodes Of(Column column) => column switch
    {
        TextColumn text => new LabelCodes(text.Codes, text.Levels),
        BooleanColumn truths => new LabelCodes(Array.ConvertAll(truths.Cells.ToArray(), static c => (int)c), Truths),
        NumberColumn numbers => OfNumbers(numbers.Values.Span),
        _ => throw new ArgumentException($"no labels in {column.GetType().Name}", nameof(column)),
    };

    private static LabelCodes OfNumbers(ReadOnlySpan<double> values)
    {
        Dictionary<double, int> places = [];
        foreach (double value in values)
        {
            if (!double.IsNaN(value)) places.TryAdd(value, 0);
        }

        double[] distinct = [.. places.Keys.Order()];
        for (int k = 0; k < distinct.Length; k++) places[distinct[k]] = k;
        int[] codes = new int[values.Length];
        for (int i = 0; i < codes.Length; i++) codes[i] = double.IsNaN(values[i]) ? -1 : places[values[i]];
        return new LabelCodes(codes, Array.ConvertAll(distinct, Label));
    }
}
