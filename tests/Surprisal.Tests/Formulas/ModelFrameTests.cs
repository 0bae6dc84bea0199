using Surprisal.Data;
using Surprisal.Formulas;
using Xunit;

namespace Surprisal.Tests.Formulas;

public class ModelFrameTests
{
    private static readonly double Missing = double.NaN;

    private static readonly Table Gaps = new(
    [
        TestData.Numbers("y", 1, 2, 3, 4, 5, 6), TestData.Numbers("x", 1, Missing, 3, 4, 5, 6),
        TestData.Text("cat", "a", "b", "c", null, "b", "a"), TestData.Numbers("idle", Missing, 1, double.PositiveInfinity, 1, 1, 1),
        TestData.Truths("t", 1, 0, 1, 0, 1, -1), TestData.Numbers("w", 1, 1, 0, 1, 2, 1), TestData.Numbers("bad", 1, 1, 1, 1, double.NegativeInfinity, 1),
    ],
        "gaps.csv");

    [Fact]
    public void NothingDroppedIsTheSameTable()
    {
        ModelFrame frame = TestData.Frame(Gaps, "y ~ w");
        Assert.Same(Gaps, frame.Table);
        Assert.Equal((6, 0), (frame.RowCount, frame.RowsDropped));
    }

    [Fact]
    public void RowsMissingInAnyFormulaAreDroppedFromAll()
    {
        ModelFrame frame = TestData.Frame(Gaps, "y ~ x", "sigma ~ cat");
        Assert.Equal((4, 2, 2, 0), (frame.RowCount, frame.RowsDropped, frame.DroppedMissing, frame.DroppedWeightless));
        Assert.Equal([0, 2, 4, 5], Enumerable.Range(0, 4).Select(frame.SourceRow));
        Assert.Equal([1, 3, 5, 6], ((NumberColumn)frame.Table.Find("y")!).Values.ToArray());
        Assert.Equal(5, TestData.Frame(Gaps, "y ~ t").RowCount);
    }

    [Fact]
    public void LevelsThatAreGoneWithTheirRowsHaveNoColumn()
    {
        ModelFrame frame = ModelFrame.Create(Gaps, [Formula.Parse("y | weights(w) ~ cat")]);
        Assert.Equal((4, 1, 1), (frame.RowCount, frame.DroppedMissing, frame.DroppedWeightless));
        Assert.Equal(["(Intercept)", "cat[b]"], DesignRecipe.Train(frame.Formulas[0], frame).Names);
        Assert.Equal([1, 1, 2, 1], ResponseData.Create(frame).Weights.ToArray());
        Assert.Equal([0, 1, 4, 5], Enumerable.Range(0, 4).Select(frame.SourceRow));
    }

