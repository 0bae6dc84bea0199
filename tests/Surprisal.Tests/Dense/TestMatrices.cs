using Surprisal.Numerics.Dense;

namespace Surprisal.Tests.Dense;

/// <summary>Deterministic data for the dense tests.</summary>
internal static class TestMatrices
{
    /// <summary>Numbers in (-1, 1) from a fixed xorshift stream.</summary>
    public static double[] Uniform(int count, ulong seed)
    {
        ulong state = (seed * 0x9E3779B97F4A7C15UL) + 88172645463325252UL;
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            values[i] = ((state >> 11) / (double)(1L << 52)) - 1.0;
        }

        return values;
    }

    public static double[] Symmetric(int size, ulong seed)
    {
        double[] a = Uniform(size * size, seed);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++) a[(j * size) + i] = a[(i * size) + j];
        }

        return a;
    }

    public static double[] PositiveDefinite(int size, ulong seed)
    {
        double[] b = Uniform(size * size, seed);
        double[] a = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                for (int k = 0; k < size; k++) a[(i * size) + j] += b[(i * size) + k] * b[(j * size) + k];
                if (i == j) a[(i * size) + j] += 0.1;
            }
        }

        return a;
    }

    public static double[] Constant(int count, double value) => [.. Enumerable.Repeat(value, count)];

    public static double[][] Powers(IEnumerable<double> x, int degree) =>
        [.. Enumerable.Range(0, degree + 1).Select(k => x.Select(v => Power(v, k)).ToArray())];

    public static double Power(double x, int exponent)
    {
        double power = 1.0;
        for (int k = 0; k < exponent; k++) power *= x;
        return power;
    }

    public static IColumnSource Source(params double[][] columns) =>
        new MemoryColumns(columns[0].Length, [.. columns.Select(c => new ReadOnlyMemory<double>(c))]);

    public static LeastSquaresSolution Solve(double[][] columns, double[] y, double[]? weights = null, double[]? offset = null, int? threads = null) =>
        LeastSquares.Solve(
            new LeastSquaresProblem(
                Source(columns), y, weights is null ? default(ReadOnlyMemory<double>?) : weights, offset is null ? default(ReadOnlyMemory<double>?) : offset),
            threads);

    /// <summary>Bits of everything a solution says.</summary>
    public static long[] Bits(LeastSquaresSolution solution) =>
    [
        .. solution.Coefficients.Concat(solution.RootInverseGramDiagonal).Concat(solution.InverseGram())
            .Append(solution.ResidualSumOfSquares).Append(solution.RelativeResidual).Append(solution.ConditionNumber)
            .Concat(solution.Aliased.SelectMany(a => a.Terms.Select(t => t.Coefficient)))
            .Select(BitConverter.DoubleToInt64Bits),
    ];
}
