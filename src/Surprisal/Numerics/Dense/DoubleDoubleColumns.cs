namespace Surprisal.Numerics.Dense;

/// <summary>A run of double-double numbers as two runs of doubles.</summary>
/// <param name="high">The high parts.</param>
/// <param name="low">The low parts, as many.</param>
internal readonly ref struct DoubleDoubleSpan(Span<double> high, Span<double> low)
{
    /// <summary>The high parts.</summary>
    public Span<double> High { get; } = high;

    /// <summary>The low parts.</summary>
    public Span<double> Low { get; } = low;

    /// <summary>Gets or sets one number.</summary>
    public DoubleDouble this[int index]
    {
        get => new(High[index], Low[index]);
        set
        {
            High[index] = value.High;
            Low[index] = value.Low;
        }
    }
}

/// <summary>A matrix of double-double numbers stored by columns, each padded with zeros so that a run of whole lanes may start at any row.</summary>
internal sealed class DoubleDoubleColumns
{
    private readonly double[] _high;
    private readonly double[] _low;
    private readonly int _stride;

    /// <summary>A matrix of zeros.</summary>
    /// <param name="rowCount">Rows, not negative.</param>
    /// <param name="columnCount">Columns, not negative.</param>
    /// <exception cref="OverflowException">The matrix would exceed what one array can hold.</exception>
    public DoubleDoubleColumns(int rowCount, int columnCount)
    {
        RowCount = rowCount;
        ColumnCount = columnCount;
        _stride = checked(WholeLanes(rowCount) + DenseKernels.Lanes);
        _high = new double[checked(_stride * columnCount)];
        _low = new double[_high.Length];
    }

    /// <summary>Rows, padding not counted.</summary>
    public int RowCount { get; }

    /// <summary>Columns.</summary>
    public int ColumnCount { get; }

    /// <summary>Gets or sets one element.</summary>
    public DoubleDouble this[int row, int column]
    {
        get => new(_high[(column * _stride) + row], _low[(column * _stride) + row]);
        set
        {
            _high[(column * _stride) + row] = value.High;
            _low[(column * _stride) + row] = value.Low;
        }
    }

    /// <summary>The smallest multiple of 8 that is not below a length.</summary>
    public static int WholeLanes(int length) => (length + DenseKernels.Lanes - 1) & -DenseKernels.Lanes;

    /// <summary>Rows of one column from <paramref name="firstRow"/> to before <paramref name="endRow"/>, lengthened to a multiple of 8.</summary>
    /// <remarks>What is lengthened into is the column's own next rows or its padding: the other operand must be zero there.</remarks>
    public DoubleDoubleSpan Run(int column, int firstRow, int endRow)
    {
        int start = (column * _stride) + firstRow;
        int length = WholeLanes(endRow - firstRow);
        return new DoubleDoubleSpan(_high.AsSpan(start, length), _low.AsSpan(start, length));
    }

    /// <summary>Sets rows of one column, and its padding, to zero.</summary>
    public void ClearFrom(int column, int firstRow)
    {
        _high.AsSpan((column * _stride) + firstRow, _stride - firstRow).Clear();
        _low.AsSpan((column * _stride) + firstRow, _stride - firstRow).Clear();
    }
}
