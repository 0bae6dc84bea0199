namespace Surprisal.Numerics.Dense;

/// <summary>What <see cref="LeastSquares"/> minimises over β: Σ w (y - Xβ - o)².</summary>
/// <param name="Design">X: finite columns.</param>
/// <param name="Response">y, a finite number a row; null to ask only for aliased columns.</param>
/// <param name="Weights">w, finite and not negative; null for ones. A frequency or a precision: the solution is the same.</param>
/// <param name="Offset">o, finite; null for zeros. Subtracted from y without rounding.</param>
internal sealed record LeastSquaresProblem(
    IColumnSource Design,
    ReadOnlyMemory<double>? Response = null,
    ReadOnlyMemory<double>? Weights = null,
    ReadOnlyMemory<double>? Offset = null);

/// <summary>
/// A problem whose columns, response and weights are brought to size 1 by powers of two (without rounding), handed out as blocks of
/// double-double rows √w [X, y - o].
/// </summary>
/// <remarks>Without it the error terms of products would underflow, and squares overflow, long before the data do.</remarks>
internal sealed class ScaledProblem
{
    private const int ScanRows = 4096;
    private const int ExponentLimit = 1022;
    private readonly LeastSquaresProblem _problem;
    private readonly int[] _exponents;
    private readonly int _weightExponent;

    /// <summary>Reads all data once to find the scales.</summary>
    /// <exception cref="ArgumentException">A length differs from the number of rows, a value is not finite, or a weight is negative.</exception>
    public ScaledProblem(LeastSquaresProblem problem, ParallelOptions threads)
    {
        _problem = problem;
        RowCount = problem.Design.RowCount;
        DesignColumnCount = problem.Design.ColumnCount;
        ColumnCount = DesignColumnCount + (problem.Response is null ? 0 : 1);
        _exponents = new int[ColumnCount];
        double[] sizes = new double[DesignColumnCount];
        Parallel.For(0, DesignColumnCount, threads, j => sizes[j] = LargestOf(j));
        for (int j = 0; j < sizes.Length; j++) _exponents[j] = Exponent(sizes[j], problem, $"column {j}");
        if (problem.Response is not null)
        {
            double largest = Math.Max(Largest(problem.Response, problem, "response"), Largest(problem.Offset, problem, "offset"));
            _exponents[DesignColumnCount] = Exponent(largest, problem, "response or offset");
        }

        if (problem.Weights is { } w && w.Span.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon))
            throw new ArgumentException("a weight is negative", nameof(problem));
        _weightExponent = Exponent(Largest(problem.Weights, problem, "weights"), problem, "weights") >> 1;
    }

    /// <summary>Rows.</summary>
    public int RowCount { get; }

    /// <summary>Columns of X.</summary>
    public int DesignColumnCount { get; }

    /// <summary>Columns of X, and one more if there is a response: it is the last.</summary>
    public int ColumnCount { get; }

    /// <summary>e such that column = scaled column 2^e, weights apart.</summary>
    public int Exponent(int column) => _exponents[column];

    /// <summary>e such that √w = scaled root 2^e.</summary>
    public int RootWeightExponent => _weightExponent;

    /// <summary>Writes rows <paramref name="firstRow"/> ... of every column to the top of a block and zeros below.</summary>
    /// <param name="firstRow">Zero-based first row.</param>
    /// <param name="count">Rows, at most those of the block.</param>
    /// <param name="block">The target.</param>
    public void Fill(int firstRow, int count, DoubleDoubleColumns block)
    {
        DoubleDouble[] roots = RootWeights(firstRow, count);
        for (int j = 0; j < ColumnCount; j++)
        {
            DoubleDoubleSpan run = block.Run(j, 0, count);
            block.ClearFrom(j, 0);
            double scale = Math.ScaleB(1.0, -_exponents[j]);
            Span<double> values = run.High[..count];
            if (j < DesignColumnCount)
                _problem.Design.Fill(j, firstRow, values);
            else
                _problem.Response!.Value.Span.Slice(firstRow, count).CopyTo(values);
            for (int i = 0; i < values.Length; i++) values[i] *= scale;
            if (j == DesignColumnCount && _problem.Offset is { } offset)
            {
                ReadOnlySpan<double> o = offset.Span.Slice(firstRow, count);
                for (int i = 0; i < o.Length; i++) run[i] = DoubleDouble.Sum(values[i], -o[i] * scale);
            }

            for (int i = 0; i < roots.Length; i++) run[i] *= roots[i];
        }
    }

    private static int Exponent(double largest, LeastSquaresProblem problem, string what)
    {
        if (!double.IsFinite(largest)) throw new ArgumentException($"{what}: a value is not finite", nameof(problem));
        return largest == 0.0 ? 0 : Math.Clamp(Math.ILogB(largest), -ExponentLimit, ExponentLimit);
    }

    // As integers, magnitudes order as the doubles do, infinity comes next and NaN last: one comparison finds both the maximum and what is not finite.
    private static long Largest(ReadOnlySpan<double> values, long largest)
    {
        foreach (double value in values) largest = Math.Max(largest, BitConverter.DoubleToInt64Bits(value) & long.MaxValue);
        return largest;
    }

    private static double Largest(ReadOnlyMemory<double>? values, LeastSquaresProblem problem, string what)
    {
        if (values is not { } present) return 0.0;
        if (present.Length != problem.Design.RowCount)
            throw new ArgumentException($"{what}: {present.Length} rows, the design has {problem.Design.RowCount}", nameof(problem));
        return BitConverter.Int64BitsToDouble(Largest(present.Span, 0L));
    }

    private DoubleDouble[] RootWeights(int firstRow, int count)
    {
        if (_problem.Weights is not { } weights) return [];
        ReadOnlySpan<double> values = weights.Span.Slice(firstRow, count);
        DoubleDouble[] roots = new DoubleDouble[count];
        for (int i = 0; i < count; i++) roots[i] = DoubleDouble.Sqrt(Math.ScaleB(values[i], -2 * _weightExponent));
        return roots;
    }

    private double LargestOf(int column)
    {
        double[] buffer = new double[Math.Min(ScanRows, RowCount)];
        long largest = 0L;
        for (int row = 0; row < RowCount; row += ScanRows)
        {
            Span<double> part = buffer.AsSpan(0, Math.Min(ScanRows, RowCount - row));
            _problem.Design.Fill(column, row, part);
            largest = Largest(part, largest);
        }

        return BitConverter.Int64BitsToDouble(largest);
    }
}
