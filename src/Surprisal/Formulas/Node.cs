namespace Surprisal.Formulas;

/// <summary>
/// A node of a parsed formula. <see cref="Depth"/> is bounded by the parser, so that every traversal may recurse.
/// </summary>
internal abstract class Node(int position, int depth)
{
    /// <summary>Zero-based index into the formula's text, for carets.</summary>
    public int Position { get; } = position;

    /// <summary>The height of this node's tree, a leaf being 1.</summary>
    public int Depth { get; } = depth;

    /// <summary>The canonical text, by which two variables are the same; parsing it gives this node again.</summary>
    public sealed override string ToString() => NodePrinter.Print(this);
}

/// <summary>A number without sign, with the text that it prints as.</summary>
internal sealed class NumberNode(int position, double value) : Node(position, 1)
{
    public double Value { get; } = value;
}

/// <summary>A quoted text.</summary>
internal sealed class TextNode(int position, string value) : Node(position, 1)
{
    public string Value { get; } = value;
}

/// <summary>The name of a column or of a parameter.</summary>
internal sealed class NameNode(int position, string name) : Node(position, 1)
{
    public string Name { get; } = name;
}

/// <summary><c>mu[2]</c>: one of several parameters with a common name; has a meaning only on the left of a parameter's formula.</summary>
internal sealed class IndexNode(int position, string name, string index) : Node(position, 1)
{
    public string Name { get; } = name;

    public string Index { get; } = index;
}

/// <summary>The dot: every column that is not used otherwise.</summary>
internal sealed class DotNode(int position) : Node(position, 1);

/// <summary>An unary minus that is not part of a sum, as in <c>2 * -x</c>.</summary>
internal sealed class NegateNode(int position, Node operand) : Node(position, operand.Depth + 1)
{
    public Node Operand { get; } = operand;
}

/// <summary>One summand and its sign.</summary>
internal readonly record struct Summand(bool IsNegative, Node Node);

/// <summary>
/// A sum of any number of summands in one node, so that a formula of thousands of columns is not thousands of levels deep.
/// </summary>
internal sealed class SumNode(int position, IReadOnlyList<Summand> summands)
    : Node(position, summands.Max(static s => s.Node.Depth) + 1)
{
    public IReadOnlyList<Summand> Summands { get; } = summands;
}

/// <summary>The operators with two operands, except those of a sum.</summary>
internal enum BinaryOperator
{
    Multiply,
    Divide,
    Within,
    Interact,
    Power,
    Modify,
}

/// <summary>An operator with two operands.</summary>
internal sealed class BinaryNode(int position, BinaryOperator op, Node left, Node right)
    : Node(position, Math.Max(left.Depth, right.Depth) + 1)
{
    public BinaryOperator Operator { get; } = op;

    public Node Left { get; } = left;

    public Node Right { get; } = right;
}

/// <summary>One argument of a call; <see cref="Name"/> is null where it is given by place.</summary>
internal readonly record struct Argument(string? Name, Node Value);

/// <summary>A function and its arguments.</summary>
internal sealed class CallNode(int position, string function, IReadOnlyList<Argument> arguments)
    : Node(position, arguments.Select(static a => a.Value.Depth).DefaultIfEmpty(0).Max() + 1)
{
    public string Function { get; } = function;

    public IReadOnlyList<Argument> Arguments { get; } = arguments;
}
