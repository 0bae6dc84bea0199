using System.Text;
using Surprisal.Data;
using Xunit;

namespace Surprisal.Tests.Data;

/// <summary>Reads CSV text given in a test.</summary>
internal static class Csv
{
    public static Table Read(string text, CsvOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), options);

    public static Table Read(byte[] bytes, CsvOptions? options = null)
    {
        using MemoryStream stream = new(bytes);
        return Table.ReadCsv(stream, "t.csv", options);
    }

    public static double[] Numbers(Table table, string name) => Assert.IsType<NumberColumn>(table.Find(name)).Values.ToArray();

    public static IReadOnlyList<string?> Texts(Table table, string name)
    {
        TextColumn column = Assert.IsType<TextColumn>(table.Find(name));
        return [.. column.Codes.ToArray().Select(code => code < 0 ? null : column.Levels[code])];
    }

    public static sbyte[] Truths(Table table, string name) => Assert.IsType<BooleanColumn>(table.Find(name)).Cells.ToArray();

    public static void AssertRefused(string text, string message, string remedyPart, CsvOptions? options = null) =>
        AssertRefused(Encoding.UTF8.GetBytes(text), message, remedyPart, options);

    public static void AssertRefused(byte[] bytes, string message, string remedyPart, CsvOptions? options = null)
    {
        TableException e = Assert.Throws<TableException>(() => Read(bytes, options));
        Assert.Equal(message, e.Message);
        Assert.Contains(remedyPart, e.Remedy, StringComparison.Ordinal);
    }

    /// <summary>Whether two tables have the same names, kinds, levels and cells, to the bit.</summary>
    public static void AssertSame(Table expected, Table actual)
    {
        Assert.Equal(expected.RowCount, actual.RowCount);
        Assert.Equal(expected.Columns.Select(c => (c.Name, c.GetType())), actual.Columns.Select(c => (c.Name, c.GetType())));
        for (int j = 0; j < expected.Columns.Count; j++)
        {
            if (expected.Columns[j] is NumberColumn)
            {
                string name = expected.Columns[j].Name;
                Assert.Equal(Numbers(expected, name).Select(BitConverter.DoubleToInt64Bits), Numbers(actual, name).Select(BitConverter.DoubleToInt64Bits));
            }
            else if (expected.Columns[j] is TextColumn text)
            {
                Assert.Equal(text.Levels, ((TextColumn)actual.Columns[j]).Levels);
                Assert.Equal(text.Codes.ToArray(), ((TextColumn)actual.Columns[j]).Codes.ToArray());
            }
            else Assert.Equal(Truths(expected, expected.Columns[j].Name), Truths(actual, actual.Columns[j].Name));
        }
    }
}
