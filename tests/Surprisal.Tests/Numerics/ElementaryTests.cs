using Surprisal.Numerics;
using Xunit;

namespace Surprisal.Tests.Numerics;

/// <summary>The functions of two doubles.</summary>
public sealed class ElementaryTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;

    [Fact]
    public void Pow_is_within_its_bound()
    {
        foreach (ReferenceRow row in ReferenceRow.Read("Pow", 2))
        {
            double computed = Elementary.Pow(row.Arguments[0], row.Arguments[1]);
            Assert.True(row.UlpError(computed) <= 1.5, $"{row.Arguments[0]:R}^{row.Arguments[1]:R} = {computed:R}, not {row.Value:R}");
        }
    }

    [Theory]
    [InlineData(0.0, 0.0, 1.0)]
    [InlineData(NaN, 0.0, 1.0)]
    [InlineData(1.0, NaN, 1.0)]
    [InlineData(1.0, Infinity, 1.0)]
    [InlineData(-1.0, Infinity, 1.0)]
    [InlineData(-1.0, -Infinity, 1.0)]
    [InlineData(NaN, 2.0, NaN)]
    [InlineData(2.0, NaN, NaN)]
    [InlineData(0.0, NaN, NaN)]
    [InlineData(Infinity, NaN, NaN)]
    [InlineData(0.0, 2.0, 0.0)]
    [InlineData(0.0, -2.0, Infinity)]
    [InlineData(0.0, Infinity, 0.0)]
    [InlineData(0.0, -Infinity, Infinity)]
    [InlineData(Infinity, 0.5, Infinity)]
    [InlineData(Infinity, -0.5, 0.0)]
    [InlineData(-Infinity, 3.0, -Infinity)]
    [InlineData(-Infinity, -3.0, -0.0)]
    [InlineData(-Infinity, 0.5, Infinity)]
    [InlineData(0.5, Infinity, 0.0)]
    [InlineData(0.5, -Infinity, Infinity)]
    [InlineData(2.0, Infinity, Infinity)]
    [InlineData(2.0, 10.0, 1024.0)]
    [InlineData(-2.0, 3.0, -8.0)]
    [InlineData(-2.0, 4.0, 16.0)]
    [InlineData(-2.0, 0.5, NaN)]
    [InlineData(2.0, 1024.0, Infinity)]
    [InlineData(2.0, -1075.0, 0.0)]
    [InlineData(2.0, -1074.0, double.Epsilon)]
    [InlineData(10.0, 1e308, Infinity)]
    [InlineData(0.9999, 1e308, 0.0)]
    [InlineData(3.0, 1.0, 3.0)]
    public void Pow_special_case(double x, double y, double expected)
    {
        double computed = Elementary.Pow(x, y);
        Assert.Equal(expected, computed);
        if (expected == 0.0)
            Assert.Equal(double.IsNegative(expected), double.IsNegative(computed));
    }

    [Theory]
    [InlineData(3.0, -0.0)]
    [InlineData(-3.0, -Infinity)]
    [InlineData(2.0, 0.0)]
    [InlineData(0.5, 0.0)]
    public void Pow_of_negative_zero(double y, double expected)
    {
        double computed = Elementary.Pow(-0.0, y);
        Assert.Equal(expected, computed);
        Assert.Equal(double.IsNegative(expected), double.IsNegative(computed));
    }

    [Fact]
    public void LogBeta_is_within_its_bound_and_symmetric()
    {
        foreach (ReferenceRow row in ReferenceRow.Read("LogBeta", 2))
        {
            (double a, double b) = (row.Arguments[0], row.Arguments[1]);
            double computed = Elementary.LogBeta(a, b);
            bool good = Math.Abs(computed - row.Value) <= (4e-15 * Math.Abs(row.Value)) + 1e-15;
            Assert.True(good, $"log B({a:R}, {b:R}) = {computed:R}, not {row.Value:R}");
            Assert.Equal(computed, Elementary.LogBeta(b, a));
        }
    }

    [Theory]
    [InlineData(-1.0, 2.0, NaN)]
    [InlineData(NaN, 2.0, NaN)]
    [InlineData(2.0, NaN, NaN)]
    [InlineData(0.0, 2.0, Infinity)]
    [InlineData(0.0, Infinity, NaN)]
    [InlineData(2.0, Infinity, -Infinity)]
    public void LogBeta_special_case(double a, double b, double expected) => Assert.Equal(expected, Elementary.LogBeta(a, b));
}
