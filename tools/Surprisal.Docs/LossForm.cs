using System.Globalization;
using System.Text.RegularExpressions;

namespace Surprisal.Docs;

/// <summary>
/// −log of a density that is typed as a line of text, up to constants: the products of the text become sums, term by term; what the rules do not
/// know stays a logarithm.
/// </summary>
internal sealed partial class LossForm
{
    private readonly string[] _parameters;
    private readonly string[] _symbols;
    private readonly List<(bool Minus, string Text)> _terms = [];

    private LossForm(IEnumerable<string> parameters, IEnumerable<string> defined)
    {
        _parameters = [.. parameters];
        _symbols = ["y", .. _parameters, .. defined];
    }

    /// <summary>The loss; null where the density is not one product of factors.</summary>
    /// <param name="density">The density, definitions after a comma or semicolon.</param>
    /// <param name="parameters">The names of parameters.</param>
    public static string? Of(string density, IEnumerable<string> parameters)
    {
        int end = End(density);
        string product = density[..end];
        if (Sentence().IsMatch(product) || Sums(product).Count > 1) return null;
        LossForm form = new(parameters, Defined().Matches(density[end..]).Select(static m => m.Groups["name"].Value));
        form.AddProduct(product, negated: true, power: null);
        if (form._terms.Count == 0) return null;
        string loss = string.Concat(form._terms.Select(static (t, i) => i == 0 ? (t.Minus ? "-" : "") + t.Text : (t.Minus ? " - " : " + ") + t.Text));
        return loss + density[end..];
    }

    /// <summary>A density or loss as lines: the expression, and what its symbols stand for.</summary>
    /// <param name="text">The text, definitions after a comma or semicolon.</param>
    public static string Lines(string text)
    {
        int end = End(text);
        if (end == text.Length) return text;
        string definitions = text[(end + 1)..];
        foreach (int at in TopLevel(definitions, static c => c == ';').Reverse().ToArray()) definitions = $"{definitions[..at]}\n{definitions[(at + 1)..].Trim()}";
        return text[..end] + "\n" + definitions.Trim();
    }

    /// <summary>Adds log of a product, negated or not, times a power.</summary>
    private void AddProduct(string product, bool negated, string? power)
    {
        bool divided = false;
        foreach (string part in Factors(product))
        {
            if (part is "/") divided = true;
            else
            {
                AddFactor(part, negated ^ divided, power);
                divided = false;
            }
        }
    }

    private void AddFactor(string factor, bool negated, string? power)
    {
        if (IsConstant(factor)) return;
        if (TopLevel(factor, static c => c == '^').Append(-1).First() is > 0 and var at && power is null)
        {
            string exponent = Bare(factor[(at + 1)..]);
            bool minus = exponent.StartsWith('-');
            AddProduct(factor[..at], negated ^ minus, minus ? Flipped(exponent) : exponent);
        }
        else if (power is null && factor.StartsWith("exp(", StringComparison.Ordinal))
        {
            foreach ((bool minus, string text) in Sums(factor[4..^1])) _terms.Add((minus ^ negated, text));
        }
        else if (power is null && factor.StartsWith("sqrt(", StringComparison.Ordinal)) AddProduct(factor[5..^1], negated, "1/2");
        else if (Bare(factor) is var inside && inside.Length < factor.Length && Sums(inside).Count == 1) AddProduct(inside, negated, power);
        else _terms.Add((negated, (power is null ? "" : Grouped(power) + " ") + "log" + (factor[0] == '(' ? factor : " " + factor)));
    }

    /// <summary>Whether a factor has neither the response nor a parameter in it.</summary>
    private bool IsConstant(string factor) => !Word().Matches(factor).Any(m => _symbols.Contains(m.Value, StringComparer.Ordinal));

    /// <summary>−(a + b) = −a − b, without its leading minus.</summary>
    private static string Flipped(string exponent) => string.Concat(Sums(exponent).Select(static (t, i) => (t.Minus ? i == 0 ? "" : " + " : i == 0 ? "-" : " - ") + t.Text));

    private static string Grouped(string power) => Sums(power).Count > 1 || power.Contains('/', StringComparison.Ordinal) ? $"({power})" : power;

    private static string Bare(string text) => text.Length > 1 && text[0] == '(' && Close(text, 0) == text.Length - 1 ? text[1..^1] : text;

    /// <summary>The terms of a sum.</summary>
    private static List<(bool Minus, string Text)> Sums(string text)
    {
        List<(bool Minus, string Text)> terms = [];
        int start = 0;
        bool minus = false;
        foreach (int at in TopLevel(text, static c => c is '+' or '-').Append(text.Length))
        {
            // A sign after an operator belongs to what follows.
            string term = text[start..at].Trim();
            if (at < text.Length && term.Length > 0 && term[^1] is '^' or '/') continue;
            if (term.Length > 0) terms.Add((minus, term));
            if (at < text.Length) minus = text[at] == '-';
            start = at + 1;
        }

        return terms;
    }

    /// <summary>The factors of a product, <c>/</c> standing before each divisor.</summary>
    private IEnumerable<string> Factors(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            if (text[i] is ' ') i++;
            else if (text[i] is '/')
            {
                yield return "/";
                i++;
            }
            else
            {
                int end = Atom(text, i);
                while (end < text.Length && text[end] is '!') end++;
                if (end < text.Length && text[end] is '^') end = Atom(text, end + 1);
                yield return text[i..end];
                i = end;
            }
        }
    }

    private int Atom(string text, int start)
    {
        if (text[start] is '(') return Close(text, start) + 1;
        if (text[start] is '|') return text.IndexOf('|', start + 1) + 1;
        int end = start + Name().Match(text[start..]).Length;
        if (end == start) return start + 1;
        bool isCall = end < text.Length && text[end] is '(' && !_parameters.Contains(text[start..end], StringComparer.Ordinal) && !char.IsAsciiDigit(text[start]);
        return isCall ? Close(text, end) + 1 : end;
    }

    private static int Close(string text, int open)
    {
        int depth = 0;
        for (int i = open; i < text.Length; i++)
        {
            if (text[i] is '(' or '[') depth++;
            else if (text[i] is ')' or ']' && --depth == 0) return i;
        }

        throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}': the parenthesis at {open} is not closed"));
    }

    private static int End(string density) => TopLevel(density, static c => c is ',' or ';').Append(density.Length).First();

    private static IEnumerable<int> TopLevel(string text, Func<char, bool> wanted)
    {
        int depth = 0;
        bool bars = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '(' or '[') depth++;
            else if (text[i] is ')' or ']') depth--;
            else if (text[i] is '|') bars = !bars;
            else if (depth == 0 && !bars && wanted(text[i])) yield return i;
        }
    }

    // What is a sum, a case distinction or a function applied without parentheses is left to the reader.
    [GeneratedRegex(@"sum_|\.\.\.|\b(at|for|else|sinh|det)\b|[=\[]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"(^|[,;])\s*(?<name>[A-Za-z]\w*)(\(\w+\))? =", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Defined();

    [GeneratedRegex(@"[A-Za-z]\w*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^([A-Za-z]\w*|\d+(\.\d+)?)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Name();
}
