using System.Data;
using Surprisal.Data;
using Xunit;

namespace Surprisal.Tests.Data;

public class TableTests
{
    private sealed record Person(int? Age, string? Town, bool? Smokes, double Weight);

    private static readonly Person[] s_people = [new(31, "Ulm", true, 70.5), new(null, null, null, double.NaN), new(25, "Aachen", false, 60)];

    [Fact]
    public void Objects_become_rows()
    {
        Table table = Table.From(s_people).Number("age", p => p.Age).Number("weight", p => p.Weight).Text("town", p => p.Town).Boolean("smoker", p => p.Smokes).Build();
        Assert.Equal([31, double.NaN, 25], Csv.Numbers(table, "age"));
        Assert.Equal([70.5, double.NaN, 60], Csv.Numbers(table, "weight"));
        Assert.Equal(["Ulm", null, "Aachen"], Csv.Texts(table, "town"));
        Assert.Equal(["Aachen", "Ulm"], ((TextColumn)table.Find("town")!).Levels);
        Assert.Equal([1, -1, 0], Csv.Truths(table, "smoker"));
        Table declared = Table.From(s_people).Text("town", p => p.Town, "Ulm", "Aachen", "Bonn").Build();
        Assert.Equal([0, -1, 1], ((TextColumn)declared.Find("town")!).Codes.ToArray());
        TableException e = Assert.Throws<TableException>(() => Table.From(s_people).Text("town", p => p.Town, "Ulm").Build());
        Assert.Equal("memory: row 3, column 'town': 'Aachen' is none of the declared levels", e.Message);
        Assert.Throws<ArgumentException>(() => Table.From(s_people).Text("town", p => p.Town, "Ulm", "Ulm"));
    }

    [Fact]
    public void Arrays_are_kept_not_copied()
    {
        double[] x = [1, 2, 3];
        Table table = Table.Of(("x", x), ("y", [4, 5, 6]));
        Assert.True(((NumberColumn)table.Find("x")!).Values.Span.Overlaps(x));
        Assert.Equal([4, 5, 6], Csv.Numbers(table, "y"));
        Assert.Throws<TableException>(() => Table.Of(("x", x), ("y", [4])));
        Assert.Throws<TableException>(() => Table.Of(("x", x), ("x", x)));
    }

    [Fact]
    public void Rows_and_columns_can_be_chosen_and_replaced()
    {
        Table table = Csv.Read("x,g,b\n1,u,true\n2,v,\n3,w,false\n");
        Table some = table.Select([2, 0, 2]);
        Assert.Equal([3, 1, 3], Csv.Numbers(some, "x"));
        Assert.Equal(["w", "u", "w"], Csv.Texts(some, "g"));
        Assert.Equal(["u", "v", "w"], ((TextColumn)some.Find("g")!).Levels);
        Assert.Equal([0, 1, 0], Csv.Truths(some, "b"));
        Assert.Equal("t.csv", some.Source);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Select([3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Select([-1]));
        Table more = table.WithColumn(new NumberColumn("z", new double[] { 7, 8, 9 })).WithColumn(new NumberColumn("x", new double[] { 0, 0, 1 }));
        Assert.Equal(["x", "g", "b", "z"], more.Columns.Select(column => column.Name).ToArray());
        Assert.Equal([0, 0, 1], Csv.Numbers(more, "x"));
        Assert.Equal([1, 2, 3], Csv.Numbers(table, "x"));
        Assert.Throws<TableException>(() => table.WithColumn(new NumberColumn("z", new double[] { 7 })));
    }

    [Fact]
    public void Database_rows_become_a_table()
    {
        using DataTable data = new();
        data.Columns.Add("i", typeof(int));
        data.Columns.Add("m", typeof(decimal));
        data.Columns.Add("s", typeof(string));
        data.Columns.Add("b", typeof(bool));
        data.Columns.Add("t", typeof(DateTime));
        data.Rows.Add(1, 0.1m, "x", true, new DateTime(2024, 2, 29));
        data.Rows.Add(DBNull.Value, 123456789.123456789m, DBNull.Value, DBNull.Value, new DateTime(2024, 3, 1, 13, 5, 7));
        using DataTableReader reader = data.CreateDataReader();
        Table table = Table.FromReader(reader);
        Assert.Equal([1, double.NaN], Csv.Numbers(table, "i"));
        Assert.Equal([0.1, 123456789.123456789], Csv.Numbers(table, "m"));
        Assert.Equal(["x", null], Csv.Texts(table, "s"));
        Assert.Equal([1, -1], Csv.Truths(table, "b"));
        Assert.Equal(["2024-02-29", "2024-03-01T13:05:07"], Csv.Texts(table, "t"));
    }

    [Fact]
    public void Database_results_without_rows_or_with_other_types_are_refused()
    {
        using DataTable data = new();
        data.Columns.Add("i", typeof(int));
        using DataTableReader none = data.CreateDataReader();
        Assert.Equal("query: has no rows", Assert.Throws<TableException>(() => Table.FromReader(none)).Message);
        data.Columns.Add("blob", typeof(byte[]));
        data.Rows.Add(1, new byte[] { 1 });
        using DataTableReader reader = data.CreateDataReader();
        Assert.Equal("q: row 1, column 'blob': a cell of type Byte[] is not text", Assert.Throws<TableException>(() => Table.FromReader(reader, "q")).Message);
    }
}
