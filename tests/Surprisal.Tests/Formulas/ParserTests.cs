using Surprisal.Formulas;
using Xunit;

namespace Surprisal.Tests.Formulas;

public class ParserTests
{
    [Theory]
    [InlineData("y~a*b", "a b a:b")]
    [InlineData("y ~ a*b - a:b", "a b")]
    [InlineData("y ~ (a+b+c)^2", "a b c a:b a:c b:c")]
    [InlineData("y ~ (a+b)^1000000", "a b a:b")]
    [InlineData("y ~ a + a + b + a", "a b")]
    [InlineData("y ~ a:b + b:a", "a:b")]
    [InlineData("y ~ a:b + a", "a a:b")]
    [InlineData("y ~ b + a:b", "b b:a")]
    [InlineData("y ~ a*b:c", "a b:c a:b:c")]
    [InlineData("y ~ a:b*c", "c a:b a:b:c")]
    [InlineData("y ~ a/b", "a a:b")]
    [InlineData("y ~ a/(b + c)", "a a:b a:c")]
    [InlineData("y ~ (a + b)/c", "a b a:b:c")]
    [InlineData("y ~ a %in% b", "a:b")]
    [InlineData("y ~ (a - a)*b + c", "c")]
    [InlineData("y ~ b*(a - a) + b:(a - a)", "b")]
    [InlineData("y ~ a %in% b*c", "c a:b a:b:c")]
    [InlineData("y ~ a*b*c - a:b:c", "a b c a:b a:c b:c")]
    [InlineData("y ~ (a*b - a)*c", "b c a:b b:c a:b:c")]
    [InlineData("y ~ a + log( x+1 ) : b", "a log(x + 1):b")]
    [InlineData("y ~ a^2 + I(a^2)", "a I(a^2)")]
    [InlineData("y ~ +a + (b)", "a b")]
    [InlineData("y ~ poly(x,  2) + poly(x,2)", "poly(x,2)")]
    [InlineData("y ~ a + offset(x)", "a")]
    [InlineData("y ~ `odd name` + `plain`", "`odd name` plain")]
    [InlineData("y ~ größe + x.1 + .x + _u", "größe x.1 .x _u")]
    [InlineData("y ~ I(x / 2 / 3) + I(x / (2 / 3))", "I(x/2/3) I(x/(2/3))")]
    [InlineData("y ~ I(-x^2) + I((-x)^2) + I(2^-1^x)", "I(-x^2) I((-x)^2) I(2^-1^x)")]
    public void TermsAreThoseOfR(string formula, string terms) =>
        Assert.Equal(terms, string.Join(' ', Formula.Parse(formula).TermNames));

    [Theory]
    [InlineData("y ~ a", true)]
    [InlineData("y ~ a - 1", false)]
    [InlineData("y ~ 0 + a", false)]
    [InlineData("y ~ a + 0", false)]
    [InlineData("y ~ -1 + a", false)]
    [InlineData("y ~ a + -1", false)]
    [InlineData("y ~ 0 + a + 1", true)]
    [InlineData("y ~ a - 0", true)]
    [InlineData("y ~ a - (b - 1)", true)]
    [InlineData("y ~ a + (b - 1)", false)]
    [InlineData("y ~ 1", true)]
    [InlineData("y ~ 0", false)]
    public void TheInterceptFollowsR(string formula, bool hasIntercept) => Assert.Equal(hasIntercept, Formula.Parse(formula).HasIntercept);

    [Theory]
    [InlineData("sigma ~ x", "sigma")]
    [InlineData("mu[2] ~ x", "mu[2]")]
    [InlineData("mu[\"New York\"] ~ x", "mu[New York]")]
    [InlineData("mu[class] ~ x", "mu[class]")]
    [InlineData("log(y) ~ x", null)]
    [InlineData("~ x", null)]
    public void TheLeftSideMayNameAParameter(string formula, string? name) => Assert.Equal(name, Formula.Parse(formula).ParameterName);

    [Fact]
    public void DotStandsForTheColumnsGiven()
    {
        Formula dot = Formula.Parse("y ~ . - b + a:b");
        Assert.True(dot.HasDot);
        Formula expanded = dot.ExpandDot(["a", "b", "odd name"]);
        Assert.False(expanded.HasDot);
        Assert.Equal(["a", "`odd name`", "a:b"], expanded.TermNames);
        Assert.Equal(["a", "b", "a:b"], Formula.Parse("~ .^2").ExpandDot(["a", "b"]).TermNames);
    }

