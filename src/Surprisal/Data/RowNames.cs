namespace Surprisal.Data;

/// <summary>How messages name the rows of a table. Immutable and thread-safe.</summary>
internal abstract class RowNames
{
    /// <summary>Rows counted from 1: those of a table that was made in memory.</summary>
    public static RowNames Counted { get; } = new CountedRows();

    /// <summary>The number that a row has for whoever looks at the source, such as its line in a file.</summary>
    /// <param name="row">Zero-based row of the table.</param>
    public abstract long NumberOf(int row);

    /// <summary>The row in words: <c>row 12</c>.</summary>
    /// <param name="row">Zero-based row of the table.</param>
    public string NameOf(int row) => FormattableString.Invariant($"row {NumberOf(row)}");

    /// <summary>The names of some of the rows.</summary>
    /// <param name="rows">Zero-based rows. Kept, not copied.</param>
    public virtual RowNames Select(int[] rows) => new SelectedRows(this, rows);

    private sealed class CountedRows : RowNames
    {
        public override long NumberOf(int row) => row + 1L;
    }

    private sealed class SelectedRows(RowNames source, int[] kept) : RowNames
    {
        public override long NumberOf(int row) => source.NumberOf(kept[row]);

        public override RowNames Select(int[] rows) => new SelectedRows(source, Array.ConvertAll(rows, row => kept[row]));
    }
}
