namespace Surprisal.Data;

/// <summary>Decides what a column of texts is: truth values, texts, or numbers broken by a few cells.</summary>
/// <param name="name">The column's name.</param>
/// <param name="codes">For each row a code of <paramref name="levels"/>, -1 where missing. Changed by <see cref="ToColumn"/>.</param>
/// <param name="levels">The texts in the order of their arrival, declared ones first.</param>
/// <param name="options">The options.</param>
internal sealed class CsvTextColumn(string name, int[] codes, IReadOnlyList<string> levels, CsvOptions options)
{
    /// <summary>The column.</summary>
    public Column ToColumn()
    {
        if (options.LevelOrders.ContainsKey(name)) return new TextColumn(name, codes, levels);
        if (levels.Count > 0 && levels.All(level => Truth(level) >= 0)) return Booleans();
        BrokenNumber? broken = FindBroken();
        string[] sorted = TextLevels.Sort(levels, out int[] places);
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= 0) codes[i] = places[codes[i]];
        }

        return new TextColumn(name, codes, sorted) { BrokenNumber = broken };
    }

    private static sbyte Truth(string text)
    {
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase)) return 1;
        return text.Equals("false", StringComparison.OrdinalIgnoreCase) ? (sbyte)0 : (sbyte)-1;
    }

    private BooleanColumn Booleans()
    {
        sbyte[] truths = [.. levels.Select(Truth)];
        sbyte[] cells = new sbyte[codes.Length];
        for (int i = 0; i < cells.Length; i++) cells[i] = codes[i] < 0 ? (sbyte)-1 : truths[codes[i]];
        return new BooleanColumn(name, cells);
    }

    /// <summary>More than half of the present cells are numbers, with whichever decimal mark: then the others are mistakes.</summary>
    private BrokenNumber? FindBroken()
    {
        CsvTexts texts = new(options);
        (bool Number, bool Otherwise)[] verdicts = [.. levels.Select(texts.Judge)];
        if (!Array.Exists(verdicts, verdict => verdict.Number || verdict.Otherwise)) return null;
        int present = 0, numeric = 0, offending = 0, first = -1;
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] < 0) continue;
            present++;
            (bool number, bool otherwise) = verdicts[codes[i]];
            if (number || otherwise) numeric++;
            if (number) continue;
            if (offending++ == 0) first = i;
        }

        if (2L * numeric <= present || offending == 0) return null;
        char? other = verdicts[codes[first]].Otherwise ? (char)CsvTexts.OtherDecimal((byte)options.DecimalMark) : null;
        return new BrokenNumber(first, levels[codes[first]], offending, other);
    }
}
