using System.Globalization;
using Surprisal.Fits;
using Surprisal.Models;
using Xunit;

namespace Surprisal.Tests.Fits;

/// <summary>The culture of the thread says nothing about a fit: not about numbers in formulas and held values, nor about messages.</summary>
public sealed class CultureTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("sv-SE")]
    public void Fits_and_messages_are_the_same(string name)
    {
        string[] expected = Describe();
        CultureInfo culture = CultureInfo.GetCultureInfo(name);
        Assert.Equal(",", culture.NumberFormat.NumberDecimalSeparator);
        CultureInfo before = CultureInfo.CurrentCulture, beforeUi = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            Assert.Equal(expected, Describe());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    private static string[] Describe()
    {
        Sample data = Sample.Make(60, 8);
        List<string> lines = [];
        foreach ((string noise, string formulas) in Sample.Cases.Append(("student-t(nu=2.5)", "real ~ I(x^2) + 0.5 * z + poly(x, 2)")).Append(("huber(k=1.5)", "real ~ x")))
        {
            try
            {
                Fit fit = data.Fit(noise, formulas);
                lines.Add($"{fit.Noise} {fit.Status} {string.Join(' ', fit.Reasons)} {string.Join(' ', fit.Warnings)} {Bits(fit.LogLikelihood)}");
                foreach (ParameterFit parameter in fit.Parameters)
                    lines.Add($"{parameter.Name} {parameter.Formula} {string.Join(' ', parameter.Coefficients.Select(static c => $"{c.Term} {Bits(c.Estimate)} {Bits(c.StandardError)} {Bits(c.PValue)}"))}");
            }
            catch (InputException refused)
            {
                lines.Add($"{refused.Message} {refused.Remedy}");
            }
        }

        Fit aliased = data.With("z", i => -2.5 * data["x"][i]).Fit("gaussian", "real ~ x + z");
        lines.AddRange(aliased.Warnings);
        lines.Add(Assert.ThrowsAny<InputException>(() => data.With("count", static i => i == 3 ? -1.5 : 2).Fit("poisson", "count ~ x")).Message);
        lines.Add(Assert.ThrowsAny<InputException>(() => Model.Of("student-t(nu=-1.5)", "real ~ x")).Message);
        return [.. lines];
    }

    private static string Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture) : "null";
}
