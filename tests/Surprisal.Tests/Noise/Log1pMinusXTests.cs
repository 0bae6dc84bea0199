using Surprisal.Numerics;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;
using Xunit;

namespace Surprisal.Tests.Noise;

public unsafe class Log1pMinusXTests
{
    // x, log(1 + x) − x and −x/(1 + x), by mpmath.
    private static readonly (double X, double Value, double First)[] Reference =
    [
        (-0.999999999999, -26.63104323789436, 1000022122208.5028),
        (-0.9, -1.402585092994046, 9.000000000000002),
        (-0.5000000001, -0.19314718065994532, 1.0000000004),
        (-0.5, -0.19314718055994531, 1.0),
        (-0.3, -0.056674943938732375, 0.42857142857142855),
        (-1e-05, -5.0000333335833364e-11, 1.0000100001000012e-05),
        (0.0, 0.0, 0.0),
        (1e-300, 0.0, -1e-300),
        (1e-17, -5.000000000000001e-35, -1e-17),
        (1e-08, -4.999999966666667e-17, -9.999999900000002e-09),
        (0.01, -4.966914683191715e-05, -0.009900990099009901),
        (0.25, -0.026856448685790246, -0.2),
        (0.6, -0.12999637075426443, -0.375),
        (1.0, -0.3068528194400547, -0.5),
        (1.0000001, -0.30685286944005596, -0.5000000249999987),
        (3.0, -1.6137056388801094, -0.75),
        (50.0, -46.068174367275674, -0.9803921568627451),
        (1000000000.0, -999999979.2767341, -0.999999999),
        (1e+300, -1e+300, -1.0),
    ];

    [Fact]
    public void ValuesAndSlopesAreAccurate()
    {
        foreach ((double x, double value, double first) in Reference)
        {
            (double v, double d1, double d2) = Elementary.Derivatives<Log1pMinusX>(x);
            Assert.Equal(BitConverter.DoubleToInt64Bits(Elementary.Apply<Log1pMinusX>(x)), BitConverter.DoubleToInt64Bits(v));
            Assert.True(Math.Abs(v - value) <= 1e-15 * Math.Abs(value), $"{x:R}: {v:R} for {value:R}");
            Assert.True(Math.Abs(d1 - first) <= 1e-15 * Math.Abs(first), $"{x:R}: slope {d1:R} for {first:R}");
            Assert.True(Math.Abs(d2 + (1 / (1 + x) / (1 + x))) <= 1e-15 * Math.Abs(d2), $"{x:R}: curvature {d2:R}");
        }
    }

    [Fact]
    public void EndsAreThoseOfTheFunction()
    {
        Assert.Equal(double.NegativeInfinity, Elementary.Apply<Log1pMinusX>(-1));
        Assert.Equal(double.NegativeInfinity, Elementary.Apply<Log1pMinusX>(double.PositiveInfinity));
        (double _, double first, double second) = Elementary.Derivatives<Log1pMinusX>(double.PositiveInfinity);
        Assert.Equal((-1.0, -0.0), (first, second));
        Assert.True(double.IsNaN(Elementary.Apply<Log1pMinusX>(-1.5)) && double.IsNaN(Elementary.Derivatives<Log1pMinusX>(-1.5).First));
        Assert.True(double.IsNaN(Elementary.Apply<Log1pMinusX>(double.NaN)));
    }

    [Fact]
    public void LanesHaveTheSameBits()
    {
        double* results = stackalloc double[8];
        foreach ((double x, _, _) in Reference)
        {
            Lane8.Store(Log1pMinusX.Value(Lane8.Broadcast(x)), results);
            Assert.Equal(BitConverter.DoubleToInt64Bits(Elementary.Apply<Log1pMinusX>(x)), BitConverter.DoubleToInt64Bits(results[5]));
        }
    }
}
