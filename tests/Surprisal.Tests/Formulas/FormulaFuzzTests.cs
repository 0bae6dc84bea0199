using System.Globalization;
using Surprisal.Formulas;
using Xunit;

namespace Surprisal.Tests.Formulas;

/// <summary>Whatever is given as a formula: it is understood, or the declared exceptions come out.</summary>
public class FormulaFuzzTests
{
    private const string Characters = "yxzabctn01 29.+-*/:^()|~,=`\"'[]%#\t\n\\\u00e4\ud83d\u0301e";

    private static readonly string[] Seeds =
    [
        "y ~ x1 + x2*cat", "log(z) | trials(n) + weights(n) ~ a*b + poly(x,2):c - 1", "cbind(x, z) ~ .^2 - a:b", "z | cens(1 - t, n) ~ (a+b+c)^2 - a:c",
        "sigma ~ C(a, ref=\"q\")/x + offset(log(z))", "mu[2] ~ I((x + 1)^2 / -3e-2) + scale(x)", "z | trunc(lb=0, ub=x) ~ `odd name` %in% a + t:x",
        "~ 0 + exp(x / 9) + sqrt(abs(x)) + log1p(z) + C(n)", "x ~ ((a)) + a:(b + c) + 1e1",
    ];

    [Fact]
    public void MutatedFormulasThrowOnlyWhatIsDeclared()
    {
        Random random = new(20260101);
        int understood = 0, fitted = 0;
        for (int k = 0; k < 60_000; k++)
        {
            string text = Mutate(Seeds[random.Next(Seeds.Length)], random);
            try
            {
                Formula formula = Formula.Parse(text);
                understood++;
                string canonical = formula.ToString();
                Formula again = Formula.Parse(canonical);
                Assert.Equal(canonical, again.ToString());
                Assert.Equal(formula.TermNames, again.TermNames);
                Assert.Equal(formula.HasIntercept, again.HasIntercept);
                Assert.Equal(formula.ParameterName, again.ParameterName);
                ModelFrame frame = ModelFrame.Create(TestData.Golden, [formula]);
                if (frame.Formulas[0].Response is not null) ResponseData.Create(frame);
                Design design = DesignRecipe.Train(frame.Formulas[0], frame).Apply(frame);
                for (int j = 0; j < design.ColumnCount; j++) Assert.All(TestData.Cells(design, j), static v => Assert.True(double.IsFinite(v)));
                fitted++;
            }
            catch (InputException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                Assert.False(error.Message.EndsWith('.'));
                if (error is FormulaException formula) Assert.InRange(formula.RenderCaret().Length, formula.Text.Length == 0 ? 0 : 3, 300);
            }
        }

        Assert.True(understood > 10_000, $"only {understood} were understood");
        Assert.True(fitted > 2_000, $"only {fitted} made a design");
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("sv-SE")]
    public void CultureChangesNothing(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture, culture = CultureInfo.GetCultureInfo(name);
        Assert.Equal(",", culture.NumberFormat.NumberDecimalSeparator);
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal("y ~ I(x * 1.5)", Formula.Parse("y~I(x*1.50)").ToString());
            Assert.Equal("C(I(x/2))[-0.5]", TestData.Design(TestData.Golden, "~ C(I(x/2))").Names[1]);
            Assert.Equal("did you mean 'TITLE'?", DidYouMean.Remedy("title", ["TITLE", "x"]));
            Assert.Equal(1.5, TestData.Cells(TestData.Design(TestData.Golden, "~ I(x*1.5)"), 1)[0]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Mutate(string text, Random random)
    {
        for (int k = random.Next(4); k > 0; k--)
        {
            int place = random.Next(text.Length + 1);
            string piece = random.Next(4) switch
            {
                0 => Seeds[random.Next(Seeds.Length)][random.Next(6)..],
                1 => new[] { "a", "x", "log(", ")", "poly(z,2)", "~", " | ", "offset(x)", "C(", "I(", "^2", "- 1", "scale(z)", "%in%", "" }[random.Next(15)],
                _ => Characters[random.Next(Characters.Length)].ToString(),
            };
            int removed = Math.Min(random.Next(3), text.Length - place);
            text = text[..place] + piece + text[(place + removed)..];
        }

        return text;
    }
}
