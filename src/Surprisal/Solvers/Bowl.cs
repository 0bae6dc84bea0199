using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>
/// A curvature, bent upwards where it is not a bowl: by a billionth where columns depend on one another, else eigenvalue by eigenvalue, and where that would take long by as much of
/// its diagonal as is needed.
/// </summary>
internal static class Bowl
{
    private const double SmallestPivot = 1e-13;
    private const double Ridge = 1e-9;
    private const int LargestTurned = 300;

    /// <summary>The bent curvature; the same array where there is nothing to bend.</summary>
    public static double[] Of(double[] curvature, int size)
    {
        double[] unit = NewtonDirection.ToUnitDiagonal(curvature, size);
        if (IsRegular(unit, size)) return curvature;
        double raise = Ridge;
        while (!IsRegular(Raised(unit, size, raise), size) && raise < 1)
        {
            if (size <= LargestTurned) return Turned(unit, curvature, size);
            raise *= 10;
        }

        return Raised(curvature, size, raise);
    }

    /// <summary>Whether a curvature has no negative eigenvalue beyond rounding.</summary>
    public static bool IsFlatAtWorst(double[] curvature, int size) => size == 0 || IsRegular(Raised(NewtonDirection.ToUnitDiagonal(curvature, size), size, Ridge), size);

    private static bool IsRegular(double[] unit, int size)
    {
        Cholesky factor = Cholesky.Factor(unit, size);
        return factor.IsPositiveDefinite && (size == 0 || factor.SmallestRelativePivot > SmallestPivot);
    }

    /// <summary>The diagonal raised by a share of itself, a diagonal of 0 to that share.</summary>
    private static double[] Raised(double[] curvature, int size, double by)
    {
        double[] raised = (double[])curvature.Clone();
        for (int j = 0; j < size; j++)
        {
            double own = Math.Abs(raised[(j * size) + j]);
            raised[(j * size) + j] += by * (own > 0 ? own : 1);
        }

        return raised;
    }

    private static double[] Turned(double[] unit, double[] curvature, int size)
    {
        SymmetricEigen eigen = SymmetricEigen.Decompose(unit, size);
        double[] result = new double[curvature.Length], scale = new double[size];
        for (int i = 0; i < size; i++) scale[i] = Math.Sqrt(Math.Abs(curvature[(i * size) + i])) is > 0 and var root ? root : 1;
        for (int k = 0; k < size; k++)
        {
            double value = Math.Max(Math.Abs(eigen.Values[k]), Ridge);
            ReadOnlySpan<double> vector = eigen.Vector(k);
            for (int i = 0; i < size; i++) DenseKernels.AddMultiple(result.AsSpan(i * size, size), value * vector[i], vector);
        }

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++) result[(i * size) + j] *= scale[i] * scale[j];
        }

        return result;
    }
}
