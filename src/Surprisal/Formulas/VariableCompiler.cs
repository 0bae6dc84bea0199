namespace Surprisal.Formulas;

/// <summary>Turns a node that stands as a term, or as a factor of one, into a variable.</summary>
/// <param name="text">The formula's text, for messages.</param>
internal sealed class VariableCompiler(string text)
{
    private const int HighestDegree = 100;

    private static IEnumerable<string> Functions =>
        ArithmeticCompiler.Functions.Append("poly").Append("offset").Append("C").Order(StringComparer.Ordinal);

    public Variable Compile(Node node) => node switch
    {
        NameNode name => new ColumnVariable(name, text),
        CallNode { Function: "poly" } call => Polynomial(call),
        CallNode { Function: "C" } call => Factor(call),
        CallNode { Function: "cbind" } call => throw Error(
            "cbind() joins responses and has no meaning among terms", call, "add the columns: a + b"),
        CallNode call when !ArithmeticCompiler.Functions.Contains(call.Function, StringComparer.Ordinal) =>
            throw CallRules.UnknownFunction(call, Functions, text),
        CallNode call => new NumericVariable(call, NumericExpression.Compile(call, text)),
        TextNode => throw Error("a text is not a term", node, "name a column without quotes; an odd name stands in backticks: `odd name`"),
        _ => throw Error("'[' has no meaning among terms", node, "name the column that a term comes from"),
    };

    private PolynomialVariable Polynomial(CallNode call)
    {
        if (call.Arguments is not [{ Name: null }, { Name: null or "degree" }])
            throw CallRules.WrongArguments(call, "takes a column and a degree: poly(x,2)", text);
        Node degree = call.Arguments[1].Value;
        if (degree is not NumberNode { Value: >= 1 and <= HighestDegree } number || number.Value != Math.Floor(number.Value))
            throw Error($"the degree of poly() must be a whole number from 1 to {HighestDegree}", degree, "write for example poly(x,2)");
        return new PolynomialVariable(call, NumericExpression.Compile(call.Arguments[0].Value, text), (int)number.Value, text);
    }

    private FactorVariable Factor(CallNode call)
    {
        if (call.Arguments is not ([{ Name: null }] or [{ Name: null }, { Name: "ref" }]))
            throw CallRules.WrongArguments(call, "takes a column and may take a reference: C(x) or C(x,ref=\"b\")", text);
        string? reference = call.Arguments.Count == 1 ? null : call.Arguments[1].Value switch
        {
            TextNode quoted => quoted.Value,
            NameNode name => name.Name,
            NumberNode number => LabelSource.Label(number.Value),
            SumNode { Summands: [{ IsNegative: true, Node: NumberNode number }] } => LabelSource.Label(-number.Value),
            Node other => throw Error("the reference must be a level", other, "write for example C(x,ref=\"b\")"),
        };
        return new FactorVariable(call, LabelSource.Of(call.Arguments[0].Value, text), reference);
    }

    private FormulaException Error(string message, Node node, string remedy) => new(message, text, node.Position, remedy);
}
