using Surprisal.Formulas;

namespace Surprisal.Solvers.Kinks;

/// <summary>Cells of a column without a copy where it keeps them as numbers.</summary>
internal static class ColumnCells
{
    /// <summary>Consecutive cells.</summary>
    /// <param name="column">The column.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="room">As long as the cells; filled where the column does not keep them.</param>
    public static ReadOnlySpan<double> Of(DesignColumn column, int firstRow, Span<double> room)
    {
        if (column is NumericColumn numeric) return numeric.Values.Span.Slice(firstRow, room.Length);
        column.Fill(firstRow, room);
        return room;
    }
}
