namespace Surprisal;

/// <summary>User's words and lists of names inside messages.</summary>
internal static class Words
{
    private const int Longest = 60;

    /// <summary>A user's word, cut where it would fill the screen, control characters as question marks: messages are one line.</summary>
    public static string Shorten(string text)
    {
        string cut = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "...");
        return string.Create(cut.Length, cut, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) ? '?' : source[i];
        });
    }

    /// <summary>Names joined by commas.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names);
}
