using CsvHelper;

namespace Surprisal.Data;

/// <summary>
/// Names the rows of a CSV text by the line on which they start, as an editor counts: the header is line 1, and empty lines and line breaks
/// within quotes count.
/// </summary>
/// <remarks>
/// Only messages need it, so only they pay: a file is read again at the first question, and what is kept are the rows at which line and row
/// move apart (none in most files). If the file is gone or changed by then, its rows are taken to be a line each.
/// </remarks>
internal sealed class CsvLines : RowNames
{
    private const int LinesBeforeFirstRow = 2;

    private readonly Lazy<Shift[]> _shifts;

    /// <summary>Prepares to name the rows of an input that can be read again.</summary>
    public CsvLines(CsvInput input, char separator) => _shifts = new Lazy<Shift[]>(() => Find(input, separator));

    private CsvLines(Shift[] shifts) => _shifts = new Lazy<Shift[]>(shifts);

    /// <summary>The names that a table keeps: those of an input in memory are settled, so that its bytes can go.</summary>
    /// <param name="input">The input.</param>
    /// <param name="separator">Its separator.</param>
    /// <param name="rowCount">The number of rows in it.</param>
    public static CsvLines OfTable(CsvInput input, char separator, int rowCount)
    {
        if (!input.IsInMemory) return new CsvLines(input, separator);
        return new CsvLines(input.CountLines() == rowCount + 1L ? [] : Find(input, separator));
    }

    /// <inheritdoc/>
    public override long NumberOf(int row) => LineOf(row);

    /// <summary>The line on which a row starts.</summary>
    /// <param name="row">Zero-based.</param>
    public long LineOf(long row)
    {
        Shift[] shifts = _shifts.Value;
        int place = Array.BinarySearch(shifts, new Shift(row, 0), Comparer<Shift>.Create((a, b) => a.Row.CompareTo(b.Row)));
        if (place < 0) place = ~place - 1;
        return row + (place < 0 ? LinesBeforeFirstRow : shifts[place].Lines);
    }

    private static Shift[] Find(CsvInput input, char separator)
    {
        List<Shift> shifts = [];
        if (!input.IsUnchanged()) return [];
        try
        {
            CsvInput.Guard(input.Name, () =>
            {
                using CsvReader reader = input.Open(separator, lines: true);
                for (long last = LinesBeforeFirstRow; reader.Read();)
                {
                    long row = reader.RowNumber - 1;
                    long lines = reader.LineNumber - row;
                    if (lines != last) shifts.Add(new Shift(row, lines));
                    last = lines;
                }

                return shifts;
            });
        }
        catch (TableException)
        {
            // The message that asks for a line says what is wrong: up to where the text can be read the lines are known, and further on it must not
            // become a message about something else.
        }

        return [.. shifts];
    }

    /// <summary>From this zero-based row on, a row starts on the line of its number plus so many lines.</summary>
    private readonly record struct Shift(long Row, long Lines);
}
