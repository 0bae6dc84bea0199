using Surprisal.Noise;
using Surprisal.Noise.Expressions;
using Xunit;

namespace Surprisal.Tests.Density;

/// <summary>What is said of a density's text that cannot be used: what, where, and what to do.</summary>
public class ExpressionTextTests
{
    private const string Ends = " ; m real, s positive";

    [Theory]
    [InlineData("", 0, "density: the text is empty")]
    [InlineData("abs(y - m)", 10, "density: no parameter is declared")]
    [InlineData("abs(y - m) ;", 12, "density: no parameter is declared")]
    [InlineData("abs(y - m) ; y positive", 23, "density: no parameter is declared")]
    [InlineData("abs(y - m) ; m", 14, "density: 'm' has no domain")]
    [InlineData("abs(y - m) ; m real s positive", 20, "density: 's' where ',' or the end was expected")]
    [InlineData("abs(y - m) ; m rael", 15, "density: unknown domain 'rael'")]
    [InlineData("abs(y - m) ; m real, y postive", 23, "density: unknown support of y 'postive'")]
    [InlineData("abs(y - m) ; m real, m real", 21, "density: parameter 'm' is declared twice")]
    [InlineData("abs(y - m) ; m real, pi positive", 21, "density: 'pi' is a function or constant and cannot be a parameter")]
    [InlineData("abs(y - k) ; m real", 8, "density: 'k' is neither y nor declared")]
    [InlineData("abs(y - m) ; m real, s positive", 21, "density: the surprisal does not depend on parameter 's'")]
    [InlineData("m^2 ; m real", 0, "density: the surprisal does not depend on the response y")]
    [InlineData("abs(y - m ; m real", 3, "density: the parenthesis '(' is not closed")]
    [InlineData("abs(y - m)) ; m real", 10, "density: ')' where an operator or ';' was expected")]
    [InlineData("abs(y - m) + ; m real", 13, "density: ';' where a number, a name or '(' was expected")]
    [InlineData("2(y - m) ; m real", 1, "density: a number is called like a function")]
    [InlineData("2m + y ; m real", 1, "density: a number and a name stand side by side, '2m'")]
    [InlineData("m(y) ; m real", 0, "density: 'm' is no function")]
    [InlineData("ln(y - m) ; m real", 0, "density: unknown function 'ln'")]
    [InlineData("abs(y, m) ; m real", 0, "density: function 'abs' takes one argument, not 2")]
    [InlineData("max(y) + m ; m real", 0, "density: function 'max' takes two arguments, not 1")]
    [InlineData("abs + y - m ; m real", 0, "density: function 'abs' has no arguments")]
    [InlineData("y**m ; m real", 1, "density: '**' is no operator")]
    [InlineData("|y - m| ; m real", 0, "density: unexpected character '|'")]
    [InlineData("y < m ; m real", 2, "density: a comparison may stand first in if(...) only")]
    [InlineData("if(y, m, 2, 3) ; m real", 4, "density: ',' where a comparison was expected")]
    [InlineData("1.2.3*y + m ; m real", 0, "density: '1.2.3' is not a finite number")]
    [InlineData("log(1 - 2) + y + m ; m real", 0, "density: a constant part of the expression is not a number")]
    [InlineData("y - m/0 ; m real", 7, null)]
    public void ErrorsNameThePlace(string text, int position, string? message)
    {
        NoiseTextException error = Assert.Throws<NoiseTextException>(() => ExpressionNoise.Parse(text));
        if (message is null) return;
        Assert.Equal((message, position, text), (error.Message, error.Position, error.Text));
        Assert.False(string.IsNullOrEmpty(error.Remedy) && !text.Contains('+', StringComparison.Ordinal), error.Message);
    }

    [Theory]
    [InlineData("abs(y - m)/s", "integrates to 2*s, not to 1", "add log(2*s) to")]
    [InlineData("(y - m)^2/(2*s^2)", "integrates to sqrt(2*pi)*s, not to 1", "add log(sqrt(2*pi)*s) to")]
    [InlineData("((y - m)/s)^2 - 2*log(s)", "integrates to sqrt(pi)*s^3, not to 1", "add log(sqrt(pi)*s^3) to")]
    [InlineData("log1p(((y - m)*s)^2)", "integrates to pi/s, not to 1", "add log(pi/s) to")]
    [InlineData("s*(y - m)^2", "integrates to sqrt(pi)/sqrt(s), not to 1", "add log(sqrt(pi)/sqrt(s)) to")]
    [InlineData("2*log(s) + abs(y - m)/s", "integrates to 2/s, not to 1", "add log(2/s) to")]
    [InlineData("3*log(2) + log(s) + abs(y - m)/s", "integrates to 1/4, not to 1", "add -log(4) to")]
    [InlineData("abs(y - m)/s + log(s) + m", "integrates to 2/exp(m), not to 1", "add log(2/exp(m)) to")]
    [InlineData("abs((y - m)/s)^1.5", "integrates to 1.8054905859*s, not to 1", "add log(1.8054905859*s) to")]
    [InlineData("log(1 + abs(y - m)/s)", "integrates to infinity, because it falls off too slowly towards y = -infinity and y = infinity", "no term can mend that")]
    [InlineData("exp(-(y - m)/s) + log(s)", "integrates to infinity, because it falls off too slowly towards y = infinity", "no term can mend that")]
    public void AMissingTermIsNamed(string expression, string problem, string remedy)
    {
        NoiseTextException error = Assert.Throws<NoiseTextException>(() => ExpressionNoise.Parse(expression + Ends));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(remedy, error.Remedy, StringComparison.Ordinal);
        Assert.Equal(expression.Length, error.Position);
    }

