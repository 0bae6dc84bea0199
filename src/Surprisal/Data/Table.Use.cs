namespace Surprisal.Data;

public sealed partial class Table
{
    /// <summary>The column of a name, for a model that uses it.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    /// <exception cref="TableException">
    /// There is no such column, all its cells are missing, or it is numeric but for a few cells (the message names the first).
    /// </exception>
    public Column Use(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Column column = Find(name)
            ?? throw new TableException($"{Source}: no column {Quoted.Name(name)}", ColumnRemedy(name));
        if (column is TextColumn { BrokenNumber: { } broken }) throw broken.ToException(Source, name);
        for (int row = 0; row < RowCount; row++)
        {
            if (!column.IsMissing(row)) return column;
        }

        throw new TableException($"{Source}: column {Quoted.Name(name)}: all values are missing", "leave the column out, or check which texts count as missing");
    }

    /// <summary>What to do about a column that there is not.</summary>
    internal string ColumnRemedy(string name)
    {
        IEnumerable<string> names = Columns.Select(static column => column.Name);
        return DidYouMean.Remedy(name, names) ?? $"its columns: {Quoted.Names(names)}";
    }

    /// <summary>The table of some rows, in the order given.</summary>
    /// <param name="rows">Zero-based rows; a row may occur more than once.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Table Select(ReadOnlySpan<int> rows)
    {
        foreach (int row in rows) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(rows));
        return Select(Columns, rows.ToArray());
    }

    /// <summary>The table with one more column, which takes the place of a column of the same name.</summary>
    /// <param name="column">The column, as long as the table unless the table has no columns.</param>
    /// <exception cref="TableException">The column's length differs.</exception>
    public Table WithColumn(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        List<Column> columns = [.. Columns];
        if (_index.TryGetValue(column.Name, out int place)) columns[place] = column;
        else columns.Add(column);
        return new Table(columns, Source, _rowNames);
    }
}
