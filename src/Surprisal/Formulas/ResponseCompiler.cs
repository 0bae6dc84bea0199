namespace Surprisal.Formulas;

/// <summary>Reads the left side of a formula: the response and, after <c>|</c>, its modifiers.</summary>
internal sealed class ResponseCompiler
{
    private static readonly string[] Modifiers = ["cens", "trials", "trunc", "weights"];
    private static readonly string[] Functions = ["C", "I", "cbind", "log", "sqrt"];

    private readonly string _text;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    private ResponseCompiler(string text)
    {
        _text = text;
    }

    public static ResponseSpecification Compile(Node left, string text)
    {
        ResponseCompiler compiler = new(text);
        if (left is not BinaryNode { Operator: BinaryOperator.Modify } modified) return compiler.Response(left);
        ResponseSpecification response = compiler.Response(modified.Left);
        IReadOnlyList<Summand> modifiers = modified.Right is SumNode sum ? sum.Summands : [new Summand(false, modified.Right)];
        foreach (Summand modifier in modifiers) response = compiler.Modify(response, modifier);
        return response;
    }

    private ResponseSpecification Response(Node node)
    {
        IReadOnlyList<ResponsePart> parts;
        if (node is CallNode { Function: "cbind" } cbind)
        {
            if (cbind.Arguments.Count < 2 || cbind.Arguments.Any(static a => a.Name is not null))
                throw CallRules.WrongArguments(cbind, "takes two or more responses: cbind(a,b)", _text);
            parts = [.. cbind.Arguments.Select(a => Part(a.Value))];
        }
        else
        {
            parts = [Part(node)];
        }

        return new ResponseSpecification { FormulaText = _text, Parts = parts };
    }

    private ResponsePart Part(Node node)
    {
        string text = node.ToString();
        switch (node)
        {
            case NameNode name:
                return new ResponsePart(text, ResponseTransform.None, null, LabelSource.Of(name, _text), IsForcedFactor: false);
            case CallNode { Function: "C" } call when CallRules.Only(call, _text) is NameNode name:
                return new ResponsePart(text, ResponseTransform.None, null, LabelSource.Of(name, _text), IsForcedFactor: true);
            case CallNode { Function: "I" } call:
                return new ResponsePart(text, ResponseTransform.None, Expression(call), null, IsForcedFactor: false);
            case CallNode { Function: "log" or "sqrt" } call:
                ResponseTransform transform = call.Function is "log" ? ResponseTransform.Log : ResponseTransform.SquareRoot;
                return new ResponsePart(text, transform, Expression(CallRules.Only(call, _text)), null, IsForcedFactor: false);
            case CallNode call when Modifiers.Contains(call.Function, StringComparer.Ordinal):
                throw Error($"{call.Function}() modifies a response and is none", call, $"write y | {call.Function}(...) ~ x");
            case CallNode call when ArithmeticCompiler.Functions.Contains(call.Function, StringComparer.Ordinal):
                throw Error(
                    $"a response can be transformed by log() or sqrt(), not by {call.Function}()", call,
                    $"write I({call}) to take the transformed numbers themselves as the response");
            case CallNode call:
                throw CallRules.UnknownFunction(call, Functions, _text);
            case SumNode or BinaryNode or NegateNode:
                throw Error("a response is one column or function", node, "write I(a + b) for arithmetic, cbind(a,b) for two responses");
            default:
                throw Error($"{node} cannot be a response", node, "name a column; an odd name stands in backticks: `odd name`");
        }
    }

    private ResponseSpecification Modify(ResponseSpecification response, Summand modifier)
    {
        if (modifier.IsNegative || modifier.Node is not CallNode call)
            throw Error(
                "after '|' stand modifiers of the response, joined by '+'", modifier.Node,
                "write for example y | trials(n) + weights(w) ~ x");
        if (!Modifiers.Contains(call.Function, StringComparer.Ordinal))
        {
            string list = $"known: {string.Join(", ", Modifiers)}";
            string? meant = DidYouMean.Remedy(call.Function, Modifiers);
            throw Error($"unknown modifier '{call.Function}'", call, meant is null ? list : $"{meant} {list}");
        }

        if (!_given.Add(call.Function)) throw Error($"{call.Function}() is given twice", call, "give it once");
        switch (call.Function)
        {
            case "trials":
                return response with { Trials = Expression(CallRules.Only(call, _text)) };
            case "weights":
                return response with { Weights = Expression(CallRules.Only(call, _text)) };
            case "cens":
                if (call.Arguments is not ([{ Name: null }] or [{ Name: null }, { Name: null or "upper" }]))
                    throw CallRules.WrongArguments(
                        call, "takes a column and may take the upper ends of intervals: cens(c) or cens(c,upper)", _text);
                NumericExpression? upper = call.Arguments.Count == 2 ? Expression(call.Arguments[1].Value) : null;
                return response with { Censoring = Expression(call.Arguments[0].Value), CensoringUpper = upper };
            default:
                return Truncate(response, call);
        }
    }

    private ResponseSpecification Truncate(ResponseSpecification response, CallNode call)
    {
        NumericExpression? lower = null, upper = null;
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Argument argument = call.Arguments[i];
            string name = argument.Name ?? (i == 0 ? "lb" : "ub");
            if (name is "lb" && lower is null) lower = Expression(argument.Value);
            else if (name is "ub" && upper is null) upper = Expression(argument.Value);
            else throw CallRules.WrongArguments(call, "takes a lower and an upper bound: trunc(lb,ub), trunc(lb=0) or trunc(ub=10)", _text);
        }

        if (lower is null && upper is null)
            throw CallRules.WrongArguments(call, "takes a lower and an upper bound: trunc(lb,ub), trunc(lb=0) or trunc(ub=10)", _text);
        return response with { TruncationLower = lower, TruncationUpper = upper };
    }

    private NumericExpression Expression(Node node) => NumericExpression.Compile(node, _text);

    private FormulaException Error(string message, Node node, string remedy) => new(message, _text, node.Position, remedy);
}
