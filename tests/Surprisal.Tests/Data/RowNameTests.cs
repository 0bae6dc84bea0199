using System.Text;
using Surprisal.Data;
using Surprisal.Formulas;
using Xunit;

namespace Surprisal.Tests.Data;

public class RowNameTests
{
    public static TheoryData<string, int[]> Texts => new()
    {
        { "a,b\n1,x\n2,y\n3,z\n", [2, 3, 4] },
        { "a,b\r\n1,x\r\n2,y\r\n3,z", [2, 3, 4] },
        { "a,b\n\n1,x\n\n\n2,y\n3,z\n", [3, 6, 7] },
        { "a,b\n1,\"x\n\n\"\n2,y\n3,\"z\nz\"\n", [2, 5, 6] },
        { "\uFEFFa,\"b\nc\"\n1,x\n2,y\n3,z\n", [3, 4, 5] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void ARowOfACsvIsNamedByItsLine(string text, int[] lines)
    {
        foreach (Table table in BothWays(text))
        {
            Assert.Equal(lines.Select(line => $"row {line}"), Enumerable.Range(0, table.RowCount).Select(table.RowName), StringComparer.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => table.RowName(table.RowCount));
            Assert.Throws<ArgumentOutOfRangeException>(() => table.RowName(-1));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void SelectedRowsKeepTheirNames(string text, int[] lines)
    {
        foreach (Table table in BothWays(text))
        {
            Table twice = table.Select([2, 0, 1]).Select([0, 1]).WithColumn(new NumberColumn("new", new double[2]));
            Assert.Equal([$"row {lines[2]}", $"row {lines[0]}"], [twice.RowName(0), twice.RowName(1)]);
        }
    }

    [Fact]
    public void RowsOfATableInMemoryAreCountedFromOne()
    {
        Table table = Table.Of(("x", [1.0, 2.0, 3.0]));
        Assert.Equal("row 1", table.RowName(0));
        Assert.Equal("row 3", table.Select([2]).RowName(0));
    }

    [Fact]
    public void AFileThatIsGoneIsTakenToHaveALineForEachRow()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "a\n\n1\n2\n");
        Table table = Table.ReadCsv(path);
        File.Delete(path);
        Assert.Equal("row 3", table.RowName(1));
    }

    [Fact]
    public void MessagesOfFramesNameTheLine()
    {
        const string Text = "y,x,n\n\n1,1,1\n,2,1\n3,inf,1\n4,1,-1\n5,a,1\n6,2,1\n7,3,1\n8,4,1\n";
        foreach (Table table in BothWays(Text.Replace("5,a,1\n", string.Empty, StringComparison.Ordinal)))
        {
            Assert.Contains(": row 5, column 'x': ", Message(table, "y ~ x"), StringComparison.Ordinal);
            Assert.Contains(": row 4, column 'y': ", Message(table, "y ~ n", MissingPolicy.Fail), StringComparison.Ordinal);
            Assert.Contains(": row 6: ", Message(table, "y | weights(n) ~ 1"), StringComparison.Ordinal);
            Assert.Contains(": row 6: ", Message(table, "y | trials(n) ~ 1"), StringComparison.Ordinal);
        }

        foreach (Table table in BothWays(Text))
        {
            Assert.Contains(": row 7, column 'x': 'a' is not a number", Message(table, "y ~ x"), StringComparison.Ordinal);
            Assert.Contains(": row 7, column 'x': 'a' is not a number", Message(table.Select([5, 4, 1]), "y ~ x"), StringComparison.Ordinal);
        }
    }

    private static string Message(Table table, string formula, MissingPolicy missing = MissingPolicy.Drop) =>
        Assert.ThrowsAny<InputException>(() => ModelFrame.Create(table, [Formula.Parse(formula)], new ModelFrameOptions { Missing = missing })).Message;

    /// <summary>From a file, whose lines are counted when they are asked for, and from a stream, whose lines are counted at once.</summary>
    private static Table[] BothWays(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, text);
        try
        {
            Table fromFile = Table.ReadCsv(path);
            _ = fromFile.RowName(0);
            using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
            return [fromFile, Table.ReadCsv(stream, "stream")];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