    [Theory]
    [InlineData("y ~ x +", 7, "ends where")]
    [InlineData("y x", 2, "'x' where an operator or '~'")]
    [InlineData("y", 1, "no '~'")]
    [InlineData("", 0, "empty")]
    [InlineData("y ~ ", 4, "ends where")]
    [InlineData("y ~ (x", 4, "not closed")]
    [InlineData("y ~ x)", 5, "')' where an operator")]
    [InlineData("y ~ foo(x)", 4, "unknown function 'foo'")]
    [InlineData("y ~ logg(x)", 4, "unknown function 'logg'")]
    [InlineData("y ~ x * 2", 8, "the number 2 is not a term")]
    [InlineData("y ~ x * 1", 8, "cannot be multiplied")]
    [InlineData("y ~ x^0.5", 6, "whole number")]
    [InlineData("y ~ x^z", 6, "whole number")]
    [InlineData("y ~ \"x\"", 4, "a text is not a term")]
    [InlineData("y ~ `x", 4, "not closed")]
    [InlineData("y ~ x > 3", 6, "comparisons")]
    [InlineData("y ~ x # z", 6, "unexpected character '#'")]
    [InlineData("y ~ 2nd", 4, "neither a number nor a name")]
    [InlineData("y ~ log(x, 2)", 4, "takes one argument")]
    [InlineData("y ~ poly(x)", 4, "a column and a degree")]
    [InlineData("y ~ poly(x, 0)", 12, "whole number from 1")]
    [InlineData("y ~ log(poly(x,2))", 8, "cannot stand inside")]
    [InlineData("y ~ I(x:z)", 7, "no meaning inside a function")]
    [InlineData("y ~ I(.)", 6, "'.' has no meaning inside")]
    [InlineData("y ~ x ~ z", 6, "one '~'")]
    [InlineData("y ~ x | z", 6, "left side")]
    [InlineData("y ~ x:offset(z)", 6, "only be added")]
    [InlineData("y ~ x - offset(z)", 8, "only be added")]
    [InlineData("a + b ~ x", 0, "one column or function")]
    [InlineData("exp(y) ~ x", 0, "not by exp()")]
    [InlineData("y | trails(n) ~ x", 4, "unknown modifier 'trails'")]
    [InlineData("y | trials(n) + trials(m) ~ x", 16, "twice")]
    [InlineData("y | n ~ x", 4, "modifiers of the response")]
    [InlineData("y | trunc() ~ x", 4, "lower and an upper")]
    [InlineData("trials(n) ~ x", 0, "modifies a response")]
    [InlineData("cbind(y) ~ x", 0, "two or more")]
    [InlineData("y ~ mu[2]", 4, "no meaning among terms")]
    [InlineData("y ~ 1e999", 4, "too large")]
    [InlineData("y ~ C(x, ref=a:b)", 14, "must be a level")]
    public void ErrorsKnowTheirPlace(string formula, int position, string message)
    {
        FormulaException error = Assert.Throws<FormulaException>(() => Formula.Parse(formula));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
        Assert.Equal(formula, error.Text);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void CaretsStandUnderThePlace()
    {
        Assert.Equal("  y ~ x +\n         ^", Assert.Throws<FormulaException>(() => Formula.Parse("y ~ x +")).RenderCaret());
        Assert.Equal("  y ~ größe # z\n            ^", Assert.Throws<FormulaException>(() => Formula.Parse("y ~ größe # z")).RenderCaret());
        Assert.Equal("  a b\n    ^", new FormulaException("m", "a\tb", 2).RenderCaret());
        Assert.Equal("  a", new FormulaException("m", "a", -1).RenderCaret());
        string[] lines = new FormulaException("m", new string('a', 500) + "#" + new string('b', 500), 500).RenderCaret().Split('\n');
        Assert.Equal('#', lines[0][lines[1].Length - 1]);
        Assert.True(lines[0].Length < 140);
    }

    [Fact]
    public void RemediesPropose()
    {
        Assert.StartsWith("did you mean 'log'?", Assert.Throws<FormulaException>(() => Formula.Parse("y ~ lgo(x)")).Remedy, StringComparison.Ordinal);
        Assert.Contains("known here: C, I, abs", Assert.Throws<FormulaException>(() => Formula.Parse("y ~ foo(x)")).Remedy, StringComparison.Ordinal);
        Assert.Contains("C(x)", Assert.Throws<FormulaException>(() => Formula.Parse("y ~ factor(x)")).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("log(")]
    [InlineData("x^")]
    [InlineData("x:")]
    [InlineData("I(2^")]
    [InlineData("I(-")]
    [InlineData("x*")]
    [InlineData("2*-")]
    public void DeepNestingIsAnErrorNotACrash(string piece)
    {
        string text = "y ~ " + string.Concat(Enumerable.Repeat(piece, 100_000)) + "x";
        if (piece is "-") Assert.Equal("x", Assert.Single(Formula.Parse(text).TermNames));
        else Assert.Throws<FormulaException>(() => Formula.Parse(text));
    }

    [Fact]
    public void FiveThousandSummandsAreFine()
    {
        string text = "y ~ " + string.Join(" + ", Enumerable.Range(0, 5000).Select(static i => $"x{i}"));
        Assert.Equal(5000, Formula.Parse(text).TermNames.Count);
        Assert.Throws<FormulaException>(() => Formula.Parse(text.Replace("y ~ ", "y ~ (", StringComparison.Ordinal) + ")^3"));
    }
}
