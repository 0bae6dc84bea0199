namespace Surprisal.Formulas;

/// <summary>One column of a design. Immutable.</summary>
public abstract class DesignColumn
{
    private protected DesignColumn(string name, int term)
    {
        Name = name;
        Term = term;
    }

    /// <summary>The name as printed, such as <c>x1:cat[b]</c>.</summary>
    public string Name { get; }

    /// <summary>The term that it belongs to: 0 for the intercept, else one more than the index into <see cref="Design.Terms"/>.</summary>
    public int Term { get; }

    /// <summary>Writes consecutive cells.</summary>
    /// <param name="firstRow">Zero-based row of the first cell.</param>
    /// <param name="destination">Receives one cell for each row from there.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not all in the design.</exception>
    public abstract void Fill(int firstRow, Span<double> destination);
}

/// <summary>The column of ones.</summary>
public sealed class InterceptColumn : DesignColumn
{
    internal InterceptColumn()
        : base("(Intercept)", 0)
    {
    }

    /// <inheritdoc/>
    public override void Fill(int firstRow, Span<double> destination) => destination.Fill(1);
}

/// <summary>A dense column of numbers.</summary>
public sealed class NumericColumn : DesignColumn
{
    internal NumericColumn(string name, int term, ReadOnlyMemory<double> values)
        : base(name, term)
    {
        Values = values;
    }

    /// <summary>The cells; for a plain column of the table, its own memory.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <inheritdoc/>
    public override void Fill(int firstRow, Span<double> destination) =>
        Values.Span.Slice(firstRow, destination.Length).CopyTo(destination);
}

/// <summary>
/// A column that is zero except in the rows of one level, where it is 1 or a multiplier. Columns of a term share their memory.
/// </summary>
public sealed class IndicatorColumn : DesignColumn
{
    internal IndicatorColumn(string name, int term, ReadOnlyMemory<int> codes, int level, ReadOnlyMemory<double>? multiplier)
        : base(name, term)
    {
        Codes = codes;
        Level = level;
        Multiplier = multiplier;
    }

    /// <summary>The level of each row; several factors of a term have one combined level.</summary>
    public ReadOnlyMemory<int> Codes { get; }

    /// <summary>The level that this column marks.</summary>
    public int Level { get; }

    /// <summary>What stands in the rows of the level; null for ones.</summary>
    public ReadOnlyMemory<double>? Multiplier { get; }

    /// <inheritdoc/>
    public override void Fill(int firstRow, Span<double> destination)
    {
        ReadOnlySpan<int> codes = Codes.Span.Slice(firstRow, destination.Length);
        if (Multiplier is { } multiplier)
        {
            ReadOnlySpan<double> values = multiplier.Span.Slice(firstRow, destination.Length);
            for (int i = 0; i < destination.Length; i++) destination[i] = codes[i] == Level ? values[i] : 0;
        }
        else
        {
            for (int i = 0; i < destination.Length; i++) destination[i] = codes[i] == Level ? 1 : 0;
        }
    }
}
