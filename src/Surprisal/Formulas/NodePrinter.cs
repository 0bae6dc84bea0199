using System.Globalization;
using System.Text;

namespace Surprisal.Formulas;

/// <summary>Writes nodes in one canonical form: R's spacing, no space after a comma, parentheses only where they are needed.</summary>
internal static class NodePrinter
{
    private const int SumLevel = 2, ProductLevel = 3, WithinLevel = 4, InteractLevel = 5, SignLevel = 6, PowerLevel = 7, LeafLevel = 8;

    public static string Print(Node node)
    {
        StringBuilder text = new();
        Append(text, node, 0);
        return text.ToString();
    }

    /// <summary>A name as it stands in a formula: in backticks unless it is plain.</summary>
    public static string Name(string name)
    {
        if (Tokenizer.IsPlainName(name)) return name;
        return "`" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal) + "`";
    }

    private static void Append(StringBuilder text, Node node, int lowest)
    {
        int level = LevelOf(node);
        if (level < lowest) text.Append('(');
        switch (node)
        {
            case NumberNode number:
                text.Append(number.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case TextNode quoted:
                text.Append('"')
                    .Append(quoted.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
                    .Append('"');
                break;
            case NameNode name:
                text.Append(Name(name.Name));
                break;
            case IndexNode index:
                text.Append(Name(index.Name)).Append('[').Append(IndexText(index.Index)).Append(']');
                break;
            case DotNode:
                text.Append('.');
                break;
            case NegateNode negate:
                text.Append('-');
                Append(text, negate.Operand, SignLevel);
                break;
            case SumNode sum:
                AppendSum(text, sum);
                break;
            case BinaryNode binary:
                AppendBinary(text, binary);
                break;
            case CallNode call:
                AppendCall(text, call);
                break;
            default:
                throw new ArgumentException($"no text for {node.GetType().Name}", nameof(node));
        }

        if (level < lowest) text.Append(')');
    }

    private static void AppendSum(StringBuilder text, SumNode sum)
    {
        for (int i = 0; i < sum.Summands.Count; i++)
        {
            Summand summand = sum.Summands[i];
            if (i > 0) text.Append(summand.IsNegative ? " - " : " + ");
            else if (summand.IsNegative) text.Append('-');
            Append(text, summand.Node, ProductLevel);
        }
    }

    private static void AppendBinary(StringBuilder text, BinaryNode binary)
    {
        int level = LevelOf(binary);
        string sign = binary.Operator switch
        {
            BinaryOperator.Multiply => " * ",
            BinaryOperator.Divide => "/",
            BinaryOperator.Within => " %in% ",
            BinaryOperator.Interact => ":",
            BinaryOperator.Power => "^",
            _ => " | ",
        };
        bool rightFirst = binary.Operator == BinaryOperator.Power;
        Append(text, binary.Left, rightFirst ? level + 1 : level);
        text.Append(sign);
        Append(text, binary.Right, rightFirst ? SignLevel : level + 1);
    }

    private static void AppendCall(StringBuilder text, CallNode call)
    {
        text.Append(Name(call.Function)).Append('(');
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            if (i > 0) text.Append(',');
            Argument argument = call.Arguments[i];
            if (argument.Name is not null) text.Append(Name(argument.Name)).Append('=');
            Append(text, argument.Value, SumLevel);
        }

        text.Append(')');
    }

    private static string IndexText(string index) =>
        index.Length > 0 && index.All(char.IsAsciiDigit) ? index : Name(index);

    private static int LevelOf(Node node) => node switch
    {
        SumNode => SumLevel,
        NegateNode => SignLevel,
        BinaryNode binary => binary.Operator switch
        {
            BinaryOperator.Multiply or BinaryOperator.Divide => ProductLevel,
            BinaryOperator.Within => WithinLevel,
            BinaryOperator.Interact => InteractLevel,
            BinaryOperator.Power => PowerLevel,
            _ => 1,
        },
        _ => LeafLevel,
    };
}
