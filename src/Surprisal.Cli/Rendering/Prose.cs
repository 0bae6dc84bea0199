using System.Text;

namespace Surprisal.Cli.Rendering;

/// <summary>Labelled sentences, broken at spaces so that they fit a terminal.</summary>
internal static class Prose
{
    /// <summary>The width of the summary.</summary>
    public const int Width = 96;

    private const int LabelWidth = 16;

    /// <summary>Writes <c>Label   text</c>, further lines under the text.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="label">The label; empty for none.</param>
    /// <param name="text">The text.</param>
    public static void Labelled(StringBuilder to, string label, string text) => Write(to, label.PadRight(LabelWidth), new string(' ', LabelWidth), text);

    /// <summary>Writes a sentence after a mark, further lines under the sentence.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="text">The sentence.</param>
    public static void Marked(StringBuilder to, string mark, string text) => Write(to, mark, new string(' ', mark.Length), text);

    private static void Write(StringBuilder to, string first, string others, string text)
    {
        StringBuilder line = new(first);
        bool empty = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > Width)
            {
                to.Append(line).Append('\n');
                line.Clear().Append(others);
                empty = true;
            }

            if (!empty) line.Append(' ');
            line.Append(word);
            empty = false;
        }

        to.Append(line.ToString().TrimEnd()).Append('\n');
    }
}
