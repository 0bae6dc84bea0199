using System.Globalization;
using System.Text;

namespace Surprisal.Data;

/// <summary>Texts of the user's data as they stand in messages: quoted, on one line, not endless.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    /// <summary>A column's name.</summary>
    public static string Name(string name) => Text(name);

    /// <summary>A cell's text; control characters are shown as escapes and a long text is cut.</summary>
    public static string Text(string text)
    {
        StringBuilder shown = new("'");
        for (int i = 0; i < text.Length; i++)
        {
            if (shown.Length > Longest)
            {
                shown.Append("...");
                break;
            }

            char c = text[i];
            if (c == '\n') shown.Append("\\n");
            else if (c == '\r') shown.Append("\\r");
            else if (c == '\t') shown.Append("\\t");
            else if (char.IsControl(c)) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else shown.Append(c);
        }

        return shown.Append('\'').ToString();
    }

    /// <summary>Some names in a row, the first of many.</summary>
    public static string Names(IEnumerable<string> names)
    {
        List<string> shown = [.. names.Take(13).Select(Name)];
        if (shown.Count == 13) shown[12] = "...";
        return string.Join(", ", shown);
    }
}
