using System.CommandLine;
using System.CommandLine.Parsing;

namespace Surprisal.Cli.Commands;

/// <summary>Finds tokens that look like options but are none: the parser would take <c>--nois</c> for a formula or for the value before it.</summary>
internal static class UnknownOptions
{
    /// <summary>Refuses the first unknown option.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">The options that are known here.</param>
    /// <exception cref="UsageException">There is one; the remedy names the nearest known option.</exception>
    public static void Refuse(ParseResult parsed, IReadOnlyCollection<Option> options)
    {
        for (int i = 0; i < parsed.Tokens.Count; i++)
        {
            Token token = parsed.Tokens[i];
            if (token.Type == TokenType.DoubleDash) return;
            if (token.Type != TokenType.Argument) continue;
            bool follows = i > 0 && parsed.Tokens[i - 1].Type == TokenType.Option && TakesValue(parsed.Tokens[i - 1].Value, options);
            if (LooksLikeOption(token.Value, follows)) throw Unknown(token.Value, options);
        }
    }

    private static bool TakesValue(string name, IReadOnlyCollection<Option> options) =>
        options.Any(o => o.ValueType != typeof(bool) && string.Equals(o.Name, name, StringComparison.Ordinal));

    /// <summary>A value may begin with one dash (<c>--na -99</c>, <c>--offset -x</c>), an argument may be a dash, and nothing may begin with two.</summary>
    private static bool LooksLikeOption(string text, bool isValue) =>
        text.StartsWith("--", StringComparison.Ordinal) || (!isValue && text.Length > 1 && text[0] == '-');

    private static UsageException Unknown(string token, IReadOnlyCollection<Option> options)
    {
        const string Otherwise = "see --help for the options; what follows '--' is no option";
        string name = token.Split('=', 2)[0];
        IEnumerable<string> known = name.StartsWith("--", StringComparison.Ordinal) ? options.Select(static o => o.Name) : [];
        string remedy = DidYouMean.Remedy(name, known, Otherwise)!;
        return new UsageException($"unknown option '{name}'", remedy);
    }
}
