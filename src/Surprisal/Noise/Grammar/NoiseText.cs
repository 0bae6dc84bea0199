using System.Text;

namespace Surprisal.Noise;

/// <summary>A noise model as it was written: a name with arguments. Immutable.</summary>
/// <param name="Source">The whole text that it was read from.</param>
/// <param name="Name">The name.</param>
/// <param name="Position">Where the name begins in <paramref name="Source"/>.</param>
/// <param name="Arguments">The arguments in their order.</param>
/// <remarks>
/// The one grammar of noise: <c>NOISE := NAME ['(' ARG {(',' | ';') ARG} ')']</c>, <c>ARG := NOISE | [key '='] value</c>. A value without
/// a key
/// begins with a digit, a sign or a point; what begins with a letter is a noise model. For a text that is one noise model and no list
/// <c>NAME:key=value,...</c> is short for <c>NAME(key=value,...)</c>.
/// </remarks>
public sealed record NoiseText(string Source, string Name, int Position, IReadOnlyList<NoiseArgument> Arguments)
{
    /// <summary>Reads one noise model.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="NoiseTextException">It does not follow the grammar; the exception names the place.</exception>
    public static NoiseText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new NoiseParser(text).ReadWhole();
    }

    /// <summary>Reads noise models separated by commas outside parentheses.</summary>
    /// <param name="text">The text.</param>
    /// <returns>At least one.</returns>
    /// <exception cref="NoiseTextException">It does not follow the grammar, or one has the colon form, whose commas would be
    /// ambiguous.</exception>
    public static IReadOnlyList<NoiseText> ParseList(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new NoiseParser(text).ReadList();
    }

    /// <summary>The text in its canonical form: parentheses, commas, one space after each.</summary>
    public override string ToString()
    {
        if (Arguments.Count == 0) return Name;
        StringBuilder result = new(Name);
        result.Append('(').AppendJoin(", ", Arguments).Append(')');
        return result.ToString();
    }
}

/// <summary>One argument of a noise model as it was written: a noise model, or a value with or without its key. Immutable.</summary>
/// <param name="Key">The key before the equals sign; null where there is none.</param>
/// <param name="Value">The value's text; null for a noise model.</param>
/// <param name="Noise">The noise model; null for a value.</param>
/// <param name="Position">Where the argument begins in the text.</param>
/// <param name="ValuePosition">Where its value begins in the text.</param>
public sealed record NoiseArgument(string? Key, string? Value, NoiseText? Noise, int Position, int ValuePosition)
{
    /// <summary>The argument in its canonical form.</summary>
    public override string ToString()
    {
        string content = Noise?.ToString() ?? Value!;
        return Key is null ? content : $"{Key}={content}";
    }
}
