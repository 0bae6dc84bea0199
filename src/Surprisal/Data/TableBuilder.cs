namespace Surprisal.Data;

/// <summary>Declares the columns of a table made of objects. Not thread-safe.</summary>
/// <typeparam name="T">The type of an object, which becomes a row.</typeparam>
public sealed class TableBuilder<T>
{
    private readonly IEnumerable<T> _rows;
    private readonly string _source;
    private readonly List<(string Name, Func<(CellList Cells, Action<T, int> Add)> Start)> _columns = [];

    internal TableBuilder(IEnumerable<T> rows, string source)
    {
        _rows = rows;
        _source = source;
    }

    /// <summary>Declares a column of numbers.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The number of an object; null or NaN where missing.</param>
    /// <returns>This builder.</returns>
    public TableBuilder<T> Number(string name, Func<T, double?> value)
    {
        Check(name, value);
        _columns.Add((name, () =>
        {
            NumberCells cells = new();
            return (cells, (item, _) => cells.Add(value(item)));
        }
        ));
        return this;
    }

    /// <summary>Declares a column of text.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The text of an object; null where missing.</param>
    /// <param name="levels">The levels in their order, when they are known; otherwise they are found and sorted ordinally.</param>
    /// <returns>This builder.</returns>
    public TableBuilder<T> Text(string name, Func<T, string?> value, params string[] levels)
    {
        Check(name, value);
        ArgumentNullException.ThrowIfNull(levels);
        string[]? declared = levels.Length == 0 ? null : [.. levels];
        if (declared is not null && declared.Distinct(StringComparer.Ordinal).Count() < declared.Length)
            throw new ArgumentException("a level is declared twice", nameof(levels));
        _columns.Add((name, () =>
        {
            TextCells cells = new(declared);
            return (cells, (item, row) =>
            {
                string? text = value(item);
                if (!cells.Add(text)) throw NotDeclared(name, row, text!);
            }
            );
        }
        ));
        return this;
    }

    /// <summary>Declares a column of truth values.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The truth value of an object; null where missing.</param>
    /// <returns>This builder.</returns>
    public TableBuilder<T> Boolean(string name, Func<T, bool?> value)
    {
        Check(name, value);
        _columns.Add((name, () =>
        {
            BooleanCells cells = new();
            return (cells, (item, _) => cells.Add(value(item)));
        }
        ));
        return this;
    }

    /// <summary>Enumerates the objects once and makes the table, which does not change with this builder afterwards.</summary>
    /// <exception cref="TableException">Two columns have the same name, or a text is none of the declared levels.</exception>
    public Table Build()
    {
        (CellList Cells, Action<T, int> Add)[] started = [.. _columns.Select(column => column.Start())];
        int row = 0;
        foreach (T item in _rows)
        {
            foreach ((_, Action<T, int> add) in started) add(item, row);
            row++;
        }

        return new Table([.. started.Select((column, j) => column.Cells.ToColumn(_columns[j].Name))], _source);
    }

    private static void Check(string name, Delegate value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
    }

    private TableException NotDeclared(string name, int row, string text) => new(
        FormattableString.Invariant($"{_source}: row {row + 1}, column {Quoted.Name(name)}: {Quoted.Text(text)} is none of the declared levels"),
        "declare it as well, or declare none");
}
