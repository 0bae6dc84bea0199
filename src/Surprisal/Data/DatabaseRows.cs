using System.Data.Common;
using System.Globalization;

namespace Surprisal.Data;

/// <summary>The rows of a database query, read into columns.</summary>
/// <param name="reader">The reader, before its first row.</param>
/// <param name="source">Where the rows come from.</param>
internal sealed class DatabaseRows(DbDataReader reader, string source)
{
    private const int RowsBetweenCancellation = 4096;

    /// <summary>Reads to the end.</summary>
    public Table Read(CancellationToken cancellation)
    {
        int width = reader.FieldCount;
        if (width == 0) throw new TableException($"{source}: has no columns", "give a query that returns columns");
        CellList[] lists = new CellList[width];
        for (int j = 0; j < width; j++)
        {
            if (string.IsNullOrEmpty(reader.GetName(j)))
                throw new TableException(FormattableString.Invariant($"{source}: column {j + 1} has no name"), "name it in the query (select ... as name)");
            lists[j] = ListOf(reader.GetFieldType(j));
        }

        int row = 0;
        while (reader.Read())
        {
            row++;
            if (row % RowsBetweenCancellation == 0) cancellation.ThrowIfCancellationRequested();
            for (int j = 0; j < width; j++) Add(lists[j], row, j);
        }

        if (row == 0) throw new TableException($"{source}: has no rows", "give a query that returns at least one row");
        return new Table([.. lists.Select((list, j) => list.ToColumn(reader.GetName(j)))], source);
    }

    private static CellList ListOf(Type type)
    {
        if (type == typeof(bool)) return new BooleanCells();
        bool numeric = type.IsPrimitive && type != typeof(char) && type != typeof(nint) && type != typeof(nuint);
        return numeric || type == typeof(decimal) ? new NumberCells() : new TextCells();
    }

    private void Add(CellList list, int row, int column)
    {
        object? cell = reader.IsDBNull(column) ? null : reader.GetValue(column);
        switch (list)
        {
            case NumberCells numbers:
                numbers.Add(cell is null ? null : Number(cell) ?? throw Refuse(cell, row, column, "a number"));
                break;
            case BooleanCells booleans:
                booleans.Add(cell is null ? null : cell as bool? ?? throw Refuse(cell, row, column, "a truth value"));
                break;
            case TextCells texts:
                texts.Add(cell is null ? null : Text(cell) ?? throw Refuse(cell, row, column, "text"));
                break;
        }
    }

    private static double? Number(object cell) => cell switch
    {
        double number => number,
        float number => number,
        int number => number,
        long number => number,
        short number => number,
        sbyte number => number,
        byte number => number,
        ushort number => number,
        uint number => number,
        ulong number => number,
        // The conversion operator of decimal rounds twice; parsing its digits rounds once.
        decimal number => double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Text(object cell) => cell switch
    {
        string text => text,
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private TableException Refuse(object cell, int row, int column, string wanted) => new(
        FormattableString.Invariant($"{source}: row {row}, column {Quoted.Name(reader.GetName(column))}: a cell of type {cell.GetType().Name} is not {wanted}"),
        "convert it in the query (cast)");
}
