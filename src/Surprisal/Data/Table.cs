namespace Surprisal.Data;

/// <summary>Named columns of equal length: the data of a fit. Immutable and thread-safe.</summary>
public sealed partial class Table
{
    private readonly Dictionary<string, int> _index;

    /// <summary>Creates a table from columns of equal length and distinct names.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="source">Where the data come from, for messages: a file's path, or a word such as "memory".</param>
    /// <exception cref="TableException">Two columns have the same name, or their lengths differ.</exception>
    public Table(IReadOnlyList<Column> columns, string source = "memory")
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
        Source = source;
        RowCount = Columns.Count == 0 ? 0 : Columns[0].RowCount;
        _index = new Dictionary<string, int>(Columns.Count, StringComparer.Ordinal);
        for (int j = 0; j < Columns.Count; j++)
        {
            Column column = Columns[j];
            if (!_index.TryAdd(column.Name, j))
                throw new TableException($"{source}: two columns have the name '{column.Name}'", "give every column a name of its own");
            if (column.RowCount != RowCount)
                throw new TableException($"{source}: column '{column.Name}' has {column.RowCount} rows, column '{Columns[0].Name}' has {RowCount}", "give columns of equal length");
        }
    }

    /// <summary>The columns, in the order of the source.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Where the data come from, for messages.</summary>
    public string Source { get; }

    /// <summary>Finds a column by its exact name; null where there is none.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    public Column? Find(string name) => _index.TryGetValue(name, out int j) ? Columns[j] : null;
}
