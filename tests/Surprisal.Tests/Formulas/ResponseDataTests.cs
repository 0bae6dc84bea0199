using Surprisal.Data;
using Surprisal.Formulas;
using Xunit;

namespace Surprisal.Tests.Formulas;

public class ResponseDataTests
{
    private static readonly double Missing = double.NaN;

    private static readonly Table Data = new(
    [
        TestData.Numbers("y", 1, 4, 9, 16), TestData.Numbers("n", 10, 20, 30, 40), TestData.Text("cls", "no", "yes", "no", "yes"),
        TestData.Truths("t", 1, 0, 1, 0), TestData.Truths("event", 1, 0, 1, 1), TestData.Text("kind", "none", "right", "left", "interval"),
        TestData.Numbers("code", 0, 1, -1, 2), TestData.Numbers("up", Missing, Missing, Missing, 20),
        TestData.Numbers("lb", double.NegativeInfinity, 0, 0, 0), TestData.Numbers("k", 2, 10, 2, 10),
    ]);

    private static ResponseData Read(string formula) => ResponseData.Create(TestData.Frame(Data, formula));

    [Fact]
    public void NumbersAreTheTablesMemory()
    {
        ResponseColumn y = Assert.Single(Read("y ~ 1").Responses);
        Assert.True(y.Values.Equals(((NumberColumn)Data.Find("y")!).Values));
        Assert.Equal(("y", ResponseTransform.None), (y.Name, y.Transform));
        Assert.Empty(y.Levels);
    }

    [Fact]
    public void TransformsKeepTheNumbersBefore()
    {
        ResponseColumn log = Read("log(y) ~ 1").Responses[0], root = Read("sqrt(y) ~ 1").Responses[0], sum = Read("I(y + n) ~ 1").Responses[0];
        Assert.Equal(ResponseTransform.Log, log.Transform);
        Assert.Equal(Math.Log(9), log.Values.Span[2], 1e-15);
        Assert.Equal([1, 4, 9, 16], log.Untransformed.ToArray());
        Assert.Equal(ResponseTransform.SquareRoot, root.Transform);
        Assert.Equal([1, 2, 3, 4], root.Values.ToArray());
        Assert.Equal(ResponseTransform.None, sum.Transform);
        Assert.Equal([11, 24, 39, 56], sum.Values.ToArray());
    }

    [Fact]
    public void TextAndTruthHaveLevels()
    {
        ResponseColumn text = Read("cls ~ 1").Responses[0], truth = Read("t ~ 1").Responses[0], classes = Read("C(k) ~ 1").Responses[0];
        Assert.Equal(["no", "yes"], text.Levels);
        Assert.Equal([0, 1, 0, 1], text.Codes.ToArray());
        Assert.True(text.Values.IsEmpty);
        Assert.Equal(["false", "true"], truth.Levels);
        Assert.Equal([1, 0, 1, 0], truth.Values.ToArray());
        Assert.Equal([1, 0, 1, 0], truth.Codes.ToArray());
        Assert.Equal(["2", "10"], classes.Levels);
        Assert.Equal([0, 1, 0, 1], classes.Codes.ToArray());
    }

    [Fact]
    public void SeveralResponses()
    {
        Assert.Equal(["y", "log(n)"], Read("cbind(y, log(n)) ~ 1").Responses.Select(static r => r.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void ModifiersAreEvaluated()
    {
        ResponseData data = Read("y | trials(2 * n) + weights(n / 10) + trunc(lb, ub = n) + cens(1 - event) ~ 1");
        Assert.Equal([20, 40, 60, 80], data.Trials.ToArray());
        Assert.Equal([1, 2, 3, 4], data.Weights.ToArray());
        Assert.Equal([double.NegativeInfinity, 0, 0, 0], data.TruncationLower.ToArray());
        Assert.Equal([10, 20, 30, 40], data.TruncationUpper.ToArray());
        Assert.Equal([Censoring.None, Censoring.Right, Censoring.None, Censoring.None], data.Censoring.ToArray());
        ResponseData upper = Read("y | trunc(ub = 50) ~ 1");
        Assert.True(upper.TruncationLower.IsEmpty);
        Assert.Equal([50, 50, 50, 50], upper.TruncationUpper.ToArray());
    }

    [Theory]
    [InlineData("y | cens(kind, up) ~ 1")]
    [InlineData("y | cens(code, upper = up) ~ 1")]
    public void UpperEndsMayBeMissingWhereTheyHaveNoMeaning(string formula)
    {
        ModelFrame frame = TestData.Frame(Data, formula);
        Assert.Equal(0, frame.RowsDropped);
        ResponseData data = ResponseData.Create(frame);
        Assert.Equal([Censoring.None, Censoring.Right, Censoring.Left, Censoring.Interval], data.Censoring.ToArray());
        Assert.Equal(20, data.CensoringUpper.Span[3]);
        Assert.True(double.IsNaN(data.CensoringUpper.Span[0]));
    }

    [Fact]
    public void AFormulaWithoutResponseSaysSo() =>
        Assert.Contains("no response", Assert.Throws<FormulaException>(() => Read("~ y")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(2.5, "mem: row 2: the number of trials n is 2.5, not a whole number")]
    [InlineData(-3, "mem: row 2: the number of trials n is -3, below 0")]
    public void TrialsAreCounts(double trials, string message)
    {
        Table table = new([TestData.Numbers("y", 1, 2), TestData.Numbers("n", 3, trials)], "mem");
        Assert.Equal(message, Assert.Throws<InputException>(() => TestData.Frame(table, "y | trials(n) ~ 1")).Message);
    }
}
