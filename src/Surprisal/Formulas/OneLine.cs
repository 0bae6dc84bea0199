namespace Surprisal.Formulas;

/// <summary>Messages stay on one line whatever a column's name or a level contains.</summary>
internal static class OneLine
{
    /// <summary>The text with each control character replaced by a space.</summary>
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        return string.Create(text.Length, text, static (shown, source) =>
        {
            for (int i = 0; i < shown.Length; i++) shown[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
    }

    /// <summary>An error in the data.</summary>
    public static InputException Error(string message, string? remedy = null) => new(Of(message), remedy is null ? null : Of(remedy));
}
