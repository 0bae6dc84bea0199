using MathNet.Numerics.LinearAlgebra;
using Surprisal.Numerics.Dense;
using Xunit;

namespace Surprisal.Tests.Dense;

public class SymmetricEigenTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(8, 0)]
    [InlineData(31, 0)]
    [InlineData(60, 0)]
    [InlineData(20, 1000)]
    [InlineData(20, -1000)]
    public void Values_and_vectors_decompose_the_matrix(int size, int exponent)
    {
        double[] a = [.. TestMatrices.Symmetric(size, (ulong)size).Select(v => Math.ScaleB(v, exponent))];
        SymmetricEigen eigen = SymmetricEigen.Decompose(a, size);
        Assert.True(eigen.HasConverged);
        double tolerance = 1e-15 * size;
        for (int k = 0; k < size; k++)
        {
            if (k > 0) Assert.True(eigen.Values[k] >= eigen.Values[k - 1]);
            for (int i = 0; i < size; i++)
            {
                double product = 0.0;
                double inner = 0.0;
                for (int j = 0; j < size; j++)
                {
                    product += Math.ScaleB(a[(i * size) + j], -exponent) * eigen.Vector(k)[j];
                    inner += eigen.Vector(k)[j] * eigen.Vector(i)[j];
                }

                Assert.Equal(Math.ScaleB(eigen.Values[k], -exponent) * eigen.Vector(k)[i], product, 4 * tolerance);
                Assert.Equal(i == k ? 1.0 : 0.0, inner, 4 * tolerance);
            }
        }

        if (exponent != 0) return;
        Vector<double> reference = Matrix<double>.Build.DenseOfRowMajor(size, size, a).Evd(Symmetricity.Symmetric).EigenValues.Map(c => c.Real);
        double[] sorted = [.. reference.Order()];
        for (int k = 0; k < size; k++) Assert.Equal(sorted[k], eigen.Values[k], 4 * tolerance);
    }

    [Fact]
    public void Second_differences_have_their_known_spectrum()
    {
        int size = 30;
        double[] a = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            a[(i * size) + i] = 2.0;
            if (i > 0) a[(i * size) + i - 1] = -1.0;
        }

        SymmetricEigen eigen = SymmetricEigen.Decompose(a, size);
        for (int k = 0; k < size; k++)
        {
            double half = Math.Sin((k + 1) * Math.PI / (2 * (size + 1)));
            Assert.Equal(4.0 * half * half, eigen.Values[k], 4e-15);
        }
    }

    [Fact]
    public void Repeated_and_zero_eigenvalues_are_exact()
    {
        SymmetricEigen zero = SymmetricEigen.Decompose(new double[16], 4);
        Assert.Equal([0.0, 0.0, 0.0, 0.0], zero.Values.ToArray());
        SymmetricEigen ones = SymmetricEigen.Decompose([.. Enumerable.Repeat(1.0, 25)], 5);
        for (int k = 0; k < 4; k++) Assert.Equal(0.0, ones.Values[k], 1e-15);
        Assert.Equal(5.0, ones.Values[4], 1e-14);
        SymmetricEigen diagonal = SymmetricEigen.Decompose([3, 0, 0, 0, -1, 0, 0, 0, 2], 3);
        Assert.Equal([-1.0, 2.0, 3.0], diagonal.Values.ToArray());
        Assert.Equal([0.0, 1.0, 0.0], diagonal.Vector(0).ToArray());
        Assert.True(SymmetricEigen.Decompose([], 0).HasConverged);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_a_status(double bad)
    {
        SymmetricEigen eigen = SymmetricEigen.Decompose([1, 0, bad, 1], 2);
        Assert.False(eigen.HasConverged);
        Assert.True(double.IsNaN(eigen.Values[0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    public void ValuesAloneHaveTheSameBits(int size)
    {
        double[] matrix = TestMatrices.Uniform(size * size, 9);
        SymmetricEigen alone = SymmetricEigen.ValuesOf(matrix, size);
        Assert.True(alone.HasConverged);
        Assert.Equal(SymmetricEigen.Decompose(matrix, size).Values.ToArray(), alone.Values.ToArray());
        if (size > 0) Assert.Throws<ArgumentOutOfRangeException>(() => alone.Vector(0).Length);
    }
}
