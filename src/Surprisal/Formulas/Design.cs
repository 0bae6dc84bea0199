namespace Surprisal.Formulas;

/// <summary>The columns of one formula in the rows of one frame: dense where they must be, else codes. Immutable.</summary>
public sealed class Design
{
    internal Design(int rowCount, IReadOnlyList<string> terms, IReadOnlyList<DesignColumn> columns, ReadOnlyMemory<double>? offset)
    {
        RowCount = rowCount;
        Terms = terms;
        Columns = columns;
        Offset = offset;
        Names = [.. columns.Select(static c => c.Name)];
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns, the intercept included; 0 is possible.</summary>
    public int ColumnCount => Columns.Count;

    /// <summary>The names of the columns as printed.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The terms that the columns come from, without the intercept.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The columns: the intercept first if there is one, then term by term.</summary>
    public IReadOnlyList<DesignColumn> Columns { get; }

    /// <summary>The sum of the formula's offsets in each row; null if it has none.</summary>
    public ReadOnlyMemory<double>? Offset { get; }

    /// <summary>Whether the first column is the intercept.</summary>
    public bool HasIntercept => Columns is [InterceptColumn, ..];
}
