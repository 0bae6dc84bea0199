using System.Data.Common;

namespace Surprisal.Data;

public sealed partial class Table
{
    /// <summary>Makes a table of arrays of numbers, which are kept, not copied: the caller promises not to change them afterwards.</summary>
    /// <param name="columns">Names and cells; NaN is a missing cell.</param>
    /// <exception cref="TableException">Two columns have the same name, or their lengths differ.</exception>
    public static Table Of(params ReadOnlySpan<(string Name, double[] Values)> columns)
    {
        Column[] made = new Column[columns.Length];
        for (int j = 0; j < made.Length; j++) made[j] = new NumberColumn(columns[j].Name, columns[j].Values);
        return new Table(made);
    }

    /// <summary>Starts a table of objects: declare its columns, then call <see cref="TableBuilder{T}.Build"/>.</summary>
    /// <typeparam name="T">The type of an object, which becomes a row.</typeparam>
    /// <param name="rows">The objects, enumerated once by each <see cref="TableBuilder{T}.Build"/>.</param>
    /// <param name="source">Where they come from, for messages.</param>
    /// <example><code>Table.From(people).Number("age", p => p.Age).Text("town", p => p.Town).Boolean("smoker", p => p.Smokes).Build()</code></example>
    public static TableBuilder<T> From<T>(IEnumerable<T> rows, string source = "memory")
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new TableBuilder<T>(rows, source);
    }

    /// <summary>Reads what a database query returns, to its end.</summary>
    /// <remarks>
    /// Columns of a numeric type become numbers, of truth values booleans, of everything else text: dates and times in ISO 8601. A database
    /// null is a missing cell. A decimal becomes its nearest double.
    /// </remarks>
    /// <param name="reader">The reader, before its first row; left open.</param>
    /// <param name="source">Where the rows come from, for messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TableException">There are no columns or rows, a name is missing or occurs twice, or a cell is not of its column's type.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static Table FromReader(DbDataReader reader, string source = "query", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new DatabaseRows(reader, source).Read(cancellationToken);
    }
}
