using Surprisal.Links;

namespace Surprisal.Noise.Expressions;

/// <summary>What stands behind the semicolon of a density's text: the parameters with their domains, and the support of the response.</summary>
internal sealed class DensityDeclarations
{
    /// <summary>The name of the response.</summary>
    public const string Response = "y";

    private static readonly Dictionary<string, ParameterDomain> Domains = new(StringComparer.Ordinal)
    {
        ["real"] = ParameterDomain.Real,
        ["positive"] = ParameterDomain.Positive,
        ["probability"] = ParameterDomain.Probability,
    };

    private static readonly Dictionary<string, Support> Supports = new(StringComparer.Ordinal)
    {
        ["real"] = Support.RealLine,
        ["positive"] = Support.Positive,
        ["nonnegative"] = Support.NonNegative,
        ["unit"] = Support.UnitInterval,
        ["count"] = Support.Counts,
        ["integer"] = Support.Integers,
        ["binary"] = Support.Binary,
        ["circle"] = Support.Circle,
    };

    private readonly List<(string Name, ParameterDomain Domain, int Position)> _parameters = [];

    /// <summary>The parameters in their order.</summary>
    public IReadOnlyList<(string Name, ParameterDomain Domain, int Position)> Parameters => _parameters;

    /// <summary>Where the response lives.</summary>
    public Support Support { get; private set; } = Support.RealLine;

    /// <summary>The declarations as text: <c>m real, s positive</c>.</summary>
    public override string ToString()
    {
        IEnumerable<string> parts = _parameters.Select(p => $"{p.Name} {Domains.First(d => d.Value == p.Domain).Key}");
        if (Support != Support.RealLine) parts = parts.Append($"{Response} {Supports.First(s => s.Value == Support).Key}");
        return Words.List(parts);
    }

    /// <summary>Reads them.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="tokens">The tokens behind the first semicolon, to the end.</param>
    /// <exception cref="NoiseTextException">They cannot be understood.</exception>
    public static DensityDeclarations Read(string text, ReadOnlySpan<ExpressionToken> tokens)
    {
        DensityDeclarations result = new();
        bool support = false;
        for (int i = 0; i < tokens.Length && tokens[i].Kind != ExpressionTokenKind.End; i++)
        {
            ExpressionToken name = tokens[i], word = tokens[Math.Min(i + 1, tokens.Length - 1)];
            if (name.Kind != ExpressionTokenKind.Name) throw Error(text, name.Position, $"{name.Shown} where the name of a parameter was expected");
            if (word.Kind != ExpressionTokenKind.Name) throw Error(text, word.Position, $"'{Words.Shorten(name.Text)}' has no domain");
            if (string.Equals(name.Text, Response, StringComparison.Ordinal))
            {
                if (support) throw Error(text, name.Position, "the support of y is declared twice");
                support = true;
                result.Support = Find(Supports, text, word, "support of y");
            }
            else
            {
                result.Add(text, name, Find(Domains, text, word, "domain"));
            }

            i += 2;
            ExpressionToken next = tokens[Math.Min(i, tokens.Length - 1)];
            if (next.Kind != ExpressionTokenKind.End && !next.Is(",") && !next.Is(";"))
                throw Error(text, next.Position, $"{next.Shown} where ',' or the end was expected");
        }

        if (result._parameters.Count == 0) throw Error(text, text.Length, "no parameter is declared");
        return result;
    }

    /// <summary>An error of a density's declarations.</summary>
    public static NoiseTextException Error(string text, int position, string problem) =>
        new($"density: {problem}", text, position, "say what is estimated behind ';': m real, s positive, p probability; and y positive where y is not any number");

    private static T Find<T>(Dictionary<string, T> words, string text, ExpressionToken word, string what) =>
        words.TryGetValue(word.Text, out T? value)
        ? value
        : throw new NoiseTextException(
            $"density: unknown {what} '{Words.Shorten(word.Text)}'", text, word.Position, DidYouMean.Remedy(word.Text, words.Keys, $"use one of {Words.List(words.Keys)}"));

    private void Add(string text, ExpressionToken name, ParameterDomain domain)
    {
        if (ExpressionFunctions.IsReserved(name.Text))
            throw new NoiseTextException($"density: '{name.Text}' is a function or constant and cannot be a parameter", text, name.Position, "give the parameter another name");
        if (_parameters.Exists(p => string.Equals(p.Name, name.Text, StringComparison.Ordinal)))
            throw new NoiseTextException($"density: parameter '{Words.Shorten(name.Text)}' is declared twice", text, name.Position, "declare it once");
        _parameters.Add((name.Text, domain, name.Position));
    }
}
