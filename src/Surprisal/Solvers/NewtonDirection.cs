using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>
/// The step that minimises the local quadratic picture of an objective, and the same with negative curvature turned round where the picture
/// is not a bowl.
/// </summary>
/// <remarks>
/// The curvature is scaled to a unit diagonal first, so neither pivots nor eigenvalues depend on the units of the columns. Where Cholesky's
/// factorisation fails, the step is −V|Λ|⁻¹Vᵀg with small |Λ| raised: downhill in every eigenvector, and away from saddle points (Gill,
/// Murray, Wright, Practical Optimization, 1981, section 4.4.2).
/// </remarks>
internal sealed class NewtonDirection
{
    // Below this a pivot of the scaled curvature is rounding, and the direction along it is noise.
    private const double SmallestPivot = 1e-13;
    private const double EigenvalueFloor = 1e-7;
    private readonly Cholesky? _factor;
    private readonly double[] _scale;
    private readonly int[]? _places;

    private NewtonDirection(NewtonDirection inner, int[] places, int size)
    {
        _factor = inner._factor;
        _scale = inner._scale;
        _places = places;
        Decrement = inner.Decrement;
        RelativePivot = inner.RelativePivot;
        Step = new double[size];
        for (int a = 0; a < places.Length; a++) Step[places[a]] = inner.Step[a];
    }

    private NewtonDirection(double[] step, double decrement, Cholesky? factor, double[] scale, double smallestPivot)
    {
        Step = step;
        Decrement = decrement;
        _factor = factor;
        _scale = scale;
        RelativePivot = smallestPivot;
    }

    /// <summary>What to add to the coefficients.</summary>
    public double[] Step { get; }

    /// <summary>√(gᵀH⁻¹g): the length of the step in standard errors.</summary>
    public double Decrement { get; }

    /// <summary>Whether the curvature is positive definite beyond rounding.</summary>
    public bool IsPositiveDefinite => _factor is not null;

    /// <summary>The smallest pivot of the scaled curvature relative to its diagonal; not positive where the factorisation failed.</summary>
    public double RelativePivot { get; }

    /// <summary>The direction at a point.</summary>
    /// <param name="gradient">First derivatives.</param>
    /// <param name="curvature">Second derivatives, row by row.</param>
    public static NewtonDirection At(ReadOnlySpan<double> gradient, ReadOnlySpan<double> curvature)
    {
        int size = gradient.Length;
        double[] scale = Scale(curvature, size);
        double[] scaled = Scaled(curvature, scale);
        double[] g = new double[size];
        for (int i = 0; i < size; i++) g[i] = gradient[i] * scale[i];
        double[] step = (double[])g.Clone();
        Cholesky factor = Cholesky.Factor(scaled, size);
        bool regular = factor.IsPositiveDefinite && (size == 0 || factor.SmallestRelativePivot > SmallestPivot);
        if (regular) factor.Solve(step);
        else SolveByEigenvectors(scaled, step);
        double square = 0;
        for (int i = 0; i < size; i++)
        {
            square += g[i] * step[i];
            step[i] *= -scale[i];
        }

        return new NewtonDirection(step, Math.Sqrt(Math.Max(square, 0)), regular ? factor : null, scale, size == 0 ? 1 : factor.SmallestRelativePivot);
    }

    /// <summary>The direction in some of the coefficients, the others held.</summary>
    /// <param name="gradient">First derivatives.</param>
    /// <param name="curvature">Second derivatives, row by row.</param>
    /// <param name="held">Which coefficients do not move.</param>
    public static NewtonDirection Within(ReadOnlySpan<double> gradient, ReadOnlySpan<double> curvature, bool[] held)
    {
        int size = gradient.Length;
        int[] places = [.. Enumerable.Range(0, size).Where(j => !held[j])];
        if (places.Length == size) return At(gradient, curvature);
        double[] own = new double[places.Length], block = new double[places.Length * places.Length];
        for (int a = 0; a < places.Length; a++)
        {
            own[a] = gradient[places[a]];
            for (int b = 0; b < places.Length; b++) block[(a * places.Length) + b] = curvature[(places[a] * size) + places[b]];
        }

        return new NewtonDirection(At(own, block), places, size);
    }

    /// <summary>The inverse of the curvature, row by row; zeros for coefficients that are held; null where it is not positive definite.</summary>
    public double[]? Inverse()
    {
        if (_factor is null) return null;
        double[] inverse = _factor.Inverse();
        int size = _scale.Length;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++) inverse[(i * size) + j] *= _scale[i] * _scale[j];
        }

        if (_places is null) return inverse;
        double[] whole = new double[Step.Length * Step.Length];
        for (int a = 0; a < size; a++)
        {
            for (int b = 0; b < size; b++) whole[(_places[a] * Step.Length) + _places[b]] = inverse[(a * size) + b];
        }

        return whole;
    }

    /// <summary>Curvature scaled to a unit diagonal.</summary>
    public static double[] ToUnitDiagonal(ReadOnlySpan<double> curvature, int size) => Scaled(curvature, Scale(curvature, size));

    private static double[] Scale(ReadOnlySpan<double> curvature, int size)
    {
        double[] scale = new double[size];
        for (int i = 0; i < size; i++)
        {
            double diagonal = Math.Abs(curvature[(i * size) + i]);
            scale[i] = diagonal > 0 && double.IsFinite(diagonal) ? 1 / Math.Sqrt(diagonal) : 1;
        }

        return scale;
    }

    private static double[] Scaled(ReadOnlySpan<double> curvature, double[] scale)
    {
        int size = scale.Length;
        double[] scaled = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++) scaled[(i * size) + j] = curvature[(i * size) + j] * (scale[i] * scale[j]);
        }

        return scaled;
    }

    private static void SolveByEigenvectors(double[] scaled, double[] b)
    {
        int size = b.Length;
        SymmetricEigen eigen = SymmetricEigen.Decompose(scaled, size);
        double[] result = new double[size];
        for (int k = 0; k < size; k++)
        {
            ReadOnlySpan<double> vector = eigen.Vector(k);
            double projection = 0;
            for (int i = 0; i < size; i++) projection += vector[i] * b[i];
            projection /= Math.Max(Math.Abs(eigen.Values[k]), EigenvalueFloor);
            for (int i = 0; i < size; i++) result[i] += projection * vector[i];
        }

        result.CopyTo(b, 0);
    }
}
