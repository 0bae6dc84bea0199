using System.Text.Json;
using Surprisal.Data;
using Surprisal.Formulas;
using Xunit;

namespace Surprisal.Tests.Formulas;

/// <summary>The columns are those of R's model.matrix: names, order and cells.</summary>
public class ModelMatrixTests
{
    public static TheoryData<string> Formulas
    {
        get
        {
            using JsonDocument golden = JsonDocument.Parse(TestData.ReadFile("model-matrix.json"));
            TheoryData<string> data = [];
            foreach (JsonElement entry in golden.RootElement.EnumerateArray()) data.Add(entry.GetProperty("formula").GetString()!);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void ColumnsAreThoseOfR(string formula)
    {
        using JsonDocument golden = JsonDocument.Parse(TestData.ReadFile("model-matrix.json"));
        JsonElement entry = golden.RootElement.EnumerateArray().Single(e => e.GetProperty("formula").ValueEquals(formula));
        JsonElement[] expected = [.. entry.GetProperty("columns").EnumerateArray()];
        Design design = TestData.Design(TestData.Golden, "~ " + formula);

        Assert.Equal(expected.Select(static e => e.GetProperty("name").GetString()!), design.Names, StringComparer.Ordinal);
        for (int j = 0; j < expected.Length; j++)
        {
            double[] cells = TestData.Cells(design, j);
            double[] wanted = [.. expected[j].GetProperty("values").EnumerateArray().Select(static v => v.GetDouble())];
            Assert.Equal(wanted.Length, cells.Length);
            for (int i = 0; i < cells.Length; i++) Assert.InRange(cells[i] - wanted[i], -1e-13 * (1 + Math.Abs(wanted[i])), 1e-13 * (1 + Math.Abs(wanted[i])));
        }
    }

    [Fact]
    public void PlainColumnsAreTheTablesMemory()
    {
        Design design = TestData.Design(TestData.Golden, "~ x + a");
        Assert.True(((NumericColumn)design.Columns[1]).Values.Equals(((NumberColumn)TestData.Golden.Find("x")!).Values));
        Assert.True(((IndicatorColumn)design.Columns[2]).Codes.Equals(((TextColumn)TestData.Golden.Find("a")!).Codes));
    }

    [Fact]
    public void ColumnsOfATermShareCodesAndMultiplier()
    {
        Design design = TestData.Design(TestData.Golden, "~ a:b:x:z - 1");
        IndicatorColumn first = (IndicatorColumn)design.Columns[0], last = (IndicatorColumn)design.Columns[5];
        Assert.True(first.Codes.Equals(last.Codes));
        Assert.True(first.Multiplier!.Value.Equals(last.Multiplier!.Value));
        Assert.Equal(6, design.ColumnCount);
        Assert.Equal([1, 1, 1, 1, 1, 1], design.Columns.Select(static c => c.Term));
    }

    [Fact]
    public void FillGivesAnyPartOfTheRows()
    {
        Design design = TestData.Design(TestData.Golden, "~ x:a + z");
        for (int j = 0; j < design.ColumnCount; j++)
        {
            double[] whole = TestData.Cells(design, j), part = new double[4];
            design.Columns[j].Fill(5, part);
            Assert.Equal(whole[5..9], part);
        }
    }

    [Fact]
    public void OffsetsAreSummedAndAreNoColumns()
    {
        Design design = TestData.Design(TestData.Golden, "~ x + offset(log(z)) + offset(2 * x) + offset(log(z))");
        Assert.Equal(["(Intercept)", "x"], design.Names);
        Assert.Equal(Math.Log(2) + 2, design.Offset!.Value.Span[0], 1e-15);
        Assert.Equal(Math.Log(0.25) + 10, design.Offset!.Value.Span[11], 1e-15);
        Assert.Null(TestData.Design(TestData.Golden, "~ x").Offset);
        Formula given = Formula.Parse("~ x").WithOffset(DataExpression.Parse("z / 2"));
        ModelFrame frame = ModelFrame.Create(TestData.Golden, [given]);
        Assert.Equal(0.125, DesignRecipe.Train(frame.Formulas[0], frame).Apply(frame).Offset!.Value.Span[11]);
    }

    [Fact]
    public void TheOrderOfSummandsChangesTheOrderOfColumnsOnly()
    {
        string[] summands = ["x", "a", "z:x", "poly(z,2)", "t"];
        string[] sorted = [.. TestData.Design(TestData.Golden, "~ " + string.Join('+', summands)).Names.Order(StringComparer.Ordinal)];
        Random random = new(1);
        for (int k = 0; k < 30; k++)
        {
            random.Shuffle(summands);
            // Inside an interaction the names follow first appearance.
            IEnumerable<string> names = TestData.Design(TestData.Golden, "~ " + string.Join('+', summands)).Names.Select(static n => n is "x:z" ? "z:x" : n);
            Assert.Equal(sorted.Select(static n => n is "x:z" ? "z:x" : n).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        }
    }
}
