using CsvHelper;

namespace Surprisal.Data;

/// <summary>
/// Reads a CSV text into columns: one pass under the guess that the first rows give, and a second one for the columns whose later cells
/// are not the numbers that the first ones were. The table does not depend on the number of threads.
/// </summary>
internal sealed class CsvReading
{
    private const int RowsBetweenCancellation = 4096;

    private readonly CsvInput _input;
    private readonly CsvOptions _options;
    private readonly CsvHeader _header;
    private readonly CsvLines _lines;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;

    private CsvReading(CsvInput input, CsvOptions options, CancellationToken cancellation)
    {
        _input = input;
        _options = options;
        _cancellation = cancellation;
        _header = CsvHeader.Read(input, options);
        _lines = new CsvLines(input, _header.Separator);
        _threads = input.Length < options.ParallelFrom ? 1 : options.Threads ?? Environment.ProcessorCount;
    }

    /// <summary>Reads the table.</summary>
    /// <exception cref="TableException">The text cannot be read as a table.</exception>
    public static Table Read(CsvInput input, CsvOptions options, CancellationToken cancellation)
    {
        options.Validate();
        return new CsvReading(input, options, cancellation).Read();
    }

    private Table Read()
    {
        string[] names = _header.Names;
        CheckDeclared();
        CsvColumnMode[] modes = new CsvColumnMode[names.Length];
        for (int j = 0; j < names.Length; j++) modes[j] = ModeOf(j);
        CsvCells first = new(names, modes, _options);
        int rows = Pass(first);
        if (rows == 0) throw new TableException($"{_input.Name}: has a header but no rows", "give at least one row of data");
        CsvColumnMode[] again = new CsvColumnMode[names.Length];
        for (int j = 0; j < names.Length; j++) again[j] = modes[j] == CsvColumnMode.Number && first.IsBroken(j) ? CsvColumnMode.Text : CsvColumnMode.Skip;
        CsvCells second = first;
        if (again.Contains(CsvColumnMode.Text))
        {
            second = new CsvCells(names, again, _options);
            if (Pass(second) != rows) throw new TableException($"{_input.Name}: changed while it was read", "read it again when nobody writes to it");
        }

        Column?[] columns = new Column?[names.Length];
        Parallel.For(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = _threads }, j =>
        {
            CsvCells cells = again[j] == CsvColumnMode.Text ? second : first;
            if (modes[j] == CsvColumnMode.Skip) return;
            columns[j] = modes[j] == CsvColumnMode.Number && cells == first
                ? new NumberColumn(names[j], first.Numbers(j, rows))
                : new CsvTextColumn(names[j], cells.Codes(j, rows), cells.Levels(j).Levels, _options).ToColumn();
        });
        CsvLines lines = CsvLines.OfTable(_input, _header.Separator, rows);
        Explain(columns, lines);
        return new Table([.. columns.OfType<Column>()], _input.Name, lines);
    }

    private CsvColumnMode ModeOf(int column)
    {
        string name = _header.Names[column];
        if (name.Length == 0) return CsvColumnMode.Skip;
        return _header.LooksNumeric[column] && !_options.LevelOrders.ContainsKey(name) ? CsvColumnMode.Number : CsvColumnMode.Text;
    }

    private void CheckDeclared()
    {
        foreach (string name in _options.LevelOrders.Keys)
        {
            if (!_header.Names.Contains(name, StringComparer.Ordinal))
                throw new TableException($"{_input.Name}: no column {Quoted.Name(name)}, whose levels are declared", $"the columns are {Quoted.Names(_header.Names)}");
        }
    }

    private int Pass(CsvCells cells) => CsvInput.Guard(_input.Name, () =>
    {
        _cancellation.ThrowIfCancellationRequested();
        Misquote? malformed = null;
        using CsvReader reader = _input.Open(_header.Separator, found =>
        {
            // A stray quote within an unquoted cell, as in 5" pipe, is text.
            if (found.Reason != CsvMalformedReason.StrayQuote) Interlocked.CompareExchange(ref malformed, new Misquote(found.RecordNumber - 2, found.Reason), null);
        });
        reader.ReadHeader();
        int rows = 0;
        foreach (CsvProblem? problem in _threads == 1 ? Sequential(reader, cells) : reader.ParallelEnumerate(cells.Store, _threads))
        {
            if (problem is not null)
            {
                // Broken quoting is the likelier cause of what comes after it.
                if (malformed is not null && malformed.Row <= problem.Row) break;
                throw new TableException(FormattableString.Invariant($"{_input.Name}: row {_lines.LineOf(problem.Row)}{problem.What}"), problem.Remedy);
            }

            if (++rows % RowsBetweenCancellation == 0) _cancellation.ThrowIfCancellationRequested();
        }

        return malformed is null ? rows : throw Misquoted(malformed);
    });

    private static IEnumerable<CsvProblem?> Sequential(CsvReader reader, CsvCells cells)
    {
        while (reader.Read()) yield return cells.Store(reader);
    }

    private TableException Misquoted(Misquote malformed)
    {
        long line = malformed.Row < 0 ? 1 : _lines.LineOf(malformed.Row);
        return malformed.Reason == CsvMalformedReason.UnterminatedQuote
            ? new TableException(FormattableString.Invariant($"{_input.Name}: row {line}: a quote is opened and never closed"), "close it; a quote within a quoted cell is written twice")
            : new TableException(FormattableString.Invariant($"{_input.Name}: row {line}: text after a closing quote"), "a quote within a quoted cell is written twice");
    }

    private void Explain(Column?[] columns, CsvLines lines)
    {
        for (int j = 0; j < columns.Length; j++)
        {
            if (columns[j] is TextColumn { BrokenNumber: { } broken } text)
                columns[j] = new TextColumn(text.Name, text.Codes, text.Levels) { BrokenNumber = broken with { Rows = lines } };
            if (columns[j] is not TextColumn declared || !_options.LevelOrders.TryGetValue(declared.Name, out IReadOnlyList<string>? levels)) continue;
            ReadOnlySpan<int> codes = declared.Codes.Span;
            int row = codes.IndexOfAnyExceptInRange(TextLevels.Missing, levels.Count - 1);
            if (row < 0) continue;
            throw new TableException(
                FormattableString.Invariant($"{_input.Name}: {lines.NameOf(row)}, column {Quoted.Name(declared.Name)}: {Quoted.Text(declared.Levels[codes[row]])} is none of the declared levels"),
                $"declare it as well, or mend the cell; declared are {Quoted.Names(levels)}");
        }
    }

    /// <summary>Broken quoting in a zero-based row, or in the header (-1).</summary>
    private sealed record Misquote(long Row, CsvMalformedReason Reason);
}
