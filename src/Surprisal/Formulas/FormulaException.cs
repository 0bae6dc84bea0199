using System.Globalization;
using System.Text;

namespace Surprisal.Formulas;

/// <summary>A formula's text cannot be understood or cannot be applied to the table.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="text">The formula as it was given.</param>
/// <param name="position">Zero-based index into <paramref name="text"/> of the place that is wrong; -1 where no place can be named.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class FormulaException(string message, string text, int position, string? remedy = null)
    : InputException(message, remedy)
{
    private const int Context = 60;

    /// <summary>The formula as it was given.</summary>
    public string Text { get; } = text;

    /// <summary>Zero-based index into <see cref="Text"/> of the place that is wrong; -1 where no place can be named.</summary>
    public int Position { get; } = position;

    /// <summary>
    /// Two lines without a final line break: the formula, indented by two spaces, and a caret under the place that is wrong. Of a long
    /// formula only the surroundings of the place are shown; control characters are shown as spaces.
    /// </summary>
    /// <returns>The two lines; the formula's line alone where no place can be named; empty for an empty formula.</returns>
    public string RenderCaret()
    {
        if (Text.Length == 0) return string.Empty;
        int place = Math.Min(Position, Text.Length);
        int start = Math.Max(0, Math.Max(place, 0) - Context);
        int end = Math.Min(Text.Length, Math.Max(place, 0) + Context);
        if (start > 0 && char.IsLowSurrogate(Text[start])) start++;
        if (end < Text.Length && char.IsLowSurrogate(Text[end])) end--;

        StringBuilder lines = new("  ");
        if (start > 0) lines.Append("...");
        int indent = lines.Length;
        lines.Append(OneLine(Text[start..end]));
        if (end < Text.Length) lines.Append("...");
        if (place < 0) return lines.ToString();

        // One caret column for each character that a reader sees, not for each UTF-16 unit.
        int shown = new StringInfo(Text[start..Math.Max(start, place)]).LengthInTextElements;
        return lines.Append('\n').Append(' ', indent + shown).Append('^').ToString();
    }
}
