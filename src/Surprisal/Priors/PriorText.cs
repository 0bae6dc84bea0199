using System.Globalization;
using System.Text;

namespace Surprisal.Priors;

/// <summary>The form <c>[parameter:][term:]name(key=value, ...)</c> of priors and penalties, read before anything in it is looked up. Immutable.</summary>
/// <param name="Source">The whole text.</param>
/// <param name="Prefixes">What stands before colons, each with whether it stood in quotes.</param>
/// <param name="Name">The name of the prior or penalty.</param>
/// <param name="Arguments">Values in parentheses, with their keys where they have one.</param>
internal sealed record PriorText(string Source, IReadOnlyList<(string Text, bool IsQuoted)> Prefixes, string Name, IReadOnlyList<(string? Key, string Value)> Arguments)
{
    private const string Form = "write a prior with its values, as in gaussian(sd=2), sigma:laplace(scale=0.5) or \"sigma:'x1:x2':gaussian(sd=1)\"";

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind"><c>prior</c> or <c>penalty</c>, for messages.</param>
    /// <exception cref="InputException">It has not the form.</exception>
    public static PriorText Parse(string text, string kind)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> parts = Split(text, kind, ':');
        string last = parts[^1].Trim();
        (string, bool)[] prefixes = [.. parts.Take(parts.Count - 1).Select(static part => Unquoted(part.Trim()))];
        if (prefixes.Length > 2)
            throw Error(kind, text, "there are more than two names before the prior", "one is a parameter, one a term; a term with a colon stands in quotes: \"'x1:x2':gaussian(sd=1)\"");
        if (prefixes.Any(static p => p.Item1.Length == 0)) throw Error(kind, text, "the name before a colon is missing", Form);
        int open = last.IndexOf('(', StringComparison.Ordinal);
        string name = (open < 0 ? last : last[..open]).Trim();
        if (name.Length == 0) throw Error(kind, text, $"the name of the {kind} is missing", Form);
        if (open < 0) return new PriorText(text, prefixes, name, []);
        if (!last.EndsWith(')')) throw Error(kind, text, "the parenthesis is not closed", Form);
        string inside = last[(open + 1)..^1];
        (string? Key, string Value)[] arguments = inside.AsSpan().Trim().IsEmpty ? [] : [.. Split(inside, kind, ',').Select(Argument)];
        return new PriorText(text, prefixes, name, arguments);
    }

    /// <summary>An error in this text.</summary>
    public InputException Error(string kind, string problem, string? remedy = null) => Error(kind, Source, problem, remedy ?? Form);

    /// <summary>A number, ∞ written as inf.</summary>
    public static double? Number(string text)
    {
        if (text is "inf" or "+inf") return double.PositiveInfinity;
        if (text is "-inf") return double.NegativeInfinity;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
    }

    private static (string? Key, string Value) Argument(string part)
    {
        string[] sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
        return sides.Length == 2 ? (sides[0], sides[1]) : (null, sides[0]);
    }

    private static (string Text, bool IsQuoted) Unquoted(string part) =>
        part.Length > 1 && part[0] is '\'' or '"' && part[^1] == part[0] ? (part[1..^1].Trim(), true) : (part, false);

    /// <summary>Parts between separators outside quotes, parentheses and brackets.</summary>
    private static List<string> Split(string text, string kind, char separator)
    {
        List<string> parts = [];
        StringBuilder part = new();
        char quote = '\0';
        int depth = 0;
        foreach (char c in text)
        {
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"') quote = c;
            else if (c is '(' or '[') depth++;
            else if (c is ')' or ']') depth--;
            if (c != separator || quote != '\0' || depth > 0)
            {
                part.Append(c);
                continue;
            }

            parts.Add(part.ToString());
            part.Clear();
        }

        if (quote != '\0') throw Error(kind, text, "a quote is not closed", Form);
        if (depth != 0) throw Error(kind, text, "the parenthesis is not closed", Form);
        parts.Add(part.ToString());
        return parts;
    }

    private static InputException Error(string kind, string text, string problem, string remedy) => new($"{kind} '{Words.Shorten(text)}': {problem}", remedy);
}
