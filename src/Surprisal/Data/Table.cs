namespace Surprisal.Data;

/// <summary>Named columns of equal length: the data of a fit. Immutable and thread-safe.</summary>
public sealed partial class Table
{
    private readonly Dictionary<string, int> _index;
    private readonly RowNames _rowNames;

    /// <summary>Creates a table from columns of equal length and distinct names.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="source">Where the data come from, for messages: a file's path, or a word such as "memory".</param>
    /// <exception cref="TableException">Two columns have the same name, or their lengths differ.</exception>
    public Table(IReadOnlyList<Column> columns, string source = "memory")
        : this(columns, source, RowNames.Counted)
    {
    }

    /// <summary>Creates a table whose rows have names of their own.</summary>
    internal Table(IReadOnlyList<Column> columns, string source, RowNames rowNames)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
        Source = source;
        _rowNames = rowNames;
        RowCount = Columns.Count == 0 ? 0 : Columns[0].RowCount;
        _index = new Dictionary<string, int>(Columns.Count, StringComparer.Ordinal);
        for (int j = 0; j < Columns.Count; j++)
        {
            Column column = Columns[j];
            if (!_index.TryAdd(column.Name, j))
                throw new TableException($"{source}: two columns have the name {Quoted.Name(column.Name)}", "give every column a name of its own");
            if (column.RowCount != RowCount)
                throw new TableException(FormattableString.Invariant($"{source}: column {Quoted.Name(column.Name)} has {column.RowCount} rows, column {Quoted.Name(Columns[0].Name)} has {RowCount}"), "give columns of equal length");
        }
    }

    /// <summary>The columns, in the order of the source.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Where the data come from, for messages.</summary>
    public string Source { get; }

    /// <summary>The words by which messages name a row, <c>row 12</c>, so that its reader finds it in the source.</summary>
    /// <remarks>
    /// For a table of a CSV text the number is the line on which the row starts, as an editor counts (the header is line 1); otherwise rows
    /// are counted from 1. Rows keep their names when they are selected. Naming may read the file again.
    /// </remarks>
    /// <param name="row">Zero-based row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public string RowName(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
        return _rowNames.NameOf(row);
    }

    /// <summary>Some columns of some rows.</summary>
    /// <param name="columns">Columns of this table.</param>
    /// <param name="rows">Zero-based rows of this table. Kept, not copied.</param>
    internal Table Select(IEnumerable<Column> columns, int[] rows) => new([.. columns.Select(column => column.Select(rows))], Source, _rowNames.Select(rows));

    /// <summary>Finds a column by its exact name; null where there is none.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    public Column? Find(string name) => _index.TryGetValue(name, out int j) ? Columns[j] : null;
}
