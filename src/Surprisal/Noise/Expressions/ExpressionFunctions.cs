namespace Surprisal.Noise.Expressions;

/// <summary>The functions and constants of a density's text.</summary>
internal static class ExpressionFunctions
{
    /// <summary>The name of the choice between two branches, whose first argument is a comparison.</summary>
    public const string Choice = "if";

    private static readonly Dictionary<string, Operation> OneArgument = new(StringComparer.Ordinal)
    {
        ["exp"] = Operation.Exp,
        ["log"] = Operation.Log,
        ["log1p"] = Operation.Log1p,
        ["expm1"] = Operation.Expm1,
        ["sqrt"] = Operation.Sqrt,
        ["abs"] = Operation.Abs,
        ["tanh"] = Operation.Tanh,
        ["atan"] = Operation.Atan,
        ["sin"] = Operation.Sin,
        ["cos"] = Operation.Cos,
        ["lgamma"] = Operation.LogGamma,
        ["softplus"] = Operation.Softplus,
        ["sigmoid"] = Operation.Sigmoid,
        ["logistic"] = Operation.Sigmoid,
        ["Phi"] = Operation.NormalCdf,
        ["logPhi"] = Operation.LogNormalCdf,
    };

    private static readonly Dictionary<string, double> Constants = new(StringComparer.Ordinal)
    {
        ["pi"] = 3.1415926535897931,
        ["e"] = 2.7182818284590451,
    };

    private static readonly Dictionary<string, string> Otherwise = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ln"] = "log",
        ["fabs"] = "abs",
        ["gammaln"] = "lgamma",
        ["loggamma"] = "lgamma",
        ["expit"] = "logistic",
        ["pnorm"] = "Phi",
        ["arctan"] = "atan",
        ["log1pexp"] = "softplus",
        ["pow"] = "^",
        ["ifelse"] = Choice,
        ["where"] = Choice,
        ["cosh"] = "(exp(x) + exp(-x))/2; the logarithm of 2 cosh x is abs(x) + log1p(exp(-2*abs(x)))",
        ["factorial"] = "lgamma(y + 1), which is its logarithm",
    };

    /// <summary>All names that may be called.</summary>
    public static IEnumerable<string> Names => OneArgument.Keys.Concat(["min", "max", Choice]);

    /// <summary>Whether a name is taken.</summary>
    public static bool IsReserved(string name) => Names.Contains(name, StringComparer.Ordinal) || Constants.ContainsKey(name);

    /// <summary>The value of a constant; null where the name is none.</summary>
    public static double? Constant(string name) => Constants.TryGetValue(name, out double value) ? value : null;

    /// <summary>How many arguments a function takes; null where the name is none.</summary>
    public static int? Arity(string name) => OneArgument.ContainsKey(name) ? 1 : name switch
    {
        "min" or "max" => 2,
        Choice => 3,
        _ => null,
    };

    /// <summary>The function of arguments.</summary>
    public static int Call(StepBuilder builder, string name, IReadOnlyList<int> arguments) => name switch
    {
        "min" => builder.SelectLess(arguments[0], arguments[1], arguments[0], arguments[1]),
        "max" => builder.SelectLess(arguments[0], arguments[1], arguments[1], arguments[0]),
        _ => builder.Function(OneArgument[name], arguments[0]),
    };

    /// <summary>What to write instead of a function that does not exist.</summary>
    public static string Remedy(string name) => Otherwise.TryGetValue(name, out string? instead)
        ? $"write {instead}"
        : DidYouMean.Remedy(name, Names, $"the functions are {Words.List(Names)}")!;
}
