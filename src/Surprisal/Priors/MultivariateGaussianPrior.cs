using System.Globalization;
using Surprisal.Numerics;
using Surprisal.Numerics.Dense;

namespace Surprisal.Priors;

/// <summary>Coefficients of a term that are believed to go together: a gaussian with a covariance, or with a precision where that is what is known.</summary>
/// <remarks>
/// <para>Density: √(|Q|/(2π)^k) exp(−½ bᵀQb), Q the precision, the inverse of the covariance. A singular Q is an intrinsic prior: improper, nothing is believed of the
/// combinations that it does not see, |Q| is the product of its positive eigenvalues and k their number.</para>
/// <para>Value: the matrix, row by row.</para>
/// <para>Numerical hazard: what is singular is told by eigenvalues below 1e-12 of the largest.</para>
/// <para>Source: Rue, Held, Gaussian Markov Random Fields (2005), sections 2.2 and 3.2.</para>
/// </remarks>
public sealed class MultivariateGaussianPrior : BlockPrior
{
    private const double Singular = 1e-12;
    private readonly double[] _precision;
    private readonly double _logNormaliser;
    private readonly int _rank;

    private MultivariateGaussianPrior(double[] precision, int size)
    {
        _precision = precision;
        Size = size;
        SymmetricEigen eigen = SymmetricEigen.ValuesOf(precision, size);
        double largest = size == 0 ? 0 : eigen.Values[^1], logDeterminant = 0;
        if (!(largest > 0) || !(eigen.Values[0] >= -Singular * largest)) throw new ArgumentOutOfRangeException(nameof(precision), "a precision has no negative eigenvalue and is not zero");
        foreach (double value in eigen.Values)
        {
            if (value <= Singular * largest) continue;
            _rank++;
            logDeterminant += Elementary.Log(value);
        }

        _logNormaliser = 0.5 * (logDeterminant - (_rank * Constants.LogTwoPi));
    }

    /// <summary>How many coefficients it is of.</summary>
    public int Size { get; }

    /// <inheritdoc/>
    public override string Name => "multivariate-gaussian";

    /// <inheritdoc/>
    public override string PenaltyName => "generalised ridge";

    /// <inheritdoc/>
    public override string Density => "sqrt(|Q|/(2 pi)^k) exp(-b'Qb/2), Q the precision of a term's coefficients";

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> Values => [];

    /// <inheritdoc/>
    public override bool IsProper => _rank == Size;

    /// <inheritdoc/>
    public override bool IsLogConcave => true;

    /// <inheritdoc/>
    public override bool HasKink => false;

    /// <summary>From a precision.</summary>
    /// <param name="rows">A symmetric matrix without negative eigenvalues, row by row.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static MultivariateGaussianPrior OfPrecision(IReadOnlyList<IReadOnlyList<double>> rows) => new(Matrix(rows), rows.Count);

    /// <summary>From a covariance.</summary>
    /// <param name="rows">A symmetric positive definite matrix, row by row.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static MultivariateGaussianPrior OfCovariance(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        Cholesky factor = Cholesky.Factor(Matrix(rows), rows.Count);
        return factor.IsPositiveDefinite ? new(factor.Inverse(), rows.Count) : throw new ArgumentException("a covariance is positive definite", nameof(rows));
    }

    /// <inheritdoc/>
    public override double KinkSlope(int size) => 0;

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> b)
    {
        Require(b.Length);
        double sum = 0;
        for (int j = 0; j < Size; j++) sum += b[j] * DenseKernels.Dot(Row(j), b);
        return _logNormaliser - (0.5 * sum);
    }

    /// <inheritdoc/>
    public override void AddSlope(ReadOnlySpan<double> b, Span<double> slope)
    {
        Require(b.Length);
        for (int j = 0; j < Size; j++) slope[j] += DenseKernels.Dot(Row(j), b);
    }

    /// <inheritdoc/>
    public override void AddCurvature(ReadOnlySpan<double> b, Span<double> curvature)
    {
        Require(b.Length);
        for (int j = 0; j < curvature.Length; j++) curvature[j] += _precision[j];
    }

    /// <summary>(I + step Q)⁻¹ at.</summary>
    /// <inheritdoc/>
    public override void Proximal(ReadOnlySpan<double> at, double step, Span<double> b)
    {
        Require(at.Length);
        double[] system = new double[_precision.Length];
        for (int j = 0; j < system.Length; j++) system[j] = (step * _precision[j]) + (j % (Size + 1) == 0 ? 1 : 0);
        at.CopyTo(b);
        Cholesky.Factor(system, Size).Solve(b);
    }

    /// <inheritdoc/>
    public override BlockPrior Scaled(double factor) => new MultivariateGaussianPrior([.. _precision.Select(q => q / factor / factor)], Size);

    /// <summary>The prior with its precision: <c>multivariate-gaussian(precision=[2 -1; -1 2])</c>.</summary>
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}(precision=[{string.Join("; ", Enumerable.Range(0, Size).Select(j => string.Join(' ', Row(j).ToArray().Select(static q => q.ToString("R", CultureInfo.InvariantCulture)))))}])";

    internal static MultivariateGaussianPrior OfPrecision(double[] matrix, int size) => new(matrix, size);

    private static double[] Matrix(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double[] matrix = new double[rows.Count * rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Count != rows.Count) throw new ArgumentException($"row {i + 1} has {rows[i].Count} numbers, and the matrix has {rows.Count} rows", nameof(rows));
            for (int j = 0; j < rows.Count; j++) matrix[(i * rows.Count) + j] = rows[i][j];
        }

        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (rows[i][j] != rows[j][i]) throw new ArgumentException($"the matrix is not symmetric: row {i + 1}, column {j + 1}", nameof(rows));
            }
        }

        return matrix;
    }

    private ReadOnlySpan<double> Row(int row) => _precision.AsSpan(row * Size, Size);

    private void Require(int size)
    {
        if (size != Size) throw new ArgumentOutOfRangeException(nameof(size), size, $"the matrix has {Size} rows");
    }
}
