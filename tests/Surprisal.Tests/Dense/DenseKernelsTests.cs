using Surprisal.Numerics;
using Surprisal.Numerics.Dense;
using Surprisal.Numerics.Lanes;
using Xunit;

namespace Surprisal.Tests.Dense;

public class DenseKernelsTests
{
    public static TheoryData<int> Lengths => [0, 1, 5, 7, 8, 9, 15, 16, 17, 40, 43];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_register_width_gives_the_same_bits(int length)
    {
        double[][] results = [Run<Lane8>(length), Run<Lane4>(length), Run<Lane2>(length), Run<Lane1>(length)];
        long[] expected = [.. results[0].Select(BitConverter.DoubleToInt64Bits)];
        foreach (double[] result in results) Assert.Equal(expected, result.Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Double_loops_do_what_they_say(int length)
    {
        double[] a = TestMatrices.Uniform(length, 1);
        double[] b = TestMatrices.Uniform(length, 2);
        double[] c = TestMatrices.Uniform(length, 3);
        Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), DenseKernels.Dot(a, b), 1e-14);
        double[] target = [.. c];
        DenseKernels.AddMultiple(target, 3.0, a);
        Assert.Equal(c.Zip(a, (x, y) => x + (3.0 * y)), target);
        target = [.. c];
        DenseKernels.SubtractTwo(target, 3.0, a, -2.0, b);
        Assert.Equal(Enumerable.Range(0, length).Select(i => c[i] - ((3.0 * a[i]) + (-2.0 * b[i]))), target);
        double[] p = [.. a];
        double[] q = [.. b];
        DenseKernels.Rotate(p, q, 0.6, 0.8);
        Assert.Equal(a.Zip(b, (x, y) => (0.6 * x) - (0.8 * y)), p);
        Assert.Equal(a.Zip(b, (x, y) => (0.8 * x) + (0.6 * y)), q);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(1024)]
    public void The_double_double_dot_product_is_one_of_twice_the_precision(int length)
    {
        DoubleDoubleSpan a = Pairs(length, 1);
        DoubleDoubleSpan b = Pairs(length, 5);
        Rational exact = Rational.Zero;
        for (int i = 0; i < length; i++)
            exact += (Rational.Of(a.High[i]) + Rational.Of(a.Low[i])) * (Rational.Of(b.High[i]) + Rational.Of(b.Low[i]));
        DoubleDouble actual = DenseKernels.Dot(a, b);
        double error = Math.Abs((Rational.Of(actual.High) + Rational.Of(actual.Low) - exact).ToDouble());
        Assert.True(error <= 1e-31 * length, $"{error}");
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DenseKernels.Dot(Zeros(7), Zeros(7)));
        Assert.Throws<ArgumentException>(() => DenseKernels.Dot(Zeros(8), Zeros(16)));
    }

    private static DoubleDoubleSpan Zeros(int length) => new(new double[length], new double[length]);

    private static DoubleDoubleSpan Pairs(int length, ulong seed) =>
        new(TestMatrices.Uniform(length, seed), TestMatrices.Uniform(length, seed + 1).Select(v => v * 1e-17).ToArray());

    private static double[] Run<T>(int length)
        where T : unmanaged, ILane<T>
    {
        DenseLoops<T> loops = new();
        double[] a = TestMatrices.Uniform(length, 1);
        double[] b = TestMatrices.Uniform(length, 2);
        double[] c = TestMatrices.Uniform(length, 3);
        double[] d = TestMatrices.Uniform(length, 4);
        double dot = loops.Dot(a, b);
        loops.AddMultiple(c, 0.7, a);
        loops.SubtractTwo(d, 0.3, a, -0.9, b);
        loops.Rotate(a, b, 0.6, 0.8);
        int whole = length & -DenseKernels.Lanes;
        DoubleDoubleSpan x = Pairs(whole, 11);
        DoubleDoubleSpan y = Pairs(whole, 13);
        DoubleDouble pairDot = loops.Dot(x, y);
        loops.AddMultiple(y, new DoubleDouble(0.3, 1e-17), x);
        return [dot, .. a, .. b, .. c, .. d, pairDot.High, pairDot.Low, .. y.High, .. y.Low];
    }
}
