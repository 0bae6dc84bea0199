using MathNet.Numerics.LinearAlgebra;
using Surprisal.Numerics.Dense;
using Xunit;

namespace Surprisal.Tests.Dense;

public class CholeskyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(60)]
    public void Agrees_with_an_independent_implementation(int size)
    {
        double[] a = TestMatrices.PositiveDefinite(size, (ulong)size);
        Matrix<double> reference = Matrix<double>.Build.DenseOfRowMajor(size, size, a);
        Cholesky cholesky = Cholesky.Factor(a, size);
        Assert.True(cholesky.IsPositiveDefinite);
        Assert.Equal(-1, cholesky.FailedPivot);
        double[] b = TestMatrices.Uniform(size, 99);
        double[] solution = [.. b];
        cholesky.Solve(solution);
        double[] back = (reference * Vector<double>.Build.DenseOfArray(solution)).ToArray();
        Matrix<double> inverse = reference.Inverse();
        double[] ours = cholesky.Inverse();
        double scale = inverse.InfinityNorm();
        for (int i = 0; i < size; i++)
        {
            Assert.Equal(b[i], back[i], 1e-14 * size * scale);
            for (int j = 0; j < size; j++)
            {
                Assert.Equal(inverse[i, j], ours[(i * size) + j], 1e-14 * size * scale * scale);
                Assert.Equal(ours[(j * size) + i], ours[(i * size) + j]);
            }
        }

        Assert.Equal(reference.Cholesky().DeterminantLn, cholesky.LogDeterminant(), 1e-12 * size);
    }

    [Fact]
    public void The_factor_of_integers_is_exact()
    {
        // L = (2; 6 1; -8 5 3).
        Cholesky cholesky = Cholesky.Factor([4, 0, 0, 12, 37, 0, -16, -43, 98], 3);
        Assert.True(cholesky.IsPositiveDefinite);
        Assert.Equal(1.0 / 37.0, cholesky.SmallestRelativePivot, 1e-16);
        Assert.Equal(1, cholesky.SmallestPivot);
        double[] b = [4 + 12 - 16, 12 + 37 - 43, -16 - 43 + 98];
        cholesky.Solve(b);
        Assert.Equal(1.0, b[0], 1e-12);
        Assert.Equal(1.0, b[1], 1e-12);
        Assert.Equal(1.0, b[2], 1e-12);
        Assert.Equal(Math.Log(36.0), cholesky.LogDeterminant(), 1e-15);
    }

    [Fact]
    public void An_indefinite_matrix_is_a_result()
    {
        Cholesky cholesky = Cholesky.Factor([1, 0, 0, 0, 1, 0, 2, 0, 1], 3);
        Assert.False(cholesky.IsPositiveDefinite);
        Assert.Equal(2, cholesky.FailedPivot);
        Assert.Equal(-3.0, cholesky.SmallestRelativePivot);
        Assert.Throws<InvalidOperationException>(() => cholesky.Solve(new double[3]));
        Assert.Throws<InvalidOperationException>(() => cholesky.Inverse());
        Assert.Throws<InvalidOperationException>(() => cholesky.LogDeterminant());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    public void A_diagonal_that_is_not_positive_fails_at_its_row(double diagonal)
    {
        double[] a = TestMatrices.PositiveDefinite(20, 1);
        a[(18 * 20) + 18] = diagonal;
        Assert.Equal(18, Cholesky.Factor(a, 20).FailedPivot);
    }

    [Fact]
    public void A_number_that_is_not_finite_anywhere_fails()
    {
        double[] a = TestMatrices.PositiveDefinite(20, 1);
        a[(18 * 20) + 3] = double.NaN;
        Cholesky cholesky = Cholesky.Factor(a, 20);
        Assert.False(cholesky.IsPositiveDefinite);
        Assert.True(double.IsNaN(cholesky.SmallestRelativePivot));
    }

    [Fact]
    public void Only_the_lower_triangle_is_read()
    {
        double[] a = TestMatrices.PositiveDefinite(9, 5);
        double[] lower = [.. a];
        for (int i = 0; i < 9; i++)
        {
            for (int j = i + 1; j < 9; j++) lower[(i * 9) + j] = double.NaN;
        }

        Assert.Equal(Cholesky.Factor(a, 9).Inverse(), Cholesky.Factor(lower, 9).Inverse());
    }

    [Fact]
    public void An_empty_matrix_has_determinant_one()
    {
        Cholesky cholesky = Cholesky.Factor([], 0);
        Assert.True(cholesky.IsPositiveDefinite);
        Assert.Equal(0.0, cholesky.LogDeterminant());
    }

    [Fact]
    public void The_log_determinant_neither_overflows_nor_underflows()
    {
        int size = 40;
        double[] a = new double[size * size];
        for (int i = 0; i < size; i++) a[(i * size) + i] = i % 4 == 0 ? 1e-300 : 1e300;
        double expected = 20 * 300 * Math.Log(10.0);
        Assert.Equal(expected, Cholesky.Factor(a, size).LogDeterminant(), 1e-14 * expected);
        Assert.Throws<ArgumentException>(() => Cholesky.Factor(a, size).Solve(new double[3]));
    }
}
