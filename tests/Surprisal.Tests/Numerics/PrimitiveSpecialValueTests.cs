using Xunit;

namespace Surprisal.Tests.Numerics;

/// <summary>±0, ±∞, NaN, poles and the ends of the domains, derivatives included.</summary>
public sealed class PrimitiveSpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static TheoryData<string> Names => PrimitiveCase.Names;

    [Theory]
    [InlineData("Exp", 0.0, 1.0, 1.0, 1.0)]
    [InlineData("Exp", Infinity, Infinity, Infinity, Infinity)]
    [InlineData("Exp", -Infinity, 0.0, 0.0, 0.0)]
    [InlineData("Exp", 709.79, Infinity, Infinity, Infinity)]
    [InlineData("Exp", -745.14, 0.0, 0.0, 0.0)]
    [InlineData("Log", 0.0, -Infinity, Infinity, -Infinity)]
    [InlineData("Log", 1.0, 0.0, 1.0, -1.0)]
    [InlineData("Log", -1.0, NaN, NaN, NaN)]
    [InlineData("Log", Infinity, Infinity, 0.0, -0.0)]
    [InlineData("Log", -Infinity, NaN, NaN, NaN)]
    [InlineData("Log1p", 0.0, 0.0, 1.0, -1.0)]
    [InlineData("Log1p", -1.0, -Infinity, Infinity, -Infinity)]
    [InlineData("Log1p", -1.5, NaN, NaN, NaN)]
    [InlineData("Log1p", 1.7e308, 709.7268368932282, 5.882352941176471E-309, -0.0)]
    [InlineData("Log1p", Infinity, Infinity, 0.0, -0.0)]
    [InlineData("Expm1", 0.0, 0.0, 1.0, 1.0)]
    [InlineData("Expm1", -Infinity, -1.0, 0.0, 0.0)]
    [InlineData("Expm1", Infinity, Infinity, Infinity, Infinity)]
    [InlineData("Expm1MinusX", 0.0, 0.0, 0.0, 1.0)]
    [InlineData("Expm1MinusX", Infinity, Infinity, Infinity, Infinity)]
    [InlineData("Expm1MinusX", -Infinity, Infinity, -1.0, 0.0)]
    [InlineData("Softplus", 0.0, 0.6931471805599453, 0.5, 0.25)]
    [InlineData("Softplus", -Infinity, 0.0, 0.0, 0.0)]
    [InlineData("Softplus", Infinity, Infinity, 1.0, 0.0)]
    [InlineData("Sigmoid", 0.0, 0.5, 0.25, -0.0)]
    [InlineData("Sigmoid", -Infinity, 0.0, 0.0, 0.0)]
    [InlineData("Sigmoid", Infinity, 1.0, 0.0, -0.0)]
    [InlineData("Tanh", 0.0, 0.0, 1.0, -0.0)]
    [InlineData("Tanh", Infinity, 1.0, 0.0, -0.0)]
    [InlineData("Tanh", -Infinity, -1.0, 0.0, 0.0)]
    [InlineData("Atan", 0.0, 0.0, 1.0, -0.0)]
    [InlineData("Atan", Infinity, 1.5707963267948966, 0.0, -0.0)]
    [InlineData("Atan", -Infinity, -1.5707963267948966, 0.0, 0.0)]
    [InlineData("LogGamma", 1.0, 0.0, -0.57721566490153287, 1.6449340668482264)]
    [InlineData("LogGamma", 0.0, Infinity, -Infinity, Infinity)]
    [InlineData("LogGamma", -1.5, NaN, NaN, NaN)]
    [InlineData("LogGamma", -3.0, NaN, NaN, NaN)]
    [InlineData("LogGamma", Infinity, Infinity, Infinity, 0.0)]
    [InlineData("StirlingError", 0.0, Infinity, -Infinity, Infinity)]
    [InlineData("StirlingError", -1.0, NaN, NaN, NaN)]
    [InlineData("StirlingError", Infinity, 0.0, -0.0, 0.0)]
    [InlineData("Digamma", 0.0, -Infinity, Infinity, -Infinity)]
    [InlineData("Digamma", -0.5, NaN, NaN, NaN)]
    [InlineData("Digamma", Infinity, Infinity, 0.0, -0.0)]
    [InlineData("Trigamma", 0.0, Infinity, -Infinity, Infinity)]
    [InlineData("Trigamma", -0.5, NaN, NaN, NaN)]
    [InlineData("Trigamma", Infinity, 0.0, -0.0, 0.0)]
    [InlineData("Erf", Infinity, 1.0, 0.0, 0.0)]
    [InlineData("Erf", -Infinity, -1.0, 0.0, 0.0)]
    [InlineData("Erfc", Infinity, 0.0, -0.0, -0.0)]
    [InlineData("Erfc", -Infinity, 2.0, -0.0, -0.0)]
    [InlineData("NormalCdf", Infinity, 1.0, 0.0, 0.0)]
    [InlineData("NormalCdf", -Infinity, 0.0, 0.0, 0.0)]
    [InlineData("LogNormalCdf", Infinity, -0.0, 0.0, -0.0)]
    [InlineData("LogNormalCdf", -Infinity, -Infinity, Infinity, -1.0)]
    [InlineData("LogNormalCdf", -1e150, -4.9999999999999995e299, 1e150, -1.0)]
    [InlineData("NormalQuantile", 0.5, 0.0, 2.5066282746310002, 0.0)]
    [InlineData("NormalQuantile", 0.0, -Infinity, Infinity, -Infinity)]
    [InlineData("NormalQuantile", 1.0, Infinity, Infinity, Infinity)]
    [InlineData("NormalQuantile", 1.5, NaN, NaN, NaN)]
    [InlineData("NormalQuantile", -0.5, NaN, NaN, NaN)]
    [InlineData("Log1mExp", -0.0, -Infinity, -Infinity, -Infinity)]
    [InlineData("Log1mExp", -Infinity, 0.0, -0.0, -0.0)]
    [InlineData("Log1mExp", 0.5, NaN, NaN, NaN)]
    [InlineData("LogExpm1", 0.0, -Infinity, Infinity, -Infinity)]
    [InlineData("LogExpm1", -0.5, NaN, NaN, NaN)]
    [InlineData("LogExpm1", Infinity, Infinity, 1.0, -0.0)]
    [InlineData("LogitOfCloglog", -Infinity, -Infinity, 1.0, 0.0)]
    [InlineData("LogitOfCloglog", Infinity, Infinity, Infinity, Infinity)]
    [InlineData("Sin", Infinity, NaN, NaN, NaN)]
    [InlineData("Sin", 2e9, NaN, NaN, NaN)]
    [InlineData("Cos", 0.0, 1.0, -0.0, -1.0)]
    [InlineData("Cos", -Infinity, NaN, NaN, NaN)]
    [InlineData("Expm1MinusXOverSquare", 0.0, 0.5, 0.16666666666666666, 0.083333333333333329)]
    [InlineData("Expm1MinusXOverSquare", Infinity, Infinity, Infinity, Infinity)]
    [InlineData("Expm1MinusXOverSquare", -Infinity, 0.0, 0.0, 0.0)]
    [InlineData("LogExpm1OverX", 0.0, 0.0, 0.5, 0.083333333333333329)]
    [InlineData("LogExpm1OverX", Infinity, Infinity, 1.0, 0.0)]
    [InlineData("LogExpm1OverX", -Infinity, -Infinity, 0.0, 0.0)]
    public void Special_argument(string name, double x, double value, double first, double second)
    {
        var computed = PrimitiveCase.Named(name).Derivatives(x);
        // xunit's equality of doubles takes NaN for equal to NaN
        Assert.Equal((value, first, second), (computed.Value, computed.First, computed.Second));
    }

    [Theory]
    [InlineData("Exp", 1.0, 1.0, 1.0)]
    [InlineData("Log", -Infinity, -Infinity, -Infinity)]
    [InlineData("Log1p", -0.0, 1.0, -1.0)]
    [InlineData("Expm1", -0.0, 1.0, 1.0)]
    [InlineData("Tanh", -0.0, 1.0, 0.0)]
    [InlineData("Atan", -0.0, 1.0, 0.0)]
    [InlineData("Erf", -0.0, 1.1283791670955126, 0.0)]
    [InlineData("Sin", -0.0, 1.0, 0.0)]
    public void At_negative_zero(string name, double value, double first, double second)
    {
        var computed = PrimitiveCase.Named(name).Derivatives(-0.0);
        Assert.Equal((value, first, second), (computed.Value, computed.First, computed.Second));
        if (value == 0.0)
            Assert.True(double.IsNegative(computed.Value), $"{name}(-0) lost its sign");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_gives_NaN(string name)
    {
        (double value, double first, double second) = PrimitiveCase.Named(name).Derivatives(NaN);
        Assert.True(double.IsNaN(value) && double.IsNaN(first) && double.IsNaN(second), $"{value} {first} {second}");
    }

    [Theory]
    [InlineData("LogGamma", 1.0)]
    [InlineData("LogGamma", 2.0)]
    [InlineData("Log", 1.0)]
    [InlineData("Sin", 0.0)]
    public void Zero_is_exact(string name, double x) => Assert.Equal(0.0, PrimitiveCase.Named(name).Value(x));
}
