namespace Surprisal.Data;

/// <summary>How a CSV file is to be read. Immutable; the collections given must not change afterwards.</summary>
/// <remarks>An option that cannot be used is refused with a <see cref="TableException"/> when a table is read.</remarks>
public sealed record CsvOptions
{
    /// <summary>The texts that mean a missing cell unless <see cref="MissingTexts"/> says otherwise: NA, nothing, NaN and nan.</summary>
    public static IReadOnlyList<string> DefaultMissingTexts { get; } = ["NA", "", "NaN", "nan"];

    /// <summary>
    /// What separates cells: an ASCII character other than a quote, a letter, a digit and the decimal mark. Null (the default) detects comma, semicolon or
    /// tab from the first rows; a comma is no candidate where it is the decimal mark.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>The decimal mark of numbers: '.' (the default) or ','. Thousands separators are never accepted.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>
    /// Texts that mean a missing cell, compared exactly and after spaces around an unquoted cell were removed. A quoted cell counts too, because
    /// programs that quote everything quote missing cells. A text that looks like a number, such as -999, is compared as text: -999.0 differs.
    /// </summary>
    public IReadOnlyList<string> MissingTexts { get; init; } = DefaultMissingTexts;

    /// <summary>
    /// For some columns the levels, in their order. Such a column is text whatever its cells look like, and a cell outside of its levels is an error.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> LevelOrders { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The largest number of threads, at least 1; null (the default) for one per processor. The table is the same for any.</summary>
    public int? Threads { get; init; }

    /// <summary>From how many bytes on several threads are worth their start. Tests lower it.</summary>
    internal long ParallelFrom { get; init; } = 1 << 19;

    /// <summary>Refuses options that cannot be used.</summary>
    /// <exception cref="TableException">One of them cannot be used.</exception>
    internal void Validate()
    {
        if (DecimalMark is not ('.' or ','))
            throw new TableException($"the decimal mark {Quoted.Text(DecimalMark.ToString())} cannot be used", "use '.' or ','");
        if (Separator is { } separator)
        {
            if (separator is '"' or '\r' or '\n' or '\0' || separator > 126 || char.IsAsciiLetterOrDigit(separator))
                throw new TableException($"the separator {Quoted.Text(separator.ToString())} cannot be used", "use ',', ';', a tab or another ASCII punctuation mark");
            if (separator == DecimalMark)
                throw new TableException($"'{separator}' cannot be both the separator and the decimal mark", "choose another separator or decimal mark");
        }

        if (Threads < 1) throw new TableException("the number of threads is less than 1", "use at least one thread");
        foreach ((string column, IReadOnlyList<string> levels) in LevelOrders)
        {
            if (levels.Count == 0) throw new TableException($"no levels are declared for column {Quoted.Name(column)}", "name at least one level");
            HashSet<string> seen = new(StringComparer.Ordinal);
            foreach (string level in levels)
            {
                if (!seen.Add(level))
                    throw new TableException($"level {Quoted.Text(level)} of column {Quoted.Name(column)} is declared twice", "name every level once");
            }
        }
    }
}
