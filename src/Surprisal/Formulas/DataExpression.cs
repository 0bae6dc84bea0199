namespace Surprisal.Formulas;

/// <summary>
/// An expression over the columns of a table, such as <c>log(exposure)</c>: weights or an offset given apart from a formula. Immutable.
/// </summary>
public sealed class DataExpression
{
    private DataExpression(string text, NumericExpression expression)
    {
        Text = text;
        Expression = expression;
    }

    /// <summary>The text as it was given.</summary>
    public string Text { get; }

    /// <summary>The names of the columns that it uses, in order of appearance.</summary>
    public IReadOnlyList<string> Columns => [.. Expression.Columns.Select(static c => c.Name)];

    internal NumericExpression Expression { get; }

    /// <summary>
    /// Reads an expression: columns, numbers, <c>+ - * / ^ ( )</c>, and log, log2, log10, log1p, exp, expm1, sqrt, abs, scale, I.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormulaException">The text is not such an expression.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static DataExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DataExpression(text, NumericExpression.Compile(Parser.ParseExpression(text), text));
    }

    /// <summary>The canonical text.</summary>
    public override string ToString() => Expression.Text;
}
