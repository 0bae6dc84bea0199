using Surprisal.Numerics.Dense;
using Xunit;
using static Surprisal.Tests.Dense.TestMatrices;

namespace Surprisal.Tests.Dense;

public class LeastSquaresTests
{
    private const double HalfUlp = 1.2e-16;

    private static void AssertExact(double[][] columns, double[] y, double[]? weights = null)
    {
        LeastSquaresSolution solution = Solve(columns, y, weights);
        ExactLeastSquares exact = new(columns, y, weights);
        int p = columns.Length;
        Assert.Equal(p, solution.Rank);
        Assert.Empty(solution.Aliased);
        double[] gram = solution.InverseGram();
        for (int j = 0; j < p; j++)
        {
            Assert.True(exact.Coefficients[j].RelativeError(solution.Coefficients[j]) <= HalfUlp, $"coefficient {j}");
            Rational root = Rational.Of(solution.RootInverseGramDiagonal[j]);
            Assert.True(exact.InverseGram[(j * p) + j].RelativeError(root * root) <= 2 * HalfUlp, $"root {j}");
            for (int k = 0; k < p; k++)
                Assert.True(exact.InverseGram[(j * p) + k].RelativeError(gram[(j * p) + k]) <= HalfUlp, $"inverse Gram {j} {k}");
        }

        double rss = exact.ResidualSumOfSquares.ToDouble();
        if (solution.IsExactFit)
            Assert.Equal(rss, solution.ResidualSumOfSquares, 1e-28 * y.Sum(v => v * v));
        else
            Assert.True(exact.ResidualSumOfSquares.RelativeError(solution.ResidualSumOfSquares) <= HalfUlp, $"{rss}");
    }

    private static double[][] WamplerColumns() => Powers(Enumerable.Range(0, 21).Select(i => (double)i), 5);

