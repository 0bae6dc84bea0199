namespace Surprisal.Numerics.Dense;

/// <summary>All eigenvalues and eigenvectors of a symmetric matrix. Immutable.</summary>
/// <remarks>
/// Householder tridiagonalisation, then QL iterations with implicit shifts: J. H. Wilkinson, C. Reinsch, Handbook for Automatic Computation
/// II: Linear Algebra, Springer 1971, contributions II/2 and II/4; shift and deflation as in G. H. Golub, C. F. Van Loan, Matrix
/// Computations, 4th ed., section 8.3. Absolute error of every eigenvalue: a small multiple of size × 1.1e-16 × the largest magnitude. For the
/// relative size of the smallest eigenvalue of a badly scaled matrix scale it to unit diagonal first.
/// </remarks>
internal sealed class SymmetricEigen
{
    private const int MaximumIterations = 60;
    private const double UnitRoundoff = 1.0 / (1L << 53);
    private readonly double[] _values;
    private readonly double[] _vectors;

    private SymmetricEigen(double[] values, double[] vectors, bool hasConverged)
    {
        _values = values;
        _vectors = vectors;
        HasConverged = hasConverged;
    }

    /// <summary>
    /// Whether the iteration converged; if not (a matrix with numbers that are not finite, else never seen) values and vectors are NaN.
    /// </summary>
    public bool HasConverged { get; }

    /// <summary>Rows and columns.</summary>
    public int Size => _values.Length;

    /// <summary>Eigenvalues, ascending.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The unit eigenvector of <c>Values[index]</c>; its sign is arbitrary but always the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none, or only values were asked for.</exception>
    public ReadOnlySpan<double> Vector(int index) => _vectors.AsSpan(index * Size, Size);

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">size² numbers row by row; the lower triangle is read.</param>
    /// <param name="size">Rows and columns.</param>
    /// <exception cref="ArgumentException">Fewer than size² numbers.</exception>
    public static SymmetricEigen Decompose(ReadOnlySpan<double> matrix, int size) => Decompose(matrix, size, size);

    /// <summary>The eigenvalues alone, with the bits of <see cref="Decompose(ReadOnlySpan{double}, int)"/> in a quarter of its time or less.</summary>
    /// <param name="matrix">size² numbers row by row; the lower triangle is read.</param>
    /// <param name="size">Rows and columns.</param>
    /// <exception cref="ArgumentException">Fewer than size² numbers.</exception>
    public static SymmetricEigen ValuesOf(ReadOnlySpan<double> matrix, int size) => Decompose(matrix, size, 0);

