namespace Surprisal.Numerics.Dense;

/// <summary>LU factorisation with partial pivoting of a square matrix: P A = L U. Immutable.</summary>
/// <remarks>Dense row by row, right-looking. G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., 2013, section 3.4.</remarks>
internal sealed class LuFactor
{
    private readonly double[] _factor;
    private readonly int[] _rows;

    private LuFactor(double[] factor, int size)
    {
        _factor = factor;
        Size = size;
        _rows = new int[size];
        for (int i = 0; i < size; i++) _rows[i] = i;
        IsRegular = true;
        for (int k = 0; k < size && IsRegular; k++) Eliminate(k);
    }

    /// <summary>Rows and columns.</summary>
    public int Size { get; }

    /// <summary>Whether every pivot was a finite number other than 0; otherwise there is no factor to use.</summary>
    public bool IsRegular { get; private set; }

    /// <summary>Factors a matrix; a singular one is a result, not an exception.</summary>
    /// <param name="matrix">size² numbers row by row.</param>
    /// <param name="size">Rows and columns.</param>
    public static LuFactor Factor(ReadOnlySpan<double> matrix, int size) => new(matrix[..(size * size)].ToArray(), size);

    /// <summary>A⁻¹ b.</summary>
    /// <param name="b">size numbers.</param>
    /// <exception cref="InvalidOperationException">The matrix is singular.</exception>
    public double[] Solve(ReadOnlySpan<double> b)
    {
        RequireFactor();
        double[] x = new double[Size];
        for (int i = 0; i < Size; i++) x[i] = b[_rows[i]] - DenseKernels.Dot(Row(i)[..i], x.AsSpan(0, i));
        for (int i = Size - 1; i >= 0; i--)
            x[i] = (x[i] - DenseKernels.Dot(Row(i)[(i + 1)..], x.AsSpan(i + 1))) / _factor[(i * Size) + i];
        return x;
    }

    /// <summary>A⁻ᵀ b.</summary>
    /// <param name="b">size numbers.</param>
    /// <exception cref="InvalidOperationException">The matrix is singular.</exception>
    public double[] SolveTransposed(ReadOnlySpan<double> b)
    {
        RequireFactor();
        double[] y = b.ToArray(), x = new double[Size];
        for (int i = 0; i < Size; i++)
        {
            y[i] /= _factor[(i * Size) + i];
            DenseKernels.AddMultiple(y.AsSpan(i + 1), -y[i], Row(i)[(i + 1)..]);
        }

        for (int i = Size - 1; i >= 0; i--)
        {
            DenseKernels.AddMultiple(y.AsSpan(0, i), -y[i], Row(i)[..i]);
            x[_rows[i]] = y[i];
        }

        return x;
    }

    private Span<double> Row(int row) => _factor.AsSpan(row * Size, Size);

    private void Eliminate(int k)
    {
        int pivot = k;
        for (int i = k + 1; i < Size; i++)
        {
            if (Math.Abs(_factor[(i * Size) + k]) > Math.Abs(_factor[(pivot * Size) + k])) pivot = i;
        }

        double value = _factor[(pivot * Size) + k];
        if (value == 0 || !double.IsFinite(value))
        {
            IsRegular = false;
            return;
        }

        if (pivot != k)
        {
            (_rows[k], _rows[pivot]) = (_rows[pivot], _rows[k]);
            Span<double> a = Row(k), b = Row(pivot);
            for (int j = 0; j < Size; j++) (a[j], b[j]) = (b[j], a[j]);
        }

        for (int i = k + 1; i < Size; i++)
        {
            double factor = _factor[(i * Size) + k] / value;
            if (factor == 0) continue;
            DenseKernels.AddMultiple(Row(i)[(k + 1)..], -factor, Row(k)[(k + 1)..]);
            _factor[(i * Size) + k] = factor;
        }
    }

    private void RequireFactor()
    {
        if (!IsRegular) throw new InvalidOperationException("the matrix is singular");
    }
}
