namespace Surprisal.Formulas;

/// <summary>
/// A formula as R writes it: <c>y ~ x1 + x2*cat</c>, <c>sigma ~ x1</c>, <c>~ 1</c>. Left stands a response with its modifiers or the name
/// of a parameter of the noise model: who uses the formula knows which. Immutable; knows no data.
/// </summary>
/// <remarks>
/// Right side: columns, <c>+ - * : / %in% ^ ( ) 0 1 .</c>, <c>I()</c>, log, log2, log10, log1p, exp, expm1, sqrt, abs, scale,
/// <c>poly(x,2)</c>, <c>C(x)</c>, <c>C(x,ref="b")</c>, <c>offset()</c>; odd names in backticks. Left side: a column, <c>log(y)</c>,
/// <c>sqrt(y)</c>, <c>I()</c>, <c>C(y)</c>, <c>cbind(a,b)</c>, then after <c>|</c> any of <c>trials(n)</c>, <c>cens(c)</c>,
/// <c>cens(c,upper)</c>, <c>trunc(lb,ub)</c>, <c>weights(w)</c> joined by <c>+</c>.
/// </remarks>
public sealed class Formula
{
    private readonly Node? _left;
    private readonly Node _right;
    private readonly IReadOnlyList<DataExpression> _extraOffsets;

    private Formula(string text, Node? left, Node right, IReadOnlyList<string> dotColumns, IReadOnlyList<DataExpression> extraOffsets)
    {
        Text = text;
        _left = left;
        _right = right;
        _extraOffsets = extraOffsets;
        Response = left is null or IndexNode ? null : ResponseCompiler.Compile(left, text);
        TermSet terms = TermExpander.Expand(right, text, dotColumns);
        Terms = terms with { Offsets = [.. terms.Offsets, .. extraOffsets.Select(static o => o.Expression)] };
    }

    /// <summary>The text as it was given.</summary>
    public string Text { get; }

    /// <summary>The left side if it is a plain name, such as <c>sigma</c> or <c>mu[2]</c>; else null.</summary>
    public string? ParameterName => _left switch
    {
        NameNode name => name.Name,
        IndexNode index => $"{index.Name}[{index.Index}]",
        _ => null,
    };

    /// <summary>The canonical text of the left side; null if there is none.</summary>
    public string? Left => _left?.ToString();

    /// <summary>The canonical text of the right side.</summary>
    public string Right => _right.ToString();

    /// <summary>Whether the constant 1 is among the columns.</summary>
    public bool HasIntercept => Terms.HasIntercept;

    /// <summary>
    /// The terms multiplied out, without the intercept: main effects first, then by degree. What <c>.</c> stands for is not in it before
    /// <see cref="ExpandDot"/>.
    /// </summary>
    public IReadOnlyList<string> TermNames => [.. Terms.Terms.Select(Terms.NameOf)];

    /// <summary>Whether <c>.</c> occurs and does not yet stand for columns.</summary>
    public bool HasDot => ContainsDot(_right) && !IsExpanded;

    /// <summary>The names of the columns that the left side uses if it is a response: of the response and of its modifiers.</summary>
    public IReadOnlyList<string> ResponseColumns => Response is null ? [] : Distinct(Response.Columns);

    /// <summary>The names of the columns that the right side uses: those of the terms that remain, and of offsets.</summary>
    public IReadOnlyList<string> PredictorColumns => Distinct(PredictorNodes);

    internal ResponseSpecification? Response { get; }

    internal TermSet Terms { get; }

    internal IEnumerable<NameNode> PredictorNodes =>
        Terms.Terms.SelectMany(static t => t.Variables).Distinct().SelectMany(v => Terms.Variables[v].Columns)
            .Concat(Terms.Offsets.SelectMany(static o => o.Columns));

    private bool IsExpanded { get; init; }

    /// <summary>Reads a formula.</summary>
    /// <param name="text">The formula.</param>
    /// <exception cref="FormulaException">The text is not a formula; the exception knows the place.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static Formula Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (Node? left, Node right) = Parser.ParseFormula(text);
        return new Formula(text, left, right, [], []);
    }

    /// <summary>The same formula where <c>.</c> stands for the given columns; the formula itself if it has no dot.</summary>
    /// <param name="columns">The names of the columns, in order.</param>
    /// <exception cref="FormulaException">The formula then has too many terms.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="columns"/> is null.</exception>
    public Formula ExpandDot(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return HasDot ? new Formula(Text, _left, _right, columns, _extraOffsets) { IsExpanded = true } : this;
    }

    /// <summary>The same formula with a further offset, as if <c>+ offset(expression)</c> stood in it.</summary>
    /// <param name="offset">The offset.</param>
    /// <exception cref="ArgumentNullException"><paramref name="offset"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The dot was expanded already.</exception>
    public Formula WithOffset(DataExpression offset)
    {
        ArgumentNullException.ThrowIfNull(offset);
        if (IsExpanded) throw new InvalidOperationException("add offsets before the dot is expanded");
        return new Formula(Text, _left, _right, [], [.. _extraOffsets, offset]);
    }

    /// <summary>The canonical text; parsing it gives an equal formula.</summary>
    public override string ToString()
    {
        string offsets = string.Concat(_extraOffsets.Select(static o => $" + offset({o})"));
        return _left is null ? $"~ {_right}{offsets}" : $"{_left} ~ {_right}{offsets}";
    }

    private static bool ContainsDot(Node node) => node switch
    {
        DotNode => true,
        SumNode sum => sum.Summands.Any(static s => ContainsDot(s.Node)),
        BinaryNode binary => ContainsDot(binary.Left) || ContainsDot(binary.Right),
        _ => false,
    };

    private static string[] Distinct(IEnumerable<NameNode> names) => [.. names.Select(static n => n.Name).Distinct(StringComparer.Ordinal)];
}
