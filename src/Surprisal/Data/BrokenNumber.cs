using System.Globalization;

namespace Surprisal.Data;

/// <summary>What keeps a mostly numeric column from being numeric.</summary>
/// <param name="Row">Zero-based row of the first offending cell in the table that was read.</param>
/// <param name="Text">The text of the first offending cell.</param>
/// <param name="Count">The number of offending cells.</param>
/// <param name="OtherDecimal">The decimal mark with which the first offending cell would be a number; null if it never is.</param>
internal sealed record BrokenNumber(int Row, string Text, int Count, char? OtherDecimal)
{
    /// <summary>The names of the rows of the table that was read: the column may since have come into a table of other rows.</summary>
    public RowNames Rows { get; init; } = RowNames.Counted;

    /// <summary>The exception that says so.</summary>
    /// <param name="source">The table's source.</param>
    /// <param name="column">The column's name.</param>
    public TableException ToException(string source, string column)
    {
        string more = Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (nor are {Count - 1} other cells of this column)");
        string remedy = OtherDecimal switch
        {
            ',' => "the cell looks like a number with a decimal comma: read the file with the decimal mark ',' (--decimal ,)",
            '.' => "the cell looks like a number with a decimal point: read the file with the decimal mark '.' (--decimal .)",
            _ => "most of the column is numbers: mend the cell, or name its text as missing (--na), or declare the column's levels (--levels)",
        };
        return new TableException(
            $"{source}: {Rows.NameOf(Row)}, column {Quoted.Name(column)}: {Quoted.Text(Text)} is not a number{more}",
            remedy);
    }
}
