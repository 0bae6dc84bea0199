namespace Surprisal.Formulas;

/// <summary>How a response is transformed before the noise model sees it.</summary>
public enum ResponseTransform
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By the natural logarithm.</summary>
    Log,

    /// <summary>By the square root.</summary>
    SquareRoot,
}

/// <summary>One response: a column or expression, and the transformation around it.</summary>
/// <param name="Text">The canonical text, transformation included.</param>
/// <param name="Transform">The outermost function if its Jacobian counts.</param>
/// <param name="Numbers">What is transformed, where it can only be numbers; null for a plain column or <c>C(y)</c>.</param>
/// <param name="Labels">A plain column of any type, or <c>C(y)</c>; null for numbers.</param>
/// <param name="IsForcedFactor">Whether it is <c>C(y)</c>, whose numbers are classes.</param>
internal sealed record ResponsePart(
    string Text, ResponseTransform Transform, NumericExpression? Numbers, LabelSource? Labels, bool IsForcedFactor)
{
    public IReadOnlyList<NameNode> Columns => Numbers?.Columns ?? Labels!.Columns;
}

/// <summary>The left side of the formula that has the response; modifiers that were not given are null.</summary>
internal sealed record ResponseSpecification
{
    public required string FormulaText { get; init; }

    public required IReadOnlyList<ResponsePart> Parts { get; init; }

    public NumericExpression? Trials { get; init; }

    public NumericExpression? Weights { get; init; }

    public NumericExpression? Censoring { get; init; }

    public NumericExpression? CensoringUpper { get; init; }

    public NumericExpression? TruncationLower { get; init; }

    public NumericExpression? TruncationUpper { get; init; }

    public IEnumerable<NameNode> Columns => FiniteColumns.Concat(ColumnsOf(TruncationLower, TruncationUpper, CensoringUpper));

    /// <summary>The columns whose cells must be present and finite in each row.</summary>
    public IEnumerable<NameNode> FiniteColumns => Parts.SelectMany(static p => p.Columns).Concat(ColumnsOf(Trials, Weights, Censoring));

    /// <summary>The columns of bounds, which may be infinite.</summary>
    public IEnumerable<NameNode> BoundColumns => ColumnsOf(TruncationLower, TruncationUpper);

    private static IEnumerable<NameNode> ColumnsOf(params NumericExpression?[] expressions) =>
        expressions.SelectMany(static e => e?.Columns ?? []);
}
