using System.Text;

namespace Surprisal.Cli.Rendering;

/// <summary>Rows of text in columns: the first columns to the left, as words are read, the others to the right, as numbers are.</summary>
/// <param name="leftColumns">How many columns are words.</param>
internal sealed class TextTable(int leftColumns)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Its cells; every row has the same number.</param>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes all rows, each on a line.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="indent">What every line begins with.</param>
    public void Write(StringBuilder text, string indent)
    {
        if (_rows.Count == 0) return;
        int[] widths = [.. Enumerable.Range(0, _rows[0].Length).Select(j => _rows.Max(row => row[j].Length))];
        foreach (string[] row in _rows)
        {
            StringBuilder line = new(indent);
            for (int j = 0; j < row.Length; j++)
            {
                if (j > 0) line.Append(Gap);
                line.Append(j < leftColumns ? row[j].PadRight(widths[j]) : row[j].PadLeft(widths[j]));
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }
}
