using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>
/// Makes a symmetric matrix of unit scale positive definite: small ones by turning negative eigenvalues round, large ones by raising the diagonal until
/// Cholesky's factorisation goes through.
/// </summary>
/// <remarks>Gill, Murray, Wright, Practical Optimization (1981), section 4.4.2; Nocedal, Wright (2006), algorithm 3.3.</remarks>
internal sealed class BowlFactor
{
    // Eigenvectors take fifty times as long as a factorisation.
    private const int MostEigenvectors = 300;
    private const double EigenvalueFloor = 1e-7;
    private const double FirstRaise = 1e-3;
    private const double Growth = 4;
    private readonly SymmetricEigen? _eigen;
    private readonly Cholesky? _factor;

    private BowlFactor(SymmetricEigen? eigen, Cholesky? factor)
    {
        _eigen = eigen;
        _factor = factor;
    }

    /// <summary>Factors.</summary>
    /// <param name="matrix">Row by row; not positive definite.</param>
    /// <param name="size">Rows.</param>
    public static BowlFactor Of(double[] matrix, int size)
    {
        if (size <= MostEigenvectors || !Array.TrueForAll(matrix, double.IsFinite)) return new BowlFactor(SymmetricEigen.Decompose(matrix, size), null);
        double[] raised = (double[])matrix.Clone();
        double lowest = double.PositiveInfinity, before = 0;
        for (int i = 0; i < size; i++) lowest = Math.Min(lowest, matrix[(i * size) + i]);
        for (double raise = FirstRaise - Math.Min(lowest, 0); ; raise *= Growth)
        {
            for (int i = 0; i < size; i++) raised[(i * size) + i] += raise - before;
            before = raise;
            Cholesky factor = Cholesky.Factor(raised, size);
            if (factor.IsPositiveDefinite) return new BowlFactor(null, factor);
        }
    }

    /// <summary>Replaces b by the solution.</summary>
    public void Solve(double[] b)
    {
        if (_factor is not null)
        {
            _factor.Solve(b);
            return;
        }

        int size = b.Length;
        double[] result = new double[size];
        for (int k = 0; k < size; k++)
        {
            ReadOnlySpan<double> vector = _eigen!.Vector(k);
            double projection = 0;
            for (int i = 0; i < size; i++) projection += vector[i] * b[i];
            projection /= Math.Max(Math.Abs(_eigen.Values[k]), EigenvalueFloor);
            for (int i = 0; i < size; i++) result[i] += projection * vector[i];
        }

        result.CopyTo(b, 0);
    }
}
