using Surprisal.Cli.Rendering;
using Xunit;

namespace Surprisal.Tests.Cli;

public class DigitsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1.0000")]
    [InlineData(-17.579094890510934, "-17.579")]
    [InlineData(0.41551, "0.41551")]
    [InlineData(-0.0015678912, "-0.0015679")]
    [InlineData(0.0001, "0.00010000")]
    [InlineData(123456.7, "123457")]
    [InlineData(12345678, "1.2346e+07")]
    [InlineData(0.000012345, "1.2345e-05")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.NaN, "nan")]
    public void NumbersHaveFiveDigits(double number, string expected) => Assert.Equal(expected, Digits.Of(number));

    [Theory]
    [InlineData(0.0, "<1e-16")]
    [InlineData(9.9e-17, "<1e-16")]
    [InlineData(1.49e-12, "1.5e-12")]
    [InlineData(0.00123, "0.0012")]
    [InlineData(0.000123, "1.2e-04")]
    [InlineData(0.98765, "0.9877")]
    public void PValuesHaveFew(double p, string expected) => Assert.Equal(expected, Digits.PValue(p));

    [Fact]
    public void MissingNumbersAreADash() => Assert.Equal(["-", "-", "-"], [Digits.Of(null), Digits.PValue(null), Digits.Statistic(null)]);

    [Fact]
    public void CountsHaveThousands() =>
        Assert.Equal(["1,000,000 rows", "1 row", "0 rows", "24.500"], [Digits.Count(1e6, "row"), Digits.Count(1, "row"), Digits.Count(0, "row"), Digits.Count(24.5)]);
}
