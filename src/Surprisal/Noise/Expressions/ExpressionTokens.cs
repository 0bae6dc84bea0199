using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Surprisal.Noise.Expressions;

/// <summary>The kinds of tokens of a density's text.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A number.</summary>
    Number,

    /// <summary>The name of a parameter, a function or a constant.</summary>
    Name,

    /// <summary>An operator, a parenthesis or a separator.</summary>
    Symbol,
}

/// <summary>One token.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Text">Its text.</param>
/// <param name="Number">The number of a number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, int Position, string Text, double Number = 0.0)
{
    /// <summary>Whether it is a symbol.</summary>
    public bool Is(string symbol) => Kind == ExpressionTokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);

    /// <summary>How messages name it.</summary>
    public string Shown => Kind == ExpressionTokenKind.End ? "the end" : $"'{Words.Shorten(Text)}'";
}

/// <summary>Cuts the text of a density into tokens.</summary>
internal static class ExpressionTokens
{
    private const string Singles = "+-*/^(),;<>";

    /// <summary>All tokens, the last being the end.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="NoiseTextException">A character or a number cannot be understood.</exception>
    public static IReadOnlyList<ExpressionToken> Of(string text)
    {
        List<ExpressionToken> tokens = [];
        for (int at = 0; at < text.Length;)
        {
            char c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }

            ExpressionToken token = char.IsAsciiDigit(c) || c == '.' ? Number(text, at) : IsNamePart(c, true) ? Name(text, at) : Symbol(text, at);
            tokens.Add(token);
            at += token.Text.Length;
        }

        tokens.Add(new ExpressionToken(ExpressionTokenKind.End, text.Length, string.Empty));
        return tokens;
    }

    private static bool IsNamePart(char c, bool first) => char.IsLetter(c) || c == '_' || (!first && char.IsAsciiDigit(c));

    private static ExpressionToken Name(string text, int from)
    {
        int to = from;
        while (to < text.Length && IsNamePart(text[to], to == from)) to++;
        return new ExpressionToken(ExpressionTokenKind.Name, from, text[from..to]);
    }

    private static ExpressionToken Number(string text, int from)
    {
        int to = from;
        while (to < text.Length && (char.IsAsciiDigit(text[to]) || text[to] == '.')) to++;
        if (to < text.Length && text[to] is 'e' or 'E')
        {
            int digits = to + 1;
            if (digits < text.Length && text[digits] is '+' or '-') digits++;
            if (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                to = digits;
                while (to < text.Length && char.IsAsciiDigit(text[to])) to++;
            }
        }

        string number = text[from..to];
        if (to < text.Length && IsNamePart(text[to], true))
            throw new NoiseTextException($"density: a number and a name stand side by side, '{Words.Shorten(number + text[to])}'", text, to, $"for a product write {Words.Shorten(number)}*{text[to]}");
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(number, Style, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            throw new NoiseTextException($"density: '{Words.Shorten(number)}' is not a finite number", text, from, "write it with one decimal point: 0.5, 1e-3");
        return new ExpressionToken(ExpressionTokenKind.Number, from, number, value);
    }

    private static ExpressionToken Symbol(string text, int at)
    {
        if (text[at] is '<' or '>' && at + 1 < text.Length && text[at + 1] == '=') return new ExpressionToken(ExpressionTokenKind.Symbol, at, text.Substring(at, 2));
        if (at + 1 < text.Length && text[at] == '*' && text[at + 1] == '*')
            throw new NoiseTextException("density: '**' is no operator", text, at, "a power is written with '^', as in (y - m)^2");
        if (Singles.Contains(text[at], StringComparison.Ordinal)) return new ExpressionToken(ExpressionTokenKind.Symbol, at, text[at].ToString());
        string shown = Rune.TryGetRuneAt(text, at, out Rune rune) && !Rune.IsControl(rune) ? $"'{rune}'" : string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[at]:X4}");
        throw new NoiseTextException($"density: unexpected character {shown}", text, at, Remedy(text[at]));
    }

    private static string Remedy(char c) => c switch
    {
        '=' => "a surprisal is one expression of y and the parameters; write (y - m)/s where it is needed, it is computed once",
        '|' => "an absolute value is abs(y - m)",
        '[' or '{' => "use round parentheses",
        _ => "an expression has numbers, names, + - * / ^, parentheses and functions",
    };
}
