using System.CommandLine;
using System.Globalization;
using Surprisal.Fits;

namespace Surprisal.Cli.Commands;

/// <summary>The penalty of a command line of <c>surprisal path</c>, understood.</summary>
internal static class PathRequest
{
    private const string Penalties = "use lasso, ridge, or elastic-net(alpha=0.5)";

    /// <summary>Reads the values of the path's own options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="grammar">Its grammar.</param>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static PathOptions Of(ParseResult parsed, PathGrammar grammar)
    {
        string penalty = parsed.GetValue(grammar.Penalty) ?? throw new UsageException("no penalty is given", "add --penalty lasso, ridge, or elastic-net(alpha=0.5)");
        Dictionary<string, double> factors = new(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(grammar.Factors) ?? [])
        {
            (string term, string value) = ListText.Pair(text, "--factor", "--factor x1=0");
            if (!factors.TryAdd(term, Number("--factor", value, static x => x >= 0, "not negative"))) throw new UsageException($"option '--factor': term '{term}' has two factors", "give one factor a term");
        }

        IReadOnlyList<double> lambdas = parsed.GetValue(grammar.Values) is { } list ? [.. ListText.Split(list, "--lambda").Select(static l => Number("--lambda", l.Trim(), static x => x > 0, "positive"))] : [];
        for (int k = 1; k < lambdas.Count; k++)
        {
            if (lambdas[k] >= lambdas[k - 1]) throw new UsageException("option '--lambda': the strengths do not fall", "write the largest first: --lambda 1,0.1,0.01");
        }

        return new PathOptions
        {
            Alpha = Alpha(penalty.Trim()),
            Parameters = parsed.GetValue(grammar.Penalised) is { } names ? [.. ListText.Split(names, "--penalised").Select(static n => n.Trim())] : [],
            Factors = factors,
            Lower = Optional("--lower", parsed.GetValue(grammar.Lower), double.NegativeInfinity, static x => x <= 0, "0 or negative"),
            Upper = Optional("--upper", parsed.GetValue(grammar.Upper), double.PositiveInfinity, static x => x >= 0, "0 or positive"),
            Standardize = parsed.GetValue(grammar.Standardize),
            Lambdas = Count(parsed.GetValue(grammar.Count)),
            LambdaMinimumRatio = parsed.GetValue(grammar.Ratio) is { } ratio ? Number("--lambda-min-ratio", ratio, static x => x is > 0 and < 1, "between 0 and 1") : null,
            LambdaValues = lambdas,
            EffectiveDegreesOfFreedom = parsed.GetValue(grammar.Criteria),
        };
    }

    private static double Alpha(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? text : text[..open].TrimEnd();
        string? inside = open < 0 ? null : text.EndsWith(')') ? text[(open + 1)..^1].Trim() : throw new UsageException($"option '--penalty': '{text}' has no closing parenthesis", Penalties);
        return name switch
        {
            "lasso" when string.IsNullOrEmpty(inside) => 1,
            "ridge" when string.IsNullOrEmpty(inside) => 0,
            "lasso" or "ridge" => throw new UsageException($"option '--penalty': a path has a sequence of strengths, and '{text}' names one", $"write {name}, and --lambda for strengths of your own"),
            "elastic-net" when !string.IsNullOrEmpty(inside) => Number("--penalty", inside.StartsWith("alpha", StringComparison.Ordinal) ? ListText.Pair(inside, "--penalty", "elastic-net(alpha=0.5)").Value : inside, static x => x is >= 0 and <= 1, "between 0 and 1"),
            "elastic-net" => throw new UsageException("option '--penalty': elastic-net needs the lasso's share", "write elastic-net(alpha=0.5)"),
            _ => throw new UsageException($"option '--penalty': unknown penalty '{name}'", DidYouMean.Remedy(name, ["lasso", "ridge", "elastic-net"], Penalties)!),
        };
    }

    private static int Count(string? text) =>
        text is null ? PathOptions.Default.Lambdas
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 2 and <= 100_000 ? count
        : throw new UsageException($"option '--lambdas': '{text}' is not a number of strengths", "use 2 or more");

    private static double Optional(string option, string? text, double otherwise, Func<double, bool> isFit, string what) => text is null ? otherwise : Number(option, text, isFit, what);

    private static double Number(string option, string text, Func<double, bool> isFit, string what) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) && isFit(number) ? number
        : throw new UsageException($"option '{option}': '{text}' is not a number that is {what}", "numbers are written like 0.5 or 1e-3");
}