    [Theory]
    [InlineData("-y*log(p) ; p probability, y count", "sums to 1/(1 - p), not to 1", "add -log(1 - p) to")]
    [InlineData("y/mu ; mu positive, y positive", "integrates to mu, not to 1", "add log(mu) to")]
    [InlineData("(abs(y - m)/s)^p ; m real, s positive, p positive", "does not integrate to 1, but to 2 at m = 0.3, s = 1, p = 1", "add the logarithm of that")]
    [InlineData("log(y)^2 + log(y) + m ; m real", "the surprisal is not a number at y = -0.5, m = 0.3", "if y is positive, say so")]
    [InlineData("-log(y) - log(1 - y) + m ; m real", "the surprisal is not a number at y = 2, m = 0.3", "if y lies between 0 and 1, say so")]
    [InlineData("p*log(1 + (y - m)^2) ; m real, p positive", "integrates to infinity at m = 0.3, p = 0.5", "write the parameter so that all its values are allowed")]
    public void SoIsWhatElseIsWrongWithTheIntegral(string text, string problem, string remedy)
    {
        NoiseTextException error = Assert.Throws<NoiseTextException>(() => ExpressionNoise.Parse(text));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2^3^2", 512.0)]
    [InlineData("-2^2", -4.0)]
    [InlineData("2*-3 - -1", -5.0)]
    [InlineData("8/2/2", 2.0)]
    [InlineData("min(3, 2) + max(1, 4)", 6.0)]
    [InlineData("if(1 < 2, 3, 4)", 3.0)]
    [InlineData("if(1 >= 2, 3, 4)", 4.0)]
    [InlineData("if(2 <= 2, 3, 4)", 3.0)]
    [InlineData("Phi(0) + logistic(0) + sigmoid(0)", 1.5)]
    [InlineData("lgamma(5) - log(24)", 0.0)]
    [InlineData("log1p(expm1(0.5)) + sqrt(16) + abs(-1) + sin(0) + cos(0) + atan(0) + tanh(0) + logPhi(50)", 6.5)]
    [InlineData("softplus(0) - log(2) + pi - 3.141592653589793 + log(e)", 1.0)]
    [InlineData("1.5e2 + .5", 150.5)]
    public void ArithmeticIsTheUsual(string constant, double expected)
    {
        (StepProgram program, _) = ExpressionParser.Read($"({constant}) + y - m ; m real");
        double value = program.Run<Surprisal.Numerics.Real>(0.25, [(Surprisal.Numerics.Real)0.25])[^1].Value;
        Assert.True(Math.Abs(value - expected) <= 4e-15 * Math.Max(1.0, Math.Abs(expected)), $"{value:R}");
    }

    [Fact]
    public void DeepNestingIsRefusedNotFatal()
    {
        string deep = new string('(', 100_000) + "y - m" + new string(')', 100_000);
        Assert.Contains("nested", Assert.Throws<NoiseTextException>(() => ExpressionNoise.Parse(deep + Ends)).Message, StringComparison.Ordinal);
        Assert.Contains("nested", Assert.Throws<NoiseTextException>(() => ExpressionNoise.Parse(new string('-', 100_000) + "y" + Ends)).Message, StringComparison.Ordinal);
        Assert.Contains("nested", Assert.Throws<NoiseTextException>(() => ExpressionNoise.Parse("y" + string.Concat(Enumerable.Repeat("^2", 100_000)) + Ends)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyTextIsReadOrRefused()
    {
        Surprisal.Numerics.Random.RandomStream stream = new(11);
        string[] pieces = ["y", "m", "s", "+", "-", "*", "/", "^", "(", ")", ",", ";", "abs", "if", "max", "1", "2.5", "<", "log(", "m real", "s positive", " ", "é", "~", "1e999"];
        for (int i = 0; i < 3000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, (int)stream.NextInteger(12)).Select(_ => pieces[stream.NextInteger(pieces.Length)]));
            try
            {
                ExpressionParser.Read(text + (i % 2 == 0 ? Ends : ""));
            }
            catch (NoiseTextException error)
            {
                Assert.InRange(error.Position, 0, error.Text.Length);
                Assert.StartsWith("density: ", error.Message, StringComparison.Ordinal);
            }
        }
    }
}
