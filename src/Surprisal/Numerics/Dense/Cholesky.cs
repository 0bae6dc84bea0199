namespace Surprisal.Numerics.Dense;

/// <summary>Cholesky factorisation A = L Lᵀ of a symmetric matrix, with its pivots watched. Immutable.</summary>
/// <remarks>
/// Dense matrices of this folder are double[] of length size², row by row (a symmetric matrix holds both triangles, so its columns can be read
/// as rows): packed storage would save half the memory of what is small anyway and cost strided or branching inner loops. L is
/// computed by dot products of rows, in bands of 16 rows so that each earlier row is fetched once a band.
/// N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., SIAM 2002, section 10.1.
/// </remarks>
internal sealed class Cholesky
{
    private const int Band = 16;
    private const int Four = 4;
    private readonly double[] _factor;

    private Cholesky(double[] factor, int size)
    {
        _factor = factor;
        Size = size;
        SmallestRelativePivot = double.PositiveInfinity;
        SmallestPivot = -1;
        FailedPivot = -1;
        for (int band = 0; band < size && FailedPivot < 0; band += Band) FactorBand(band, Math.Min(band + Band, size));
    }

    /// <summary>Rows and columns.</summary>
    public int Size { get; }

    /// <summary>Whether every pivot was positive (and finite); otherwise there is no factor to use.</summary>
    public bool IsPositiveDefinite => FailedPivot < 0;

    /// <summary>The first row whose pivot is not a positive finite number; -1 if there is none.</summary>
    public int FailedPivot { get; private set; }

    /// <summary>
    /// Smallest ratio of pivot to diagonal element so far, the failed one included: 1 - R² of a column regressed on those before it, if the
    /// matrix is a Gram matrix. Not above 0 (or NaN) on failure; +∞ of an empty matrix.
    /// </summary>
    public double SmallestRelativePivot { get; private set; }

    /// <summary>The row of <see cref="SmallestRelativePivot"/>; -1 of an empty matrix.</summary>
    public int SmallestPivot { get; private set; }

    /// <summary>An element of L on or below its diagonal.</summary>
    public double this[int row, int column] => _factor[(row * Size) + column];

    /// <summary>Factors a matrix; an indefinite one is a result, not an exception.</summary>
    /// <param name="matrix">size² numbers row by row; the lower triangle is read.</param>
    /// <param name="size">Rows and columns.</param>
    /// <exception cref="ArgumentException">Fewer than size² numbers.</exception>
    public static Cholesky Factor(ReadOnlySpan<double> matrix, int size)
    {
        double[] factor = new double[checked(size * size)];
        for (int i = 0; i < size; i++) matrix.Slice(i * size, i + 1).CopyTo(factor.AsSpan(i * size));
        return new Cholesky(factor, size);
    }

    /// <summary>Replaces b by A^-1 b.</summary>
    /// <param name="b">size numbers.</param>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite.</exception>
    public void Solve(Span<double> b)
    {
        RequireFactor();
        if (b.Length != Size) throw new ArgumentException($"{b.Length} numbers for {Size} rows", nameof(b));
        for (int i = 0; i < Size; i++) b[i] = (b[i] - DenseKernels.Dot(Row(i)[..i], b[..i])) / _factor[(i * Size) + i];
        for (int i = Size - 1; i >= 0; i--)
        {
            b[i] /= _factor[(i * Size) + i];
            DenseKernels.AddMultiple(b[..i], -b[i], Row(i)[..i]);
        }
    }

    /// <summary>A^-1, size² numbers row by row, symmetric to the bit.</summary>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite.</exception>
    public double[] Inverse()
    {
        RequireFactor();
        double[] transposedInverse = InvertTransposed();
        double[] inverse = new double[Size * Size];
        Span<double> products = stackalloc double[Four];
        for (int i = 0; i < Size; i++)
        {
            // L^-1's columns i and j start at row i.
            ReadOnlySpan<double> own = transposedInverse.AsSpan((i * Size) + i, Size - i);
            int j = 0;
            for (; j + Four <= i + 1; j += Four)
            {
                DenseKernels.Dot4(transposedInverse.AsSpan((j * Size) + i), Size, own, products);
                for (int k = 0; k < Four; k++) inverse[(i * Size) + j + k] = inverse[((j + k) * Size) + i] = products[k];
            }

            for (; j <= i; j++) inverse[(i * Size) + j] = inverse[(j * Size) + i] = DenseKernels.Dot(transposedInverse.AsSpan((j * Size) + i, Size - i), own);
        }

        return inverse;
    }

    /// <summary>Σ log pivots = log det A, absolute error a few 1e-16 times the larger of the size and the result.</summary>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite.</exception>
    public double LogDeterminant()
    {
        RequireFactor();
        DoubleDouble mantissa = DoubleDouble.One;
        long exponent = 0;
        for (int i = 0; i < Size; i++)
        {
            mantissa *= _factor[(i * Size) + i];
            int shift = Math.ILogB(mantissa.High);
            mantissa = DoubleDouble.Scale(mantissa, -shift);
            exponent += shift;
        }

        return 2.0 * (DoubleDouble.Log(mantissa) + (DoubleDouble.LogTwo * exponent)).High;
    }

    private Span<double> Row(int row) => _factor.AsSpan(row * Size, Size);

    private void FactorBand(int first, int end)
    {
        Span<double> products = stackalloc double[Four];
        for (int j = 0; j < end; j++)
        {
            ReadOnlySpan<double> earlier = Row(j)[..j];
            if (j >= first && !TakePivot(j)) return;
            double pivot = _factor[(j * Size) + j];
            int i = Math.Max(first, j + 1);
            for (; i + Four <= end; i += Four)
            {
                DenseKernels.Dot4(_factor.AsSpan(i * Size), Size, earlier, products);
                for (int k = 0; k < Four; k++) _factor[((i + k) * Size) + j] = (_factor[((i + k) * Size) + j] - products[k]) / pivot;
            }

            for (; i < end; i++)
            {
                Span<double> row = Row(i);
                row[j] = (row[j] - DenseKernels.Dot(row[..j], earlier)) / pivot;
            }
        }
    }

    private bool TakePivot(int j)
    {
        Span<double> row = Row(j);
        double diagonal = row[j];
        double pivot = diagonal - DenseKernels.Dot(row[..j], row[..j]);
        double relative = diagonal > 0.0 ? pivot / diagonal : double.NegativeInfinity;
        if (!(relative >= SmallestRelativePivot))
        {
            SmallestRelativePivot = relative;
            SmallestPivot = j;
        }

        if (!(pivot > 0.0) || !double.IsFinite(pivot))
        {
            FailedPivot = j;
            return false;
        }

        row[j] = Math.Sqrt(pivot);
        return true;
    }

    // Row j of the result is column j of L^-1, by forward substitution that runs along rows of the result.
    private double[] InvertTransposed()
    {
        double[] inverse = new double[Size * Size];
        for (int j = 0; j < Size; j++)
        {
            Span<double> column = inverse.AsSpan(j * Size, Size);
            column[j] = 1.0 / _factor[(j * Size) + j];
            for (int i = j + 1; i < Size; i++)
                column[i] = -DenseKernels.Dot(Row(i)[j..i], column[j..i]) / _factor[(i * Size) + i];
        }

        return inverse;
    }

    private void RequireFactor()
    {
        if (!IsPositiveDefinite) throw new InvalidOperationException($"the matrix is not positive definite (pivot {FailedPivot})");
    }
}
