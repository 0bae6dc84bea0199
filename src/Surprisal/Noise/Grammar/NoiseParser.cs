namespace Surprisal.Noise;

/// <summary>Reads the grammar of <see cref="NoiseText"/> by recursive descent.</summary>
internal sealed class NoiseParser(string text)
{
    private const int DeepestNesting = 50;
    private int _at;

    /// <summary>One noise model, the colon form allowed, up to the end of the text.</summary>
    public NoiseText ReadWhole()
    {
        SkipSpace();
        (string name, int position) = ReadName("a noise model");
        SkipSpace();
        if (!Take(':')) return Finish(new NoiseText(text, name, position, ReadParentheses(1)));
        List<NoiseArgument> arguments = [ReadArgument(1)];
        while (TakeSeparator()) arguments.Add(ReadArgument(1));
        return Finish(new NoiseText(text, name, position, arguments));
    }

    /// <summary>Noise models between commas.</summary>
    public IReadOnlyList<NoiseText> ReadList()
    {
        List<NoiseText> list = [];
        do
        {
            SkipSpace();
            (string name, int position) = ReadName("a noise model");
            SkipSpace();
            if (_at < text.Length && text[_at] == ':') throw ColonInList(name, position);
            list.Add(new NoiseText(text, name, position, ReadParentheses(1)));
            SkipSpace();
        }
        while (Take(','));
        if (_at < text.Length) throw Unexpected("a comma");
        return list;
    }

    private NoiseText Finish(NoiseText result)
    {
        SkipSpace();
        return _at == text.Length ? result : throw Unexpected("the end");
    }

    private List<NoiseArgument> ReadParentheses(int depth)
    {
        SkipSpace();
        List<NoiseArgument> arguments = [];
        if (!Take('(')) return arguments;
        if (depth > DeepestNesting) throw Error("noise models are nested too deeply", _at - 1);
        do arguments.Add(ReadArgument(depth));
        while (TakeSeparator());
        if (!Take(')')) throw Unexpected("',' or ')'");
        return arguments;
    }

    private NoiseArgument ReadArgument(int depth)
    {
        SkipSpace();
        int start = _at;
        if (_at >= text.Length || !IsLetter(text[_at])) return new NoiseArgument(null, ReadValue(), null, start, start);
        (string word, _) = ReadName("a value");
        SkipSpace();
        if (!Take('=')) return new NoiseArgument(null, null, new NoiseText(text, word, start, ReadParentheses(depth + 1)), start, start);
        SkipSpace();
        int value = _at;
        return new NoiseArgument(word, ReadValue(), null, start, value);
    }

    private (string Name, int Position) ReadName(string what)
    {
        int start = _at;
        if (_at >= text.Length || !IsLetter(text[_at])) throw Unexpected(what);
        while (_at < text.Length && (IsLetter(text[_at]) || char.IsAsciiDigit(text[_at]) || text[_at] is '-' or '_' or '.')) _at++;

        // The index of a parameter: weight[2], mu[2,1].
        int close = _at < text.Length && text[_at] == '[' ? text.IndexOf(']', _at) : -1;
        if (close > 0) _at = close + 1;
        return (text[start.._at], start);
    }

    private string ReadValue()
    {
        int start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not (',' or ';' or '(' or ')' or '=' or ':')) _at++;
        return _at > start ? text[start.._at] : throw Unexpected("a value");
    }

    private bool TakeSeparator()
    {
        SkipSpace();
        return Take(',') || Take(';');
    }

    private bool Take(char wanted)
    {
        if (_at >= text.Length || text[_at] != wanted) return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }

    private NoiseTextException ColonInList(string name, int position)
    {
        int end = text.IndexOf(',', _at);
        string values = text[(_at + 1)..(end < 0 ? text.Length : end)].Trim();
        return Error(
            $"the colon form '{Words.Shorten($"{name}:{values}")}' cannot stand in a list",
            position,
            $"write '{Words.Shorten($"{name}({values})")}'");
    }

    private NoiseTextException Unexpected(string wanted) => _at >= text.Length
        ? Error($"{wanted} is missing at the end", text.Length)
        : Error($"'{Words.Shorten(text[_at].ToString())}' stands where {wanted} should", _at);

    private NoiseTextException Error(string problem, int position, string? remedy = null) =>
        new($"noise '{Words.Shorten(text)}': {problem}", text, position, remedy
            ?? "the form is NAME(key=value, ...), as in 'student-t(nu=4)'");

    private static bool IsLetter(char c) => char.IsAsciiLetter(c);
}