    [Fact]
    public void WeightsGivenApartCountTheSame()
    {
        ModelFrameOptions options = new() { Weights = DataExpression.Parse("w * 2") };
        ModelFrame frame = ModelFrame.Create(Gaps, [Formula.Parse("y ~ cat")], options);
        Assert.Equal([2, 2, 4, 2], ResponseData.Create(frame).Weights.ToArray());
        InputException twice = Assert.Throws<InputException>(() => ModelFrame.Create(Gaps, [Formula.Parse("y | weights(w) ~ x")], options));
        Assert.Contains("twice", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DotIsEveryColumnThatNoResponseOrModifierUses()
    {
        Table table = new([TestData.Numbers("y", 1, 2), TestData.Numbers("n", 3, 4), TestData.Numbers("x", 1, 0), TestData.Numbers("z", 1, 5), TestData.Numbers("w", 1, 1)]);
        ModelFrame frame = ModelFrame.Create(
            table, [Formula.Parse("log(y) | trials(n + 1) ~ ."), Formula.Parse("sigma ~ . - x")], new ModelFrameOptions { Weights = DataExpression.Parse("w") });
        Assert.Equal(["x", "z"], frame.Formulas[0].TermNames);
        Assert.Equal(["z"], frame.Formulas[1].TermNames);
    }

    [Fact]
    public void FailNamesTheFirstMissingCell()
    {
        InputException error = Assert.ThrowsAny<InputException>(() => ModelFrame.Create(Gaps, [Formula.Parse("y ~ cat + x")], new ModelFrameOptions { Missing = MissingPolicy.Fail }));
        Assert.Equal("gaps.csv: row 2, column 'x': the cell is missing", error.Message);
    }

    [Theory]
    [InlineData("y ~ bad", "gaps.csv: row 5, column 'bad': the value is infinite, and negative")]
    [InlineData("y ~ bad + x", "gaps.csv: row 5, column 'bad': the value is infinite, and negative")]
    [InlineData("y ~ log(w)", "gaps.csv: row 3: log(w) is minus infinity where w = 0")]
    [InlineData("y ~ log(w) + x", "gaps.csv: row 3: log(w) is minus infinity where w = 0")]
    [InlineData("y ~ sqrt(w - y)", "gaps.csv: row 2: sqrt(w - y) is not a number where w = 1, y = 2")]
    [InlineData("y ~ I(1/w):x", "gaps.csv: row 3: I(1/w) is infinite where w = 0")]
    [InlineData("log(w) ~ x", "gaps.csv: row 3: log(w) does not exist where w = 0")]
    [InlineData("sqrt(w - y) ~ x", "gaps.csv: row 3: sqrt(w - y) does not exist where w - y = -3")]
    [InlineData("y | weights(w - 1) ~ x", "gaps.csv: row 3: the weight w - 1 is -1, below 0")]
    [InlineData("y | trials(-w) ~ x", "gaps.csv: row 1: the number of trials -w is -1, below 0")]
    [InlineData("y | cens(y) ~ x", "gaps.csv: row 3: cens(y) is 3")]
    [InlineData("y | cens(y - 1) ~ w", "gaps.csv: row 4: cens(y - 1) is 3")]
    [InlineData("y | cens(2 * w - w) ~ w", "gaps.csv: row 5: the row is interval-censored and has no upper end")]
    [InlineData("y | cens(cat) ~ x", "gaps.csv: row 1, column 'cat': 'a' is no kind of censoring")]
    [InlineData("y ~ C(cat, ref=\"z\")", "gaps.csv: 'z' is not a level of C(cat,ref=\"z\") in the rows used")]
    [InlineData("y ~ scale(I(y - y))", "scale(I(y - y)) has no finite positive standard deviation in the 6 rows used")]
    [InlineData("y ~ poly(t, 2)", "the degree of poly(t,2) is too high: t has only 2 distinct values")]
    [InlineData("y ~ log(cat)", "column 'cat' is text where numbers are needed")]
    [InlineData("y ~ y", "the response y cannot be its own predictor")]
    [InlineData("y ~ ct", "gaps.csv has no column 'ct'")]
    public void ErrorsNameThePlaceInTheSource(string formula, string message)
    {
        InputException error = Assert.ThrowsAny<InputException>(() =>
        {
            ModelFrame frame = TestData.Frame(Gaps, formula);
            ResponseData.Create(frame);
            DesignRecipe.Train(frame.Formulas[0], frame).Apply(frame);
        });
        Assert.Equal(message, error.Message);
        if (error is FormulaException placed) Assert.InRange(placed.Position, 4, formula.Length);
    }

    [Fact]
    public void OneLevelIsAnErrorThatNamesIt()
    {
        Table table = new([TestData.Numbers("y", 1, 2, 3), TestData.Text("cat", "a", "a", "b"), TestData.Numbers("x", 1, 2, Missing), TestData.Truths("t", 1, 1, 0)], "one.csv");
        Assert.Equal("one.csv: column 'cat' has only one level ('a') in the 2 rows used", OneLevel("y ~ cat + x"));
        Assert.Equal("one.csv: column 't' has only one level ('true') in the 2 rows used", OneLevel("y ~ t:x"));
        Assert.Equal("one.csv: C(t) has only one level ('true') in the 2 rows used", OneLevel("y ~ x + C(t)"));

        string OneLevel(string formula)
        {
            ModelFrame frame = TestData.Frame(table, formula);
            return Assert.ThrowsAny<InputException>(() => DesignRecipe.Train(frame.Formulas[0], frame)).Message;
        }
    }

    [Fact]
    public void UnknownColumnsGetAProposal()
    {
        FormulaException error = Assert.Throws<FormulaException>(() => TestData.Frame(Gaps, "y ~ x + iddle"));
        Assert.Equal(("did you mean 'idle'?", 8), (error.Remedy, error.Position));
        Assert.Equal("its columns: 'y', 'x', 'cat', 'idle', 't', 'w', 'bad'", Assert.Throws<FormulaException>(() => TestData.Frame(Gaps, "y ~ unheardof")).Remedy);
    }

    [Fact]
    public void NoRowLeftSaysWhichColumnToBlame()
    {
        Table table = new([TestData.Numbers("y", Missing, 2, 3), TestData.Numbers("x", 1, Missing, Missing)], "none.csv");
        InputException error = Assert.Throws<InputException>(() => TestData.Frame(table, "y ~ x"));
        Assert.Equal("none.csv: each of the 3 rows has a missing cell in a column used", error.Message);
        Assert.Contains("'x'", error.Remedy, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => TestData.Frame(new Table([TestData.Numbers("y")]), "y ~ 1"));
        Assert.Throws<InputException>(() => TestData.Frame(Gaps, "y | weights(w - w) ~ 1"));
    }
}
