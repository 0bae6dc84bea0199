namespace Surprisal.Numerics.Dense;

/// <summary>Columns of a tall matrix that can be read piecewise: dense arrays, or codes that are expanded on the way. Thread-safe.</summary>
internal interface IColumnSource
{
    /// <summary>Rows.</summary>
    int RowCount { get; }

    /// <summary>Columns.</summary>
    int ColumnCount { get; }

    /// <summary>Writes rows <paramref name="firstRow"/> ... of one column; called from several threads at once.</summary>
    /// <param name="column">Zero-based column.</param>
    /// <param name="firstRow">Zero-based first row.</param>
    /// <param name="destination">Receives as many rows as it is long.</param>
    void Fill(int column, int firstRow, Span<double> destination);
}

/// <summary>Columns held in memory.</summary>
internal sealed class MemoryColumns : IColumnSource
{
    private readonly ReadOnlyMemory<double>[] _columns;

    /// <summary>Wraps columns of equal length without copying.</summary>
    /// <param name="rowCount">Rows: stated because there may be no column.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="ArgumentException">A column has another length.</exception>
    public MemoryColumns(int rowCount, params ReadOnlyMemory<double>[] columns)
    {
        foreach (ReadOnlyMemory<double> column in columns)
        {
            if (column.Length != rowCount)
                throw new ArgumentException($"a column of {column.Length} rows among columns of {rowCount}", nameof(columns));
        }

        RowCount = rowCount;
        _columns = columns;
    }

    /// <inheritdoc/>
    public int RowCount { get; }

    /// <inheritdoc/>
    public int ColumnCount => _columns.Length;

    /// <inheritdoc/>
    public void Fill(int column, int firstRow, Span<double> destination) =>
        _columns[column].Span.Slice(firstRow, destination.Length).CopyTo(destination);
}
