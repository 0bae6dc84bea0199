using System.Text;

namespace Surprisal.Cli.Commands;

/// <summary>Lists within one option value: <c>a,b,"c,d"</c>.</summary>
internal static class ListText
{
    /// <summary>Splits at commas; a part in double quotes may contain commas, and two double quotes in it are one.</summary>
    /// <param name="text">The list. An empty text has one part, which is empty.</param>
    /// <param name="option">The option's name, for the message.</param>
    /// <exception cref="UsageException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string text, string option)
    {
        List<string> parts = [];
        StringBuilder part = new();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"') part.Append(text[++i]);
            else if (c == '"' && (quoted || part.Length == 0)) quoted = !quoted;
            else if (c == ',' && !quoted) Close(parts, part);
            else part.Append(c);
        }

        if (quoted) throw new UsageException($"option '{option}': a double quote in '{text}' is not closed", "write two double quotes for one that is meant");
        Close(parts, part);
        return parts;
    }

    /// <summary>Splits <c>name=value</c> at the first equals sign.</summary>
    /// <param name="text">The pair.</param>
    /// <param name="option">The option's name, for the message.</param>
    /// <param name="example">What it should look like.</param>
    /// <exception cref="UsageException">There is no equals sign, or a side is empty.</exception>
    public static (string Name, string Value) Pair(string text, string option, string example)
    {
        int place = text.IndexOf('=', StringComparison.Ordinal);
        if (place <= 0 || place == text.Length - 1) throw new UsageException($"option '{option}': '{text}' is not of the form NAME=VALUE", $"write it like {example}");
        return (text[..place].Trim(), text[(place + 1)..].Trim());
    }

    private static void Close(List<string> parts, StringBuilder part)
    {
        parts.Add(part.ToString());
        part.Clear();
    }
}
