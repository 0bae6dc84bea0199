using System.Globalization;
using System.Text;

namespace Surprisal.Formulas;

/// <summary>The kinds of tokens of a formula; an operator's kind is <see cref="Operator"/> and its text says which.</summary>
internal enum TokenKind
{
    End,
    Name,
    QuotedName,
    Number,
    Text,
    Dot,
    Operator,
}

/// <summary>One token; <see cref="Text"/> has quotes and escapes removed.</summary>
internal readonly record struct Token(TokenKind Kind, int Position, string Text, double Number)
{
    public bool Is(string op) => Kind == TokenKind.Operator && string.Equals(Text, op, StringComparison.Ordinal);

    /// <summary>How messages name this token.</summary>
    public string Shown => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}

/// <summary>Cuts a formula's text into tokens.</summary>
internal sealed class Tokenizer(string text)
{
    private int _at;

    /// <summary>
    /// Whether a name can stand in a formula without backticks: letters, digits, dots and underscores, not starting like a number.
    /// </summary>
    public static bool IsPlainName(string name)
    {
        Tokenizer tokenizer = new(name);
        return tokenizer.NameLength() == name.Length && name.Length > 0;
    }

    public Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        int start = _at;
        if (_at == text.Length) return new Token(TokenKind.End, start, string.Empty, 0);
        char c = text[_at];
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))) return Number();
        int length = NameLength();
        if (length > 0)
        {
            _at += length;
            return new Token(TokenKind.Name, start, text[start.._at], 0);
        }

        if (c is '`' or '"' or '\'') return Quoted(c);
        if (c == '.')
        {
            _at++;
            return new Token(TokenKind.Dot, start, ".", 0);
        }

        if (text.AsSpan(_at).StartsWith("%in%", StringComparison.Ordinal))
        {
            _at += 4;
            return new Token(TokenKind.Operator, start, "%in%", 0);
        }

        if (!"+-*/:^()[]|~,=".Contains(c, StringComparison.Ordinal)) throw Unexpected(c);
        _at++;
        return new Token(TokenKind.Operator, start, c.ToString(), 0);
    }

    private FormulaException Unexpected(char c)
    {
        if (c is '<' or '>' or '!' or '&')
            return new FormulaException(
                $"comparisons are not part of a formula ('{c}')", text, _at, "make a column of the comparison's result and use that");
        string shown = Rune.TryGetRuneAt(text, _at, out Rune rune) && !Rune.IsControl(rune)
            ? $"'{rune}'"
            : string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}");
        return new FormulaException($"unexpected character {shown}", text, _at, "put a column's odd name in backticks: `odd name`");
    }

    private Token Number()
    {
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        if (_at < text.Length && text[_at] == '.') _at++;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        if (_at < text.Length && text[_at] is 'e' or 'E') SkipExponent();
        if (NameLength() > 0 || (_at < text.Length && text[_at] == '.'))
            throw new FormulaException(
                $"'{text[start..(_at + 1)]}' is neither a number nor a name", text, start, "put a column's odd name in backticks: `2nd`");
        double value = double.Parse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
            throw new FormulaException($"the number {text[start..Math.Min(_at, start + 20)]} is too large", text, start);
        return new Token(TokenKind.Number, start, text[start.._at], value);
    }

    private void SkipExponent()
    {
        int digits = _at + 1;
        if (digits < text.Length && text[digits] is '+' or '-') digits++;
        if (digits == text.Length || !char.IsAsciiDigit(text[digits])) return;
        _at = digits;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
    }

    private Token Quoted(char quote)
    {
        int start = _at++;
        StringBuilder content = new();
        while (_at < text.Length && text[_at] != quote)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length) _at++;
            content.Append(text[_at++]);
        }

        if (_at == text.Length) throw new FormulaException($"the quote {quote} is not closed", text, start, $"close it with {quote}");
        _at++;
        if (quote == '`' && content.Length == 0) throw new FormulaException("the name in backticks is empty", text, start);
        return new Token(quote == '`' ? TokenKind.QuotedName : TokenKind.Text, start, content.ToString(), 0);
    }

    /// <summary>The length of the plain name that starts here; 0 if none does.</summary>
    private int NameLength()
    {
        int end = _at;
        while (end < text.Length && Rune.TryGetRuneAt(text, end, out Rune rune))
        {
            bool first = end == _at;
            if (!IsNamePart(rune, first)) break;
            end += rune.Utf16SequenceLength;
        }

        if (end == _at || text[_at] != '.') return end - _at;
        bool isDotOrNumber = end == _at + 1 || char.IsAsciiDigit(text[_at + 1]);
        return isDotOrNumber ? 0 : end - _at;
    }

    private static bool IsNamePart(Rune rune, bool first)
    {
        if (Rune.IsLetter(rune) || rune.Value is '_' or '.') return true;
        return !first && Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber;
    }
}
