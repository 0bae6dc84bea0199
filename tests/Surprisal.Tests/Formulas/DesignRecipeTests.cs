using Surprisal.Data;
using Surprisal.Formulas;
using Xunit;

namespace Surprisal.Tests.Formulas;

/// <summary>Recipes make the training columns of new rows.</summary>
public class DesignRecipeTests
{
    private const string Rich = "~ poly(x,2)*a + scale(z) + I(scale(x)^2) + C(n):b + t + offset(scale(z) + x)";

    private static DesignRecipe Train(string formula)
    {
        ModelFrame frame = TestData.Frame(TestData.Golden, formula);
        return DesignRecipe.Train(frame.Formulas[0], frame);
    }

    [Fact]
    public void ASubsetOfTheTrainingRowsHasTheirCells()
    {
        DesignRecipe recipe = Train(Rich);
        Design whole = recipe.Apply(TestData.Golden);
        int[] rows = [7, 0, 4];
        Design part = recipe.Apply(new Table([.. TestData.Golden.Columns.Select(c => c.Select(rows))]));
        Assert.Equal(recipe.Names, part.Names);
        for (int j = 0; j < part.ColumnCount; j++)
        {
            double[] all = TestData.Cells(whole, j);
            Assert.Equal(rows.Select(r => all[r]), TestData.Cells(part, j));
        }

        Assert.Equal(rows.Select(r => whole.Offset!.Value.Span[r]), part.Offset!.Value.ToArray());
    }

    [Fact]
    public void PolynomialsGoOnOutsideTheTrainingRows()
    {
        // Second differences of a polynomial of degree 2 are constant.
        Design design = Train("~ poly(x,2) - 1").Apply(new Table([TestData.Numbers("x", 0, 1, 2, 3, 1000, 1001, 1002)]));
        double[] p = TestData.Cells(design, 1);
        double curvature = p[2] - (2 * p[1]) + p[0];
        Assert.Equal(curvature, p[3] - (2 * p[2]) + p[1], 1e-13);
        Assert.Equal(curvature, p[6] - (2 * p[5]) + p[4], 1e-9);
        Assert.NotEqual(0, curvature);
    }

    [Fact]
    public void PolynomialsAreOrthonormal()
    {
        Table far = new([TestData.Numbers("x", [.. Enumerable.Range(0, 200).Select(static i => 1e6 + i)])]);
        Design design = TestData.Design(far, "~ poly(x,5)");
        for (int j = 0; j < 6; j++)
        {
            for (int k = 0; k < j; k++)
                Assert.Equal(0, TestData.Cells(design, j).Zip(TestData.Cells(design, k), static (u, v) => u * v).Sum(), 1e-8);
            if (j > 0) Assert.Equal(1, TestData.Cells(design, j).Sum(static v => v * v), 1e-12);
        }
    }

    [Fact]
    public void UnseenLevelsAreNamed()
    {
        Table table = new([TestData.Text("a", "p", "r", "zz")], "new.csv");
        InputException error = Assert.Throws<InputException>(() => Train("~ a").Apply(table));
        Assert.Equal("new.csv: row 3: a has the level 'zz', which no training row had", error.Message);
        Assert.Equal("its levels: p, q, r", error.Remedy);
    }

    [Fact]
    public void MessagesStayOnOneLineWhateverTheNames()
    {
        Table training = new([TestData.Text("a\nb", "p\n", "q"), TestData.Numbers("x\ty", 1, 0)], "odd.csv");
        ModelFrame frame = TestData.Frame(training, "~ `a\nb`", "~ log(`x\ty`)");
        Table unseen = new([TestData.Text("a\nb", "\n")]);
        InputException error = Assert.ThrowsAny<InputException>(() => DesignRecipe.Train(frame.Formulas[0], frame).Apply(unseen));
        Assert.Equal(("memory: row 1: `a b` has the level ' ', which no training row had", "its levels: p , q"), (error.Message, error.Remedy));
        error = Assert.ThrowsAny<InputException>(() => DesignRecipe.Train(frame.Formulas[1], frame).Apply(frame));
        Assert.Equal("odd.csv: row 2: log(`x y`) is minus infinity where `x y` = 0", error.Message);
    }

