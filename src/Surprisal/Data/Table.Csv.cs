namespace Surprisal.Data;

public sealed partial class Table
{
    /// <summary>Reads a CSV file (RFC 4180, UTF-8, with or without a byte order mark, LF or CRLF) whose first line names the columns.</summary>
    /// <remarks>
    /// <para>A column is numeric if every present cell is a number: digits with at most one decimal mark, an exponent, a sign; Inf and Infinity
    /// in any case are infinite values, which fits refuse. Every value is the correctly rounded double. A column is boolean if every present
    /// cell is true or false in any case (T and F are text, as they are often levels). Every other column is text, with its levels in ordinal
    /// order unless declared. A column without any present cell is numeric.</para>
    /// <para>If more than half of the present cells of a text column are numbers, with whichever decimal mark, it is a broken numeric column:
    /// <see cref="Use"/> refuses it, naming the first offending cell.</para>
    /// <para>Empty lines are passed over. Spaces around an unquoted cell and around names are removed. A quote within an unquoted cell is text.
    /// A first column without a name is left out: it holds the row names of R's write.csv.</para>
    /// </remarks>
    /// <param name="path">The file's path.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TableException">The file cannot be read as a table.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static Table ReadCsv(string path, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return CsvReading.Read(CsvInput.FromFile(path, cancellationToken), options ?? new CsvOptions(), cancellationToken);
    }

    /// <summary>Reads CSV text from a stream, such as standard input, to its end; the stream's bytes are held in memory meanwhile.</summary>
    /// <param name="stream">The stream, read from where it stands and left open.</param>
    /// <param name="sourceName">What messages call it.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading between two parts of the stream.</param>
    /// <inheritdoc cref="ReadCsv(string, CsvOptions, CancellationToken)" path="/remarks|/exception"/>
    public static Table ReadCsv(Stream stream, string sourceName, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(sourceName);
        return CsvReading.Read(CsvInput.FromStream(stream, sourceName, cancellationToken), options ?? new CsvOptions(), cancellationToken);
    }
}
