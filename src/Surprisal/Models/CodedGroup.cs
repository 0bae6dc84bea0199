using Surprisal.Formulas;

namespace Surprisal.Models;

/// <summary>
/// The columns of one predictor that mark levels of one coding: they exclude one another, so they stay codes, and their products are gathers and
/// scatters. Immutable.
/// </summary>
/// <remarks>
/// Each row has a slot: that of its level's column, or one past the last where its level has no column (a reference level).
/// </remarks>
internal sealed class CodedGroup
{
    // Fewer columns than this are faster as dense ones: levels that recur within a few rows would wait for one another.
    private const int FewestColumns = 12;
    private readonly int[] _slots;

    private CodedGroup(IReadOnlyList<(IndicatorColumn Column, int Coefficient)> members)
    {
        Codes = members[0].Column.Codes;
        Multiplier = members[0].Column.Multiplier;
        Coefficients = [.. members.Select(static m => m.Coefficient)];
        Levels = [.. members.Select(static m => m.Column.Level)];
        int most = Levels.Max();
        foreach (int code in Codes.Span) most = Math.Max(most, code);
        _slots = new int[most + 1];
        Array.Fill(_slots, members.Count);
        for (int k = 0; k < members.Count; k++) _slots[Levels[k]] = k;
    }

    /// <summary>The level of each row.</summary>
    public ReadOnlyMemory<int> Codes { get; }

    /// <summary>What stands in the rows of a level; null for ones.</summary>
    public ReadOnlyMemory<double>? Multiplier { get; }

    /// <summary>For each slot, where its coefficient stands among those of the objective.</summary>
    public IReadOnlyList<int> Coefficients { get; }

    /// <summary>For each slot, its level.</summary>
    public IReadOnlyList<int> Levels { get; }

    /// <summary>The number of columns, and the slot of rows without one.</summary>
    public int Count => Coefficients.Count;

    /// <summary>Whether a level's rows are those of the same level of another group.</summary>
    public bool SharesLevels(CodedGroup other) => Codes.Equals(other.Codes);

    /// <summary>The slot of a level; <see cref="Count"/> for one without a column.</summary>
    public int SlotOf(int level) => (uint)level < (uint)_slots.Length ? _slots[level] : Count;

    /// <summary>Writes the slots of consecutive rows.</summary>
    public void Fill(int firstRow, Span<int> slots)
    {
        ReadOnlySpan<int> codes = Codes.Span.Slice(firstRow, slots.Length);
        int[] map = _slots;
        for (int i = 0; i < slots.Length; i++) slots[i] = map[codes[i]];
    }

    /// <summary>Takes the codings with many levels out of a predictor's columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="start">Where the first one's coefficient stands.</param>
    /// <param name="dense">Receives the indices of the columns that are left.</param>
    public static IReadOnlyList<CodedGroup> Split(IReadOnlyList<DesignColumn> columns, int start, out IReadOnlyList<int> dense)
    {
        Dictionary<(ReadOnlyMemory<int> Codes, ReadOnlyMemory<double>? Multiplier), List<Members>> found = [];
        List<Members> inOrder = [];
        for (int j = 0; j < columns.Count; j++)
        {
            if (columns[j] is not IndicatorColumn column) continue;
            if (!found.TryGetValue((column.Codes, column.Multiplier), out List<Members>? groups)) found.Add((column.Codes, column.Multiplier), groups = []);

            // The same factor written twice has every level twice: the second is a group of its own.
            Members? own = groups.Find(g => !g.Levels.Contains(column.Level));
            if (own is null) groups.Add(own = new Members());
            if (own.Columns.Count == 0) inOrder.Add(own);
            own.Levels.Add(column.Level);
            own.Columns.Add((column, j));
        }

        HashSet<int> coded = [.. inOrder.Where(static g => g.Columns.Count >= FewestColumns).SelectMany(static g => g.Columns.Select(static c => c.Index))];
        dense = [.. Enumerable.Range(0, columns.Count).Where(j => !coded.Contains(j))];
        return [.. inOrder.Where(static g => g.Columns.Count >= FewestColumns).Select(g => new CodedGroup([.. g.Columns.Select(c => (c.Column, start + c.Index))]))];
    }

    private sealed class Members
    {
        public HashSet<int> Levels { get; } = [];

        public List<(IndicatorColumn Column, int Index)> Columns { get; } = [];
    }
}
