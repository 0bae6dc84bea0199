namespace Surprisal.Formulas;

/// <summary>What is checked of every call: that the function is known and has the arguments that it takes.</summary>
internal static class CallRules
{
    /// <summary>The one argument of a function that takes one.</summary>
    public static Node Only(CallNode call, string text)
    {
        if (call.Arguments.Count == 1 && call.Arguments[0].Name is null) return call.Arguments[0].Value;
        throw WrongArguments(call, $"takes one argument, without a name: {call.Function}(x)", text);
    }

    public static FormulaException WrongArguments(CallNode call, string rule, string text) =>
        new($"{call.Function}() {rule}", text, call.Position);

    public static FormulaException UnknownFunction(CallNode call, IEnumerable<string> known, string text)
    {
        string[] names = [.. known];
        string list = $"known here: {string.Join(", ", names)}";
        string? meant = call.Function is "factor" or "as.factor" or "relevel"
            ? "did you mean C(x), or C(x, ref=\"b\") to choose the reference?"
            : DidYouMean.Remedy(call.Function, names);
        return new FormulaException($"unknown function '{call.Function}'", text, call.Position, meant is null ? list : $"{meant} {list}");
    }
}
