namespace Surprisal.Formulas;

/// <summary>Turns the nodes inside a function into arithmetic, where <c>+ - * / ^</c> have their everyday meaning.</summary>
/// <param name="text">The formula's text, for messages.</param>
internal sealed class ArithmeticCompiler(string text)
{
    /// <summary>The functions that give one number for each row, in ordinal order.</summary>
    public static IEnumerable<string> Functions => ElementaryFunctions.Names.Append("I").Append("scale").Order(StringComparer.Ordinal);

    /// <summary>The columns met so far, in order of appearance.</summary>
    public List<NameNode> Columns { get; } = [];

    public Arithmetic Compile(Node node)
    {
        switch (node)
        {
            case NumberNode number:
                return new ConstantArithmetic(number.Value);
            case NameNode name:
                if (!Columns.Exists(c => string.Equals(c.Name, name.Name, StringComparison.Ordinal))) Columns.Add(name);
                return new ColumnArithmetic(name);
            case NegateNode negate:
                return new NegateArithmetic(Compile(negate.Operand));
            case SumNode sum:
                return CompileSum(sum);
            case BinaryNode { Operator: BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Power } binary:
                char op = binary.Operator switch { BinaryOperator.Multiply => '*', BinaryOperator.Divide => '/', _ => '^' };
                return new BinaryArithmetic(op, Compile(binary.Left), Compile(binary.Right));
            case BinaryNode binary:
                throw Error(
                    $"'{(binary.Operator == BinaryOperator.Interact ? ":" : "%in%")}' has no meaning inside a function", binary,
                    "it joins terms: x1:x2");
            case CallNode call:
                return CompileCall(call);
            case DotNode:
                throw Error("'.' has no meaning inside a function", node, "name the column");
            case TextNode:
                throw Error(
                    "a text has no meaning here", node, "name a column without quotes; an odd name stands in backticks: `odd name`");
            default:
                throw Error("'[' has no meaning here", node, "only a parameter on the left side has an index: mu[2] ~ x");
        }
    }

    private Arithmetic CompileSum(SumNode sum)
    {
        Arithmetic? total = null;
        foreach (Summand summand in sum.Summands)
        {
            Arithmetic next = Compile(summand.Node);
            if (total is null) total = summand.IsNegative ? new NegateArithmetic(next) : next;
            else total = new BinaryArithmetic(summand.IsNegative ? '-' : '+', total, next);
        }

        return total!;
    }

    private Arithmetic CompileCall(CallNode call)
    {
        Func<double, double>? function = ElementaryFunctions.Find(call.Function);
        if (function is null && call.Function is not ("I" or "scale")) throw Unknown(call);
        Arithmetic argument = Compile(CallRules.Only(call, text));
        if (function is not null) return new FunctionArithmetic(function, argument);
        return call.Function is "I" ? argument : new ScaleArithmetic(call, argument);
    }

    private FormulaException Unknown(CallNode call)
    {
        if (call.Function is not ("poly" or "C" or "offset" or "cbind")) return CallRules.UnknownFunction(call, Functions, text);
        string list = string.Join(", ", Functions);
        return Error($"{call.Function}() cannot stand inside another function", call, $"inside a function only these give numbers: {list}");
    }

    private FormulaException Error(string message, Node node, string? remedy) => new(message, text, node.Position, remedy);
}
