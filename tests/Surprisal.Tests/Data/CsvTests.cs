using System.Globalization;
using System.Text;
using Surprisal.Data;
using Xunit;

namespace Surprisal.Tests.Data;

public class CsvTests
{
    [Fact]
    public void Columns_get_their_kinds_and_cells()
    {
        Table table = Csv.Read("age,town,smoker,note\n31,Ulm,TRUE,\n NA ,\"Bad, \"\"Tölz\"\"\",false,NA\n-2.5e1,Aachen,,NaN\n");
        Assert.Equal(3, table.RowCount);
        Assert.Equal([31, double.NaN, -25], Csv.Numbers(table, "age"));
        Assert.Equal(["Ulm", "Bad, \"Tölz\"", "Aachen"], Csv.Texts(table, "town"));
        Assert.Equal(["Aachen", "Bad, \"Tölz\"", "Ulm"], ((TextColumn)table.Find("town")!).Levels);
        Assert.Equal([1, 0, -1], Csv.Truths(table, "smoker"));
        Assert.Equal([double.NaN, double.NaN, double.NaN], Csv.Numbers(table, "note"));
        Assert.Equal("t.csv", table.Source);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4")]
    [InlineData("a,b\n1,2\n3,4\n\n\n")]
    [InlineData("\uFEFFa,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a;b\n1;2\n3;4\n")]
    [InlineData("a\tb\n1\t2\n3\t4\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\" 2 \"\n\n 3 , 4\n")]
    [InlineData("a , b\n+1,2.0\n0.3e1,4")]
    [InlineData("\"\",a,b\n\"one\",1,2\n\"two\",3,4\n")]
    public void The_same_table_in_many_spellings(string text)
    {
        Table table = Csv.Read(text);
        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name).ToArray());
        Assert.Equal([1, 3], Csv.Numbers(table, "a"));
        Assert.Equal([2, 4], Csv.Numbers(table, "b"));
    }

    [Fact]
    public void The_separator_that_splits_evenly_wins_and_others_stay_text()
    {
        Table table = Csv.Read("name;x\nDoe, Jane;1,5\nRoe, Jim;-2,25e1\n", new CsvOptions { DecimalMark = ',' });
        Assert.Equal(["Doe, Jane", "Roe, Jim"], Csv.Texts(table, "name"));
        Assert.Equal([1.5, -22.5], Csv.Numbers(table, "x"));
        Assert.Equal(["a;b", "c;d"], Csv.Texts(Csv.Read("t,x;y\na;b,1\nc;d,2\n"), "t"));
        Assert.Equal([1, 2], Csv.Numbers(Csv.Read("x|y\n1|2\n2|3", new CsvOptions { Separator = '|' }), "x"));
        Assert.Equal([7], Csv.Numbers(Csv.Read("x\n7"), "x"));
        Assert.Equal([1.5, 2.5], Csv.Numbers(Csv.Read("x\n1,5\n2,5", new CsvOptions { DecimalMark = ',' }), "x"));
    }

    [Fact]
    public void Cells_may_have_line_breaks_separators_and_stray_quotes()
    {
        Table table = Csv.Read("a,b\n\"two\nlines, \"\"quoted\"\"\",1\n5\" pipe,2\n");
        Assert.Equal(["two\nlines, \"quoted\"", "5\" pipe"], Csv.Texts(table, "a"));
    }

    [Fact]
    public void Missing_texts_can_be_chosen_and_may_look_like_numbers()
    {
        Table table = Csv.Read("a,b\n-999,.\n1,x\n-999.0,NA\n", new CsvOptions { MissingTexts = ["-999", "."] });
        Assert.Equal([double.NaN, 1, -999], Csv.Numbers(table, "a"));
        Assert.Equal([null, "x", "NA"], Csv.Texts(table, "b"));
    }

    [Fact]
    public void Infinities_are_numbers_and_T_and_F_are_text()
    {
        Table table = Csv.Read("a,b,c\nInf,T,True\n-inf,F,FALSE\n");
        Assert.Equal([double.PositiveInfinity, double.NegativeInfinity], Csv.Numbers(table, "a"));
        Assert.Equal(["T", "F"], Csv.Texts(table, "b"));
        Assert.Equal([1, 0], Csv.Truths(table, "c"));
    }

    [Fact]
    public void Declared_levels_keep_their_order_and_make_text_of_numbers()
    {
        CsvOptions options = new() { LevelOrders = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["g"] = ["3", "1", "2", "NA"] } };
        TextColumn column = Assert.IsType<TextColumn>(Csv.Read("g,y\n1,1\n3,1\nNA,1\n,1\n", options).Find("g"));
        Assert.Equal(["3", "1", "2", "NA"], column.Levels);
        Assert.Equal([1, 0, 3, -1], column.Codes.ToArray());
        Csv.AssertRefused("g,y\n1,1\n\n4,1\n", "t.csv: row 4, column 'g': '4' is none of the declared levels", "declared are '3', '1'", options);
        Csv.AssertRefused("h,y\n1,1\n", "t.csv: no column 'g', whose levels are declared", "'h', 'y'", options);
    }

    [Fact]
    public void Levels_are_sorted_ordinally()
    {
        TextColumn column = Assert.IsType<TextColumn>(Csv.Read("g\nb\nä\na\nB\nZ\n\"\u0131\"\ni\n").Find("g"));
        Assert.Equal(["B", "Z", "a", "b", "i", "ä", "\u0131"], column.Levels);
    }

    [Fact]
    public void Late_surprises_turn_a_column_to_text_or_truth_values()
    {
        StringBuilder text = new("late,truth,early,empty\n");
        for (int i = 0; i < 500; i++) text.Append("1,,x").Append(i % 3).Append(",\n");
        for (int i = 0; i < 600; i++) text.Append(CultureInfo.InvariantCulture, $"t{i % 5},true,2,\n");
        Table table = Csv.Read(text.ToString());
        Assert.Equal("1", Csv.Texts(table, "late")[499]);
        Assert.Equal("t1", Csv.Texts(table, "late")[501]);
        Assert.Equal(6, ((TextColumn)table.Find("late")!).Levels.Count);
        Assert.Equal(600, Csv.Truths(table, "truth").Count(cell => cell == 1));
        Assert.Equal(500, Csv.Truths(table, "truth").Count(cell => cell == -1));
        Assert.True(double.IsNaN(Csv.Numbers(table, "empty")[1099]));
    }

    [Fact]
    public void Any_number_of_threads_reads_the_same_table()
    {
        Random random = new(11);
        StringBuilder text = new("x,g,late,q\n");
        for (int i = 0; i < 60_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{random.NextDouble() - 0.5:R},g{random.Next(20_000)},");
            text.Append(i == 50_000 ? "word" : "7").Append(",\"a\n").Append(random.Next(9)).Append("\"\n");
        }

        string csv = text.ToString();
        Table one = Csv.Read(csv, new CsvOptions { Threads = 1 });
        Assert.Equal(60_000, one.RowCount);
        foreach (int threads in (int[])[2, 7]) Csv.AssertSame(one, Csv.Read(csv, new CsvOptions { Threads = threads, ParallelFrom = 0 }));
        BrokenNumber broken = ((TextColumn)one.Find("late")!).BrokenNumber!;
        Assert.Equal(100_002, broken.Rows.NumberOf(broken.Row));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_culture_changes_nothing(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Table table = Csv.Read("x,b,g,i\n1.5,TRUE,I,INF\n-2.5e-1,false,i,1\n");
            Assert.Equal([1.5, -0.25], Csv.Numbers(table, "x"));
            Assert.Equal([1, 0], Csv.Truths(table, "b"));
            Assert.Equal(["I", "i"], ((TextColumn)table.Find("g")!).Levels);
            Assert.Equal([double.PositiveInfinity, 1], Csv.Numbers(table, "i"));
            Csv.AssertRefused("a,b\n1,2\n-1\n", "t.csv: row 3: 1 cell found, 2 expected as in the header", "each column");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Wide_and_long_rows_work()
    {
        string header = string.Join(',', Enumerable.Range(0, 5000).Select(j => $"c{j}"));
        string row = string.Join(',', Enumerable.Range(0, 5000));
        Table wide = Csv.Read(header + "\n" + row + "\n" + row + "\n");
        Assert.Equal([4999, 4999], Csv.Numbers(wide, "c4999"));
        string cell = new('x', 10_000_000);
        Assert.Equal([cell, "y"], Csv.Texts(Csv.Read("a,b\n" + cell + ",1\ny,2\n"), "a"));
        Assert.Equal(cell, Csv.Read(cell + "\n1\n").Columns[0].Name);
    }
}
