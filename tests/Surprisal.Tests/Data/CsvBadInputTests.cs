using System.Text;
using Surprisal.Data;
using Xunit;

namespace Surprisal.Tests.Data;

public sealed class CsvBadInputTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("surprisal").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Files_that_cannot_be_read_are_refused()
    {
        string missing = Path.Combine(_directory, "none.csv");
        AssertRefusedFile(missing, ": no such file", "check the path");
        AssertRefusedFile(Path.Combine(_directory, "no", "none.csv"), ": no such file", "check the path");
        AssertRefusedFile(_directory, ": is a directory", "CSV file");
        string empty = Path.Combine(_directory, "empty.csv");
        File.WriteAllBytes(empty, []);
        AssertRefusedFile(empty, ": is empty", "header line");
        AssertRefusedFile(Path.Combine(_directory, new string('x', 300)), null, "path");
        Assert.Equal("'a\\u0000b': no such file", Assert.Throws<TableException>(() => Table.ReadCsv("a\0b")).Message);
    }

    [Fact]
    public void A_file_without_permission_is_refused()
    {
        string path = Path.Combine(_directory, "secret.csv");
        File.WriteAllText(path, "a\n1\n");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, UnixFileMode.None);
        // Root reads everything: then the exception that the system would give is checked alone.
        if (Environment.IsPrivilegedProcess)
            Assert.Throws<TableException>(() => CsvInput.Guard<int>(path, () => throw new UnauthorizedAccessException()));
        else
            AssertRefusedFile(path, ": no permission to read it", "permission");
    }

    [Fact]
    public void A_file_is_read_and_named_in_messages()
    {
        string path = Path.Combine(_directory, "t.csv");
        File.WriteAllText(path, "a,b\n1,x\n2,y\n");
        Table table = Table.ReadCsv(path);
        Assert.Equal([1, 2], Csv.Numbers(table, "a"));
        Assert.Equal(path, table.Source);
        File.WriteAllText(path, "a,b\n1,x\n2\n");
        AssertRefusedFile(path, ": row 3: 1 cell found, 2 expected as in the header", "each column");
    }

    [Fact]
    public void Streams_that_cannot_be_read_are_refused()
    {
        MemoryStream closed = new();
        closed.Dispose();
        Assert.Equal("stdin: cannot be read (closed)", Assert.Throws<TableException>(() => Table.ReadCsv(closed, "stdin")).Message);
        Assert.Equal("stdin: is empty", Assert.Throws<TableException>(() => Table.ReadCsv(Stream.Null, "stdin")).Message);
    }

    [Theory]
    [InlineData("", ": is empty", "header line")]
    [InlineData("\uFEFF", ": is empty", "header line")]
    [InlineData("\n\n", ": is empty", "header line")]
    [InlineData("a,b", ": has a header but no rows", "one row")]
    [InlineData("a,b\n\n", ": has a header but no rows", "one row")]
    [InlineData("a,b\n1,2\n\n1,2,3\n", ": row 4: 3 cells found, 2 expected as in the header", "row names")]
    [InlineData("a,b\n\"1\n2\",2\n1,2,3,4\n", ": row 4: 4 cells found, 2 expected as in the header", "in quotes")]
    [InlineData("a,b,a\n1,2,3\n", ": columns 1 and 3 have the same name 'a'", "own")]
    [InlineData("a,,b\n1,2,3\n", ": column 2 has no name", "every column")]
    [InlineData("a,b,\n1,2,\n", ": column 3 has no name", "separator")]
    [InlineData("a,b\n1,2\n1,\"x\n1,2\n", ": row 3: a quote is opened and never closed", "close it")]
    [InlineData("a,b\n1,2\n1,\"x\"y\n1,2\n", ": row 3: text after a closing quote", "twice")]
    [InlineData("a,\"b\n1,2\n", ": row 1: a quote is opened and never closed", "close it")]
    [InlineData("a,b\r1,2\r", ": its lines end in carriage returns only", "LF")]
    [InlineData("a,b\n1,x\0y\n", ": row 2, column 'b': a NUL character", "text file")]
    [InlineData("a,b\0\n1,x\n", ": row 1: the header has a NUL character", "text file")]
    [InlineData("PK\u0003\u0004xxxxx\n", ": is an archive or a spreadsheet, not a text file", "CSV")]
    public void Broken_text_is_refused(string text, string message, string remedy) => Csv.AssertRefused(text, "t.csv" + message, remedy);

    [Fact]
    public void Other_encodings_are_refused()
    {
        Csv.AssertRefused(Encoding.Latin1.GetBytes("a,b\n1,x\n1,Köln\n"), "t.csv: row 3, column 'b': byte 0xF6 is not UTF-8 text", "UTF-8");
        Csv.AssertRefused(Encoding.Latin1.GetBytes("a,ö\n1,x\n"), "t.csv: row 1: the header is not UTF-8 text", "UTF-8");
        Csv.AssertRefused([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a,b\n1,2\n")], "t.csv: is UTF-16 text, not UTF-8", "UTF-8");
        Csv.AssertRefused([0x1F, 0x8B, 8, 0, 10, 20], "t.csv: is compressed with gzip", "gunzip");
        Csv.AssertRefused(Encoding.UTF8.GetBytes("b\n\uFFFD\n").Concat((byte[])[0xFF, (byte)'\n']).ToArray(), "t.csv: row 3, column 'b': byte 0xFF is not UTF-8 text", "UTF-8");
    }

    [Fact]
    public void Broken_numbers_are_refused_on_use_only()
    {
        Table table = Csv.Read("x,y,z,w\n1,1,a,2\n\n2,\"1,5\",1,\n3,2,2,\nabc,3,b,\nx,1,c,\n");
        Assert.Equal(5, table.RowCount);
        AssertUse(table, "x", "t.csv: row 6, column 'x': 'abc' is not a number (nor are 1 other cells of this column)", "mend the cell");
        AssertUse(table, "y", "t.csv: row 4, column 'y': '1,5' is not a number", "decimal comma");
        Assert.Equal(["a", "1", "2", "b", "c"], Csv.Texts(table, "z"));
        Assert.Same(table.Find("z"), table.Use("z"));
        Assert.Same(table.Find("w"), table.Use("w"));
        AssertUse(table.Select([1, 0]), "y", "t.csv: row 4, column 'y': '1,5' is not a number", "decimal comma");
        AssertUse(Csv.Read("a;b\n1,5;1\n2,5;2\n"), "a", "t.csv: row 2, column 'a': '1,5' is not a number (nor are 1 other cells of this column)", "--decimal ,");
        AssertUse(Csv.Read("a;b\n1.5;1\n2;2\n", new CsvOptions { DecimalMark = ',' }), "a", "t.csv: row 2, column 'a': '1.5' is not a number", "--decimal .");
    }

    [Fact]
    public void Unknown_and_empty_columns_are_refused_on_use()
    {
        Table table = Csv.Read("x,y\n1,NA\n2,\n");
        AssertUse(table, "y", "t.csv: column 'y': all values are missing", "leave the column out");
        AssertUse(table, "X", "t.csv: no column 'X'", "did you mean 'x'?");
    }

    [Fact]
    public void Unusable_options_are_refused()
    {
        AssertOptions(new CsvOptions { DecimalMark = ';' }, "the decimal mark ';' cannot be used");
        AssertOptions(new CsvOptions { Separator = '"' }, "the separator '\"' cannot be used");
        AssertOptions(new CsvOptions { Separator = 'é' }, "the separator 'é' cannot be used");
        AssertOptions(new CsvOptions { Separator = ',', DecimalMark = ',' }, "',' cannot be both the separator and the decimal mark");
        AssertOptions(new CsvOptions { Threads = 0 }, "the number of threads is less than 1");
        AssertOptions(new CsvOptions { LevelOrders = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["a"] = ["x", "x"] } }, "level 'x' of column 'a' is declared twice");
        AssertOptions(new CsvOptions { LevelOrders = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["a"] = [] } }, "no levels are declared for column 'a'");
    }

    [Fact]
    public void Cancelling_ends_the_reading()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        using MemoryStream stream = new(Encoding.UTF8.GetBytes("a\n1\n"));
        Assert.ThrowsAny<OperationCanceledException>(() => Table.ReadCsv(stream, "t.csv", null, source.Token));
    }

    private static void AssertOptions(CsvOptions options, string message) =>
        Assert.Equal(message, Assert.Throws<TableException>(() => Csv.Read("a\n1\n", options)).Message);

    private static void AssertUse(Table table, string column, string message, string remedyPart)
    {
        TableException e = Assert.Throws<TableException>(() => table.Use(column));
        Assert.Equal(message, e.Message);
        Assert.Contains(remedyPart, e.Remedy, StringComparison.Ordinal);
    }

    private static void AssertRefusedFile(string path, string? message, string remedyPart)
    {
        TableException e = Assert.Throws<TableException>(() => Table.ReadCsv(path));
        Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
        if (message is not null) Assert.Equal(path + message, e.Message);
        Assert.Contains(remedyPart, e.Remedy, StringComparison.Ordinal);
    }
}
