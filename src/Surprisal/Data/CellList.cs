namespace Surprisal.Data;

/// <summary>The cells of one column while a table is built row by row.</summary>
internal abstract class CellList
{
    /// <summary>The finished column.</summary>
    public abstract Column ToColumn(string name);
}

/// <summary>Cells that are numbers.</summary>
internal sealed class NumberCells : CellList
{
    private readonly List<double> _cells = [];

    /// <summary>Adds a cell; null is missing.</summary>
    public void Add(double? value) => _cells.Add(value ?? double.NaN);

    /// <inheritdoc/>
    public override Column ToColumn(string name) => new NumberColumn(name, _cells.ToArray());
}

/// <summary>Cells that are truth values.</summary>
internal sealed class BooleanCells : CellList
{
    private readonly List<sbyte> _cells = [];

    /// <summary>Adds a cell; null is missing.</summary>
    public void Add(bool? value) => _cells.Add(value is null ? (sbyte)-1 : value.Value ? (sbyte)1 : (sbyte)0);

    /// <inheritdoc/>
    public override Column ToColumn(string name) => new BooleanColumn(name, _cells.ToArray());
}

/// <summary>Cells that are texts.</summary>
/// <param name="declared">The levels in their order; null to find them and sort them.</param>
internal sealed class TextCells(IReadOnlyList<string>? declared = null) : CellList
{
    private readonly List<int> _cells = [];
    private readonly TextLevels _levels = new([], declared);

    /// <summary>Adds a cell; null is missing.</summary>
    /// <returns>Whether the text is a declared level, or none are declared.</returns>
    public bool Add(string? value)
    {
        int code = value is null ? TextLevels.Missing : _levels.CodeOf(value);
        _cells.Add(code);
        return declared is null || code < declared.Count;
    }

    /// <inheritdoc/>
    public override Column ToColumn(string name)
    {
        int[] codes = [.. _cells];
        if (declared is not null) return new TextColumn(name, codes, declared);
        string[] sorted = TextLevels.Sort(_levels.Levels, out int[] places);
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= 0) codes[i] = places[codes[i]];
        }

        return new TextColumn(name, codes, sorted);
    }
}