    [Fact]
    public void LevelsAreFoundByTheirTextWhateverTheNewTablesOrder()
    {
        Table table = new([new TextColumn("a", new[] { 0, 1, 2, 0 }, ["r", "q", "p"])]);
        Design design = Train("~ a").Apply(table);
        Assert.Equal([0, 1, 0, 0], TestData.Cells(design, 1));
        Assert.Equal([1, 0, 0, 1], TestData.Cells(design, 2));
    }

    [Fact]
    public void NumbersThatWereTextAreStillLevels()
    {
        Table training = new([TestData.Text("g", "1", "2", "x")]);
        ModelFrame frame = TestData.Frame(training, "~ g");
        Design design = DesignRecipe.Train(frame.Formulas[0], frame).Apply(new Table([TestData.Numbers("g", 2, 1, 2)]));
        Assert.Equal([1, 0, 1], TestData.Cells(design, 1));
        Assert.Equal([0, 0, 0], TestData.Cells(design, 2));
    }

    [Fact]
    public void NewRowsMustHaveTheColumnsPresentAndOfTheirType()
    {
        DesignRecipe recipe = Train("~ x");
        Assert.Equal("new.csv has no column 'x'", Assert.Throws<FormulaException>(() => recipe.Apply(new Table([TestData.Numbers("z", 1)], "new.csv"))).Message);
        Assert.Contains("row 2, column 'x': the cell is missing", Assert.Throws<TableException>(() => recipe.Apply(new Table([TestData.Numbers("x", 1, double.NaN)]))).Message, StringComparison.Ordinal);
        Assert.Contains("is text", Assert.Throws<FormulaException>(() => recipe.Apply(new Table([TestData.Text("x", "a")]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheResponseIsNotNeededForNewRows()
    {
        ModelFrame frame = TestData.Frame(TestData.Golden, "log(z) | weights(n) ~ x");
        Design design = DesignRecipe.Train(frame.Formulas[0], frame).Apply(new Table([TestData.Numbers("x", 3, 4)]));
        Assert.Equal([3, 4], TestData.Cells(design, 1));
    }

    [Fact]
    public void IdsGetAWarningAndTooManyColumnsAnError()
    {
        string[] ids = [.. Enumerable.Range(0, 2000).Select(static i => $"id{i}")];
        Table table = new([TestData.Text("id", ids), TestData.Text("id2", ids), TestData.Numbers("x", new double[2000])]);
        ModelFrame frame = TestData.Frame(table, "~ id", "~ id:id2", "~ x");
        Assert.Equal("column id is text with 2000 levels in 2000 rows: is it an id or a date?", Assert.Single(DesignRecipe.Train(frame.Formulas[0], frame).Warnings));
        Assert.Contains("more than 1000000 columns", Assert.Throws<InputException>(() => DesignRecipe.Train(frame.Formulas[1], frame)).Message, StringComparison.Ordinal);
        Assert.Empty(DesignRecipe.Train(frame.Formulas[2], frame).Warnings);
    }

    [Fact]
    public void ThousandLevelsShareOneArrayOfCodes()
    {
        string[] labels = [.. Enumerable.Range(0, 4000).Select(static i => $"l{i % 1000:000}")];
        Design design = TestData.Design(new Table([TestData.Text("g", labels)]), "~ g");
        Assert.Equal(1000, design.ColumnCount);
        Assert.True(design.Columns.Skip(1).Cast<IndicatorColumn>().All(c => c.Codes.Equals(((IndicatorColumn)design.Columns[1]).Codes)));
    }
}
