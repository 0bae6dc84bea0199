using Surprisal.Numerics;
using Surprisal.Tests.Dense;
using Xunit;

namespace Surprisal.Tests.Numerics;

public class DoubleDoubleTests
{
    private const double U2 = 1.0 / (1L << 53) / (1L << 53);

    private static DoubleDouble[] Samples()
    {
        double[] a = TestMatrices.Uniform(400, 1);
        double[] b = TestMatrices.Uniform(400, 2);
        return [.. a.Select((high, i) => DoubleDouble.Sum(Math.ScaleB(high, (i % 41) - 20), Math.ScaleB(b[i], (i % 41) - 74)))];
    }

    private static Rational Exact(DoubleDouble x) => Rational.Of(x.High) + Rational.Of(x.Low);

    [Fact]
    public void Operations_keep_their_stated_bounds()
    {
        DoubleDouble[] samples = Samples();
        for (int i = 0; i + 1 < samples.Length; i++)
        {
            DoubleDouble x = samples[i];
            DoubleDouble y = samples[i + 1];
            Assert.True((Exact(x) + Exact(y)).RelativeError(Exact(x + y)) <= 3.01 * U2, $"sum {i}");
            Assert.True((Exact(x) - Exact(y)).RelativeError(Exact(x - y)) <= 3.01 * U2, $"difference {i}");
            Assert.True((Exact(x) * Exact(y)).RelativeError(Exact(x * y)) <= 4.0 * U2, $"product {i}");
            Assert.True((Exact(x) * Rational.Of(y.High)).RelativeError(Exact(x * y.High)) <= 2.0 * U2, $"product with a double {i}");
            Assert.True((Exact(x) / Exact(y)).RelativeError(Exact(x / y)) <= 15.01 * U2, $"quotient {i}");
            DoubleDouble magnitude = DoubleDouble.Abs(x);
            DoubleDouble root = DoubleDouble.Sqrt(magnitude);
            Assert.True(Exact(magnitude).RelativeError(Exact(root) * Exact(root)) <= 6.26 * U2, $"root {i}");
        }
    }

    [Fact]
    public void Sums_that_cancel_keep_their_bound()
    {
        DoubleDouble[] samples = Samples();
        for (int i = 0; i < samples.Length; i++)
        {
            DoubleDouble x = samples[i];
            DoubleDouble y = new(-x.High, x.Low / 3.0);
            Assert.True((Exact(x) + Exact(y)).RelativeError(Exact(x + y)) <= 3.01 * U2, $"{i}");
        }
    }

    [Fact]
    public void Exact_pieces_are_exact()
    {
        double[] a = TestMatrices.Uniform(200, 3);
        double[] b = TestMatrices.Uniform(200, 4);
        for (int i = 0; i < a.Length; i++)
        {
            double small = Math.ScaleB(b[i], -(i % 70));
            Assert.True((Rational.Of(a[i]) + Rational.Of(small) - Exact(DoubleDouble.Sum(a[i], small))).IsZero);
            Assert.True(((Rational.Of(a[i]) * Rational.Of(small)) - Exact(DoubleDouble.Product(a[i], small))).IsZero);
        }
    }

    [Fact]
    public void The_logarithm_keeps_its_stated_bound()
    {
        Rational logTwo = Log(new Rational(2, 1));
        Assert.True(logTwo.RelativeError(Exact(DoubleDouble.LogTwo)) <= 1e-33);
        double[] high = TestMatrices.Uniform(60, 5);
        for (int i = 0; i < high.Length; i++)
        {
            // Towards 1 from both sides, where a plain logarithm cancels, and then at all exponents.
            double near = 1.0 + Math.ScaleB(0.3 * high[i], -(i % 45));
            DoubleDouble mantissa = DoubleDouble.Sum(near, Math.ScaleB(near * high[i], -55));
            Rational expected = Log(Exact(mantissa));
            Assert.True(expected.RelativeError(Exact(DoubleDouble.Log(mantissa))) <= 40 * U2, $"mantissa {i}");
            int exponent = (31 * i) - 900;
            expected += logTwo * new Rational(exponent, 1);
            DoubleDouble actual = DoubleDouble.Log(DoubleDouble.Scale(mantissa, exponent));
            Assert.True(expected.RelativeError(Exact(actual)) <= 40 * U2, $"exponent {exponent}");
        }
    }

    [Fact]
    public void Exp_takes_the_low_part_along()
    {
        Assert.Equal(1.0, DoubleDouble.Zero.Exp());
        Assert.Equal(0.0, new DoubleDouble(double.NegativeInfinity, 0.0).Exp());
        Assert.Equal(double.PositiveInfinity, new DoubleDouble(800.0, 0.0).Exp());

        // log 10: the low part is worth 2.2e-16 · 10 of the result.
        Assert.Equal(1e10, (10.0 * DoubleDouble.Log(10.0)).Exp(), 4e-6);
    }

    /// <summary>2 atanh((x - 1)/(x + 1)) for x from 0.5 to 2, to 40 digits; fractions are cut to 200 bits, or they would grow with every term.</summary>
    private static Rational Log(Rational x)
    {
        Rational s = (x - Rational.One) / (x + Rational.One);
        Rational square = s * s;
        Rational sum = Rational.Zero;
        for (int k = 41; k >= 0; k--) sum = ((sum * square) + new Rational(1, (2 * k) + 1)).Floor(200);
        return sum * s * new Rational(2, 1);
    }

    [Fact]
    public void Special_values()
    {
        Assert.Equal(0.0, DoubleDouble.Sqrt(DoubleDouble.Zero).High);
        Assert.True(double.IsNaN(DoubleDouble.Sqrt(-1.0).High));
        Assert.Equal(new DoubleDouble(3.0, 0.0), DoubleDouble.Abs(-3.0));
        Assert.Equal(new DoubleDouble(12.0, 0.0), DoubleDouble.Scale(3.0, 2));
        Assert.True(new DoubleDouble(1.0, 1e-20) != DoubleDouble.One);
    }
}
