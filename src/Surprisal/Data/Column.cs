namespace Surprisal.Data;

/// <summary>One named column of a <see cref="Table"/>: numbers, text or truth values. Immutable.</summary>
public abstract class Column
{
    private protected Column(string name, int rowCount)
    {
        Name = name;
        RowCount = rowCount;
    }

    /// <summary>The column's name, as in the file's header.</summary>
    public string Name { get; }

    /// <summary>The number of rows, missing cells included.</summary>
    public int RowCount { get; }

    /// <summary>Whether the cell of a row is missing.</summary>
    /// <param name="row">Zero-based row.</param>
    public abstract bool IsMissing(int row);

    /// <summary>The column restricted to some rows, in their order.</summary>
    /// <param name="rows">Zero-based rows to keep.</param>
    internal abstract Column Select(ReadOnlySpan<int> rows);
}

/// <summary>A column of numbers; a missing cell is NaN.</summary>
/// <param name="name">The column's name.</param>
/// <param name="values">The cells. The memory is kept, not copied: the caller promises not to change it afterwards.</param>
public sealed class NumberColumn(string name, ReadOnlyMemory<double> values) : Column(name, values.Length)
{
    // One more than the index of the first cell that is not finite, 0 for none; -1 as long as nobody looked. A race writes the same number twice.
    private int _firstNonFinite = -1;

    /// <summary>The cells; NaN where missing.</summary>
    public ReadOnlyMemory<double> Values { get; } = values;

    /// <summary>The index of the first cell that is missing or infinite; -1 if there is none. Looked for once.</summary>
    internal int FirstNonFinite()
    {
        if (_firstNonFinite < 0) _firstNonFinite = FiniteCheck.FirstNonFinite(Values.Span) + 1;
        return _firstNonFinite - 1;
    }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(Values.Span[row]);

    internal override Column Select(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<double> source = Values.Span;
        double[] kept = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++) kept[i] = source[rows[i]];
        return new NumberColumn(Name, kept);
    }
}

/// <summary>A column of text, stored as codes into a dictionary of levels.</summary>
public sealed class TextColumn : Column
{
    /// <summary>Creates a column from codes.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="codes">Index into <paramref name="levels"/> for each row; -1 where missing. Kept, not copied.</param>
    /// <param name="levels">Distinct texts, in ordinal order unless an order was declared. Kept, not copied.</param>
    public TextColumn(string name, ReadOnlyMemory<int> codes, IReadOnlyList<string> levels)
        : base(name, codes.Length)
    {
        Codes = codes;
        Levels = levels;
    }

    /// <summary>Index into <see cref="Levels"/> for each row; -1 where missing.</summary>
    public ReadOnlyMemory<int> Codes { get; }

    /// <summary>The distinct texts, in ordinal order unless an order was declared. Some may occur in no row.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>Set where most cells read as numbers but some do not: the column cannot be used as it stands.</summary>
    internal BrokenNumber? BrokenNumber { get; init; }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => Codes.Span[row] < 0;

    internal override Column Select(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<int> source = Codes.Span;
        int[] kept = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) kept[i] = source[rows[i]];
        return new TextColumn(Name, kept, Levels) { BrokenNumber = BrokenNumber };
    }
}

/// <summary>A column of truth values.</summary>
/// <param name="name">The column's name.</param>
/// <param name="cells">1 for true, 0 for false, -1 where missing. Kept, not copied.</param>
public sealed class BooleanColumn(string name, ReadOnlyMemory<sbyte> cells) : Column(name, cells.Length)
{
    /// <summary>1 for true, 0 for false, -1 where missing.</summary>
    public ReadOnlyMemory<sbyte> Cells { get; } = cells;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => Cells.Span[row] < 0;

    internal override Column Select(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<sbyte> source = Cells.Span;
        sbyte[] kept = new sbyte[rows.Length];
        for (int i = 0; i < rows.Length; i++) kept[i] = source[rows[i]];
        return new BooleanColumn(Name, kept);
    }
}
