using Surprisal.Numerics.Dense;
using Xunit;

namespace Surprisal.Tests.Dense;

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
    public void Special_values()
    {
        Assert.Equal(0.0, DoubleDouble.Sqrt(DoubleDouble.Zero).High);
        Assert.True(double.IsNaN(DoubleDouble.Sqrt(-1.0).High));
        Assert.Equal(new DoubleDouble(3.0, 0.0), DoubleDouble.Abs(-3.0));
        Assert.Equal(new DoubleDouble(12.0, 0.0), DoubleDouble.Scale(3.0, 2));
        Assert.True(new DoubleDouble(1.0, 1e-20) != DoubleDouble.One);
    }
}
