using System.Globalization;
using Surprisal.Data;

namespace Surprisal.Formulas;

/// <summary>An expression that gives one number for each row, compiled once and evaluated on any frame.</summary>
internal sealed class NumericExpression
{
    private const int Chunk = 512;

    private readonly Arithmetic _arithmetic;
    private readonly string _formulaText;

    private NumericExpression(Node node, string formulaText)
    {
        ArithmeticCompiler compiler = new(formulaText);
        _arithmetic = compiler.Compile(node);
        _formulaText = formulaText;
        Node = node;
        Text = node.ToString();
        Columns = compiler.Columns;
    }

    public Node Node { get; }

    /// <summary>The canonical text.</summary>
    public string Text { get; }

    public IReadOnlyList<NameNode> Columns { get; }

    public static NumericExpression Compile(Node node, string formulaText) => new(node, formulaText);

    /// <summary>What has to be remembered of the training rows; empty for most expressions.</summary>
    public Dictionary<string, Moments> Train(ModelFrame frame)
    {
        Dictionary<string, Moments> memory = new(StringComparer.Ordinal);
        _arithmetic.Evaluate(new Operands(frame, _formulaText, memory, isTraining: true), 0, []);
        return memory;
    }

    /// <summary>The values of all rows; a plain column's own memory.</summary>
    /// <exception cref="InputException">A value is infinite or not a number: the first such row is named.</exception>
    public ReadOnlyMemory<double> Evaluate(ModelFrame frame, Dictionary<string, Moments> memory)
    {
        ReadOnlyMemory<double> values = EvaluateUnchecked(frame, memory);
        if (Node is not NameNode name || !frame.CheckedColumns.Contains(name.Name)) RequireFinite(frame, values.Span);
        return values;
    }

    /// <summary>As <see cref="Evaluate(ModelFrame, Dictionary{string, Moments})"/> where these are the training rows themselves.</summary>
    public ReadOnlyMemory<double> Evaluate(ModelFrame frame) => Evaluate(frame, Train(frame));

    /// <summary>The values of all rows, of which some may be infinite or NaN.</summary>
    public ReadOnlyMemory<double> EvaluateUnchecked(ModelFrame frame, Dictionary<string, Moments> memory)
    {
        if (Node is NameNode name) return ColumnLookup.Numbers(frame.Table, name, _formulaText);
        double[] computed = new double[frame.RowCount];
        EvaluateInChunks(_arithmetic, new Operands(frame, _formulaText, memory, isTraining: false), computed);
        return computed;
    }

    public static void EvaluateInChunks(Arithmetic arithmetic, Operands operands, Span<double> results)
    {
        for (int first = 0; first < results.Length; first += Chunk)
            arithmetic.Evaluate(operands, first, results.Slice(first, Math.Min(Chunk, results.Length - first)));
    }

    private void RequireFinite(ModelFrame frame, ReadOnlySpan<double> values)
    {
        int row = FiniteCheck.FirstNonFinite(values);
        if (row < 0) return;
        string value = double.IsNaN(values[row]) ? "not a number" : values[row] > 0 ? "infinite" : "minus infinity";
        string cause = string.Join(", ", Columns.Select(c => $"{c} = {CellText(frame, c, row)}"));
        string where = Node is NameNode || cause.Length == 0 ? string.Empty : $" where {cause}";
        throw new InputException(
            $"{frame.Place(row)}: {Text} is {value}{where}", "take the row out, or use a transformation that is defined there");
    }

    private string CellText(ModelFrame frame, NameNode column, int row) =>
        ColumnLookup.Numbers(frame.Table, column, _formulaText).Span[row].ToString("R", CultureInfo.InvariantCulture);
}