    // Vectors are rows of the given length: none of them where it is 0.
    private static SymmetricEigen Decompose(ReadOnlySpan<double> matrix, int size, int length)
    {
        double[] work = new double[checked(size * size)];
        double largest = 0.0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double element = matrix[(i * size) + j];
                if (!double.IsFinite(element)) return Failed(size, length);
                largest = Math.Max(largest, Math.Abs(element));
                work[(i * size) + j] = element;
                work[(j * size) + i] = element;
            }
        }

        // Squares must neither overflow nor vanish.
        int exponent = largest == 0.0 ? 0 : Math.ILogB(largest);
        for (int i = 0; i < work.Length; i++) work[i] = Math.ScaleB(work[i], -exponent);
        double[] vectors = new double[size * length];
        (double[] diagonal, double[] offDiagonal) = Tridiagonalise(work, vectors, size);
        for (int l = 0; l < size; l++)
        {
            if (!Deflate(l, diagonal, offDiagonal, vectors)) return Failed(size, length);
        }

        for (int i = 0; i < size; i++) diagonal[i] = Math.ScaleB(diagonal[i], exponent);
        return Sorted(diagonal, vectors);
    }

    private static SymmetricEigen Failed(int size, int length)
    {
        double[] values = new double[size];
        double[] vectors = new double[size * length];
        Array.Fill(values, double.NaN);
        Array.Fill(vectors, double.NaN);
        return new SymmetricEigen(values, vectors, hasConverged: false);
    }

    private static SymmetricEigen Sorted(double[] values, double[] vectors)
    {
        int size = values.Length, length = size == 0 ? 0 : vectors.Length / size;
        int[] order = [.. Enumerable.Range(0, size).OrderBy(i => values[i])];
        double[] sortedVectors = new double[vectors.Length];
        for (int i = 0; i < size; i++) vectors.AsSpan(order[i] * length, length).CopyTo(sortedVectors.AsSpan(i * length));
        return new SymmetricEigen(Array.ConvertAll(order, i => values[i]), sortedVectors, hasConverged: true);
    }

    // Both triangles of the trailing matrix are kept, so that every loop runs along rows. Column k of Q ends up in row k of vectors.
    private static (double[] Diagonal, double[] OffDiagonal) Tridiagonalise(double[] matrix, double[] vectors, int size)
    {
        double[] diagonal = new double[size];
        double[] offDiagonal = new double[size];
        double[] factors = new double[size];
        double[] product = new double[size];
        for (int k = 0; k < size - 1; k++)
        {
            Span<double> v = matrix.AsSpan((k * size) + k + 1, size - k - 1);
            diagonal[k] = matrix[(k * size) + k];
            factors[k] = MakeReflector(v, out offDiagonal[k]);
            if (factors[k] == 0.0) continue;
            Span<double> p = product.AsSpan(0, v.Length);
            for (int i = 0; i < v.Length; i++)
                p[i] = factors[k] * DenseKernels.Dot(matrix.AsSpan(((k + 1 + i) * size) + k + 1, v.Length), v);
            DenseKernels.AddMultiple(p, -0.5 * factors[k] * DenseKernels.Dot(p, v), v);
            for (int i = 0; i < v.Length; i++)
                DenseKernels.SubtractTwo(matrix.AsSpan(((k + 1 + i) * size) + k + 1, v.Length), v[i], p, p[i], v);
        }

        if (size > 0) diagonal[size - 1] = matrix[^1];
        if (vectors.Length == 0) return (diagonal, offDiagonal);
        for (int i = 0; i < size; i++) vectors[(i * size) + i] = 1.0;
        for (int k = size - 2; k >= 0; k--)
        {
            ReadOnlySpan<double> v = matrix.AsSpan((k * size) + k + 1, size - k - 1);
            for (int i = k + 1; i < size && factors[k] != 0.0; i++)
            {
                Span<double> row = vectors.AsSpan((i * size) + k + 1, v.Length);
                DenseKernels.AddMultiple(row, -factors[k] * DenseKernels.Dot(row, v), v);
            }
        }

        return (diagonal, offDiagonal);
    }

    // v becomes the reflector u of I - factor u uᵀ, which takes the old v to (result, 0, ...); factor 0: nothing to do.
    private static double MakeReflector(Span<double> v, out double result)
    {
        result = v[0];
        double rest = DenseKernels.Dot(v[1..], v[1..]);
        if (rest == 0.0) return 0.0;
        double norm = Math.Sqrt((v[0] * v[0]) + rest);
        result = v[0] < 0.0 ? norm : -norm;
        v[0] -= result;
        return 1.0 / (norm * Math.Abs(v[0]));
    }

    // Iterates on the unreduced block that starts at l until its first off-diagonal element is negligible.
    private static bool Deflate(int l, double[] d, double[] e, double[] vectors)
    {
        for (int iteration = 0; iteration <= MaximumIterations; iteration++)
        {
            int m = l;
            while (m < d.Length - 1 && Math.Abs(e[m]) > UnitRoundoff * (Math.Abs(d[m]) + Math.Abs(d[m + 1]))) m++;
            if (m == l) return true;
            SweepQl(l, m, d, e, vectors);
        }

        return false;
    }

    private static void SweepQl(int l, int m, double[] d, double[] e, double[] vectors)
    {
        int length = vectors.Length / d.Length;
        double g = (d[l + 1] - d[l]) / (2.0 * e[l]);
        double r = Hypotenuse(g, 1.0);
        g = d[m] - d[l] + (e[l] / (g + Math.CopySign(r, g)));
        double s = 1.0;
        double c = 1.0;
        double p = 0.0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * e[i];
            double b = c * e[i];
            r = Hypotenuse(f, g);
            e[i + 1] = r;
            if (r == 0.0)
            {
                // The block splits here: finish with what has been done.
                d[i + 1] -= p;
                e[m] = 0.0;
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + (2.0 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            DenseKernels.Rotate(vectors.AsSpan(i * length, length), vectors.AsSpan((i + 1) * length, length), c, s);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0.0;
    }

    private static double Hypotenuse(double a, double b)
    {
        double large = Math.Max(Math.Abs(a), Math.Abs(b));
        if (large == 0.0 || double.IsInfinity(large)) return large;
        double x = a / large;
        double y = b / large;
        return large * Math.Sqrt((x * x) + (y * y));
    }
}