    // R. H. Wampler, J. Amer. Statist. Assoc. 65 (1970): y = Σ x^k and y = Σ (x/10)^k, and the first with a residual pattern times 1, 100, 10000.
    private static readonly double[] _wamplerResiduals =
        [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 759];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(10000)]
    public void Wampler_with_coefficients_of_one(double residual)
    {
        double[][] x = WamplerColumns();
        double[] y = [.. Enumerable.Range(0, 21).Select(i => x.Sum(c => c[i]) + (residual * _wamplerResiduals[i]))];
        AssertExact(x, y);
        LeastSquaresSolution solution = Solve(x, y);
        Assert.Equal(residual == 0.0, solution.IsExactFit);
        foreach (double coefficient in solution.Coefficients) Assert.Equal(1.0, coefficient);
    }

    [Fact]
    public void Wampler_two_is_an_exact_fit()
    {
        double[][] x = WamplerColumns();
        double[] y = [.. Enumerable.Range(0, 21).Select(i => Math.Round(Powers([i / 10.0], 5).Sum(c => c[0]), 5))];
        AssertExact(x, y);
        LeastSquaresSolution solution = Solve(x, y);
        Assert.True(solution.IsExactFit);
        for (int k = 0; k <= 5; k++) Assert.Equal(1.0, solution.Coefficients[k] * Power(10.0, k), 1e-12);
    }

    [Fact]
    public void Regression_through_the_origin()
    {
        // NIST StRD NoInt1 and NoInt2.
        AssertExact([[60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70]], [130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140]);
        AssertExact([[4, 5, 6]], [3, 4, 4]);
    }

    [Fact]
    public void Hilbert_columns()
    {
        double[][] x = [.. Enumerable.Range(0, 8).Select(j => Enumerable.Range(0, 14).Select(i => 1.0 / (i + j + 1)).ToArray())];
        AssertExact(x, Uniform(14, 7));
        Assert.InRange(Solve(x, Uniform(14, 7)).ConditionNumber, 1e8, 1e10);
    }

    [Fact]
    public void A_tenth_degree_polynomial_far_from_the_origin_is_solved()
    {
        // Of Filip's kind: x in -9 ... -3, condition number about 5e9.
        double[][] x = Powers(Enumerable.Range(0, 40).Select(i => -9.0 + (i * 0.15)), 10);
        AssertExact(x, Uniform(40, 3));
    }

    [Fact]
    public void Weights_of_any_size()
    {
        double[][] x = Powers(Uniform(30, 1), 4);
        double[] w = [.. Uniform(30, 2).Select((v, i) => i % 7 == 0 ? 0.0 : Math.ScaleB(1.5 + v, 3 * (i % 20)))];
        AssertExact(x, Uniform(30, 3), w);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(-1000)]
    public void Powers_of_two_change_nothing_but_the_scale(int exponent)
    {
        double[][] x = Powers(Uniform(50, 1), 3);
        double[] y = Uniform(50, 2);
        LeastSquaresSolution plain = Solve(x, y);
        double[][] scaled = [.. x.Select((c, j) => j == 2 ? [.. c.Select(v => Math.ScaleB(v, exponent))] : c)];
        LeastSquaresSolution other = Solve(scaled, y);
        for (int j = 0; j < 4; j++)
        {
            Assert.Equal(plain.Coefficients[j], Math.ScaleB(other.Coefficients[j], j == 2 ? exponent : 0));
            Assert.Equal(plain.StandardErrors(46)[j], Math.ScaleB(other.StandardErrors(46)[j], j == 2 ? exponent : 0));
        }

        LeastSquaresSolution small = Solve(x, [.. y.Select(v => Math.ScaleB(v, exponent / 3))]);
        Assert.Equal(plain.ResidualNorm, Math.ScaleB(small.ResidualNorm, -(exponent / 3)));
        LeastSquaresSolution heavy = Solve(x, y, Constant(50, Math.ScaleB(1.0, exponent / 2 * 2)));
        Assert.Equal(plain.Coefficients, heavy.Coefficients);
    }

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        double[][] x = Powers(Enumerable.Range(0, 60).Select(i => 1.0 + (i / 7.0)), 6);
        double[] y = Uniform(60, 5);
        LeastSquaresSolution forward = Solve(x, y);
        LeastSquaresSolution backward = Solve([.. x.Select(c => c.Reverse().ToArray())], [.. y.Reverse()]);
        for (int j = 0; j <= 6; j++)
            Assert.Equal(forward.Coefficients[j], backward.Coefficients[j], 2.3e-16 * Math.Abs(forward.Coefficients[j]));
    }

    [Fact]
    public void A_weight_is_a_repetition_and_an_offset_a_shifted_response()
    {
        double[][] x = Powers(Uniform(40, 1), 3);
        double[] y = Uniform(40, 2);
        int[] rows = [.. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Repeat(i, i % 4))];
        LeastSquaresSolution weighted = Solve(x, y, [.. Enumerable.Range(0, 40).Select(i => (double)(i % 4))], Constant(40, 0.25));
        LeastSquaresSolution repeated = Solve(
            [.. x.Select(c => rows.Select(i => c[i]).ToArray())], [.. rows.Select(i => Math.ScaleB((y[i] * 4) - 1, -2))]);
        for (int j = 0; j < 4; j++)
        {
            Assert.Equal(repeated.Coefficients[j], weighted.Coefficients[j], 1e-15);
            Assert.Equal(repeated.StandardErrors(36)[j], weighted.StandardErrors(36)[j], 1e-15);
        }
    }

    [Fact]
    public void Residuals_are_orthogonal_to_the_columns_over_many_blocks_and_chunks()
    {
        int n = 20011;
        double[][] x = [Constant(n, 1.0), Uniform(n, 1), Uniform(n, 2), [.. Uniform(n, 3).Select(v => 1000.0 + v)]];
        double[] y = Uniform(n, 4);
        LeastSquaresSolution solution = Solve(x, y);
        double[] residuals = [.. Enumerable.Range(0, n).Select(i => y[i] - x.Select((c, j) => c[i] * solution.Coefficients[j]).Sum())];
        foreach (double[] column in x) Assert.Equal(0.0, column.Zip(residuals, (a, b) => a * b).Sum() / (n * column.Max()), 1e-13);
        Assert.Equal(residuals.Sum(r => r * r), solution.ResidualSumOfSquares, 1e-9);
    }

    [Fact]
    public void Threads_do_not_change_bits()
    {
        int n = 40000;
        double[][] x = [Constant(n, 1.0), Uniform(n, 1), Uniform(n, 2), Uniform(n, 3)];
        x[3] = [.. x[1].Zip(x[2], (a, b) => a + b)];
        double[] y = Uniform(n, 4);
        long[] expected = Bits(Solve(x, y, threads: 1));
        Assert.Equal(expected, Bits(Solve(x, y, threads: 2)));
        Assert.Equal(expected, Bits(Solve(x, y, threads: 7)));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(3.7)]
    [InlineData(-1e300)]
    public void A_constant_response_is_an_exact_fit(double value)
    {
        LeastSquaresSolution solution = Solve([Constant(25, 1.0), Uniform(25, 1)], Constant(25, value));
        Assert.True(solution.IsExactFit);
        Assert.Equal(value, solution.Coefficients[0]);
        Assert.Equal(0.0, solution.Coefficients[1], 1e-30 * Math.Abs(value));
    }

    [Fact]
    public void A_response_in_fifteen_digits_of_a_line_is_an_exact_fit_and_small_noise_is_not()
    {
        double[] x = Uniform(50, 1);
        double[] line = [.. x.Select(v => Math.Round(3.0 + (v / 3.0), 14))];
        Assert.True(Solve([Constant(50, 1.0), x], line).IsExactFit);
        double[] noisy = [.. line.Zip(Uniform(50, 2), (a, b) => a + (1e-12 * b))];
        Assert.False(Solve([Constant(50, 1.0), x], noisy).IsExactFit);
    }

    [Fact]
    public void Data_that_do_not_belong_are_refused()
    {
        double[] y = Uniform(10, 1);
        Assert.Throws<ArgumentException>(() => Solve([[.. y[..9], double.NaN]], y));
        Assert.Throws<ArgumentException>(() => Solve([y], [.. y[..9], double.PositiveInfinity]));
        Assert.Throws<ArgumentException>(() => Solve([y], y[..9]));
        Assert.Throws<ArgumentException>(() => Solve([y], y, [.. Constant(9, 1.0), -1e-300]));
        Assert.Throws<ArgumentException>(() => Solve([y], y, Constant(10, double.NaN)));
        Assert.Throws<ArgumentException>(() => Solve([y], y, offset: Constant(10, double.NaN)));
        Assert.Throws<ArgumentException>(() => new MemoryColumns(3, new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Solve([y], Constant(10, 1.0)).StandardErrors(0));
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => LeastSquares.Solve(new LeastSquaresProblem(Source(y), y), null, source.Token));
    }
}
