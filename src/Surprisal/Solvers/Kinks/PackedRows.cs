using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// Rows of a problem copied block by block into memory of their own, columns centred (where there is an intercept) and of size about 1: what the
/// interior point method and the vertex search sweep over many times. A row may stand for many, which are summed up in it.
/// </summary>
internal sealed unsafe class PackedRows
{
    private const int BlockBytes = 1 << 18;
    private readonly AlignedMemory _cells;
    private readonly AlignedMemory _rows;
    private readonly double[] _center;
    private readonly double[] _scale;
    private readonly bool[] _varies;
    private readonly bool _hasIntercept;

    /// <summary>Packs rows.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="source">The rows to pack; null for all.</param>
    /// <param name="sums">Rows to append that stand for many.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="like">Other rows of the problem whose centres and scales serve here too; null for own ones.</param>
    public PackedRows(KinkProblem problem, int[]? source, IReadOnlyList<SummedRow> sums, EvaluationOptions options, PackedRows? like = null)
        : this(problem, source?.Length ?? problem.RowCount, sums.Count)
    {
        Source = source;
        _center = new double[ColumnCount];
        _scale = new double[ColumnCount];
        _varies = new bool[ColumnCount];
        double largest = 0;
        foreach (double y in problem.Target) largest = Math.Max(largest, Math.Abs(y));
        ResponseScale = largest > 0 ? Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1000, 1000)) : 1;
        FillRows(sums);
        ParallelOptions threads = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = options.Cancellation };
        Parallel.For(0, ColumnCount, threads, j => FillColumn(j, sums, like));
    }

    /// <summary>Some of other packed rows, in their units, and sums of the rest.</summary>
    /// <param name="whole">The rows to choose from.</param>
    /// <param name="places">Which of them; those that stand for many among them count as single here.</param>
    /// <param name="sums">Rows to append, in packed units.</param>
    public PackedRows(PackedRows whole, int[] places, IReadOnlyList<SummedRow> sums)
        : this(whole.Problem, places.Length, sums.Count)
    {
        Source = places;
        (_center, _scale, _varies, ResponseScale) = (whole._center, whole._scale, whole._varies, whole.ResponseScale);
        new Span<double>(_rows.Pointer, Padded * (1 + Problem.Function.Hinges.Count)).Clear();
        for (int i = 0; i < Padded; i++) Cost[i] = i < Single ? whole.Cost[places[i]] : i < RowCount ? sums[i - Single].Cost : Cost[0];
        for (int k = 0; k < Problem.Function.Hinges.Count; k++)
        {
            for (int i = 0; i < RowCount; i++) Target(k)[i] = i < Single ? whole.Target(k)[places[i]] : sums[i - Single].Targets[k];
        }

        for (int block = 0; block < Blocks; block++)
        {
            int first = block * BlockRows, rows = RowsOf(block);
            for (int j = 0; j < ColumnCount; j++)
            {
                double* cells = Column(block, j);
                for (int i = 0; i < rows; i++)
                {
                    int at = first + i;
                    cells[i] = at < Single ? whole.Cell(places[at], j) : at < RowCount ? sums[at - Single].Cells[j] : 0;
                }
            }
        }
    }

    private PackedRows(KinkProblem problem, int single, int sums)
    {
        Problem = problem;
        Single = single;
        RowCount = Single + sums;
        Padded = (RowCount + 7) & ~7;
        ColumnCount = problem.Columns.Count;
        BlockRows = 512;
        while (BlockRows > 64 && (long)BlockRows * ColumnCount * sizeof(double) > BlockBytes) BlockRows /= 2;
        Blocks = (Padded + BlockRows - 1) / BlockRows;
        _cells = new AlignedMemory(checked((nint)Padded * Math.Max(1, ColumnCount)));
        _rows = new AlignedMemory((nint)Padded * (1 + problem.Function.Hinges.Count));
        _hasIntercept = problem.Columns is [InterceptColumn, ..];
        (_center, _scale, _varies) = ([], [], []);
    }

    private PackedRows(PackedRows other, KinkProblem problem)
    {
        Problem = problem;
        Source = other.Source;
        Single = other.Single;
        RowCount = other.RowCount;
        Padded = other.Padded;
        ColumnCount = other.ColumnCount;
        BlockRows = other.BlockRows;
        Blocks = other.Blocks;
        ResponseScale = other.ResponseScale;
        _cells = other._cells;
        _center = other._center;
        _scale = other._scale;
        _varies = other._varies;
        _hasIntercept = other._hasIntercept;
        _rows = new AlignedMemory((nint)Padded * (1 + problem.Function.Hinges.Count));
        FillRows([]);
    }

    public KinkProblem Problem { get; }

    /// <summary>The problem's row, or that of the rows they were chosen from, of each packed single row; null for all in order.</summary>
    public int[]? Source { get; }

    /// <summary>How many of the rows stand for themselves; those that stand for many come after.</summary>
    public int Single { get; }

    public int RowCount { get; }

    /// <summary>Rows with padding: rows of zeros, which change nothing.</summary>
    public int Padded { get; }

    public int ColumnCount { get; }

    public int BlockRows { get; }

    public int Blocks { get; }

    /// <summary>The power of two that responses are divided by.</summary>
    public double ResponseScale { get; }

    /// <summary>Cost of each row.</summary>
    public double* Cost => _rows.Pointer;

    /// <summary>Rows of a block, a multiple of 8.</summary>
    public int RowsOf(int block) => Math.Min(BlockRows, Padded - (block * BlockRows));

    /// <summary>Where a column's rows of a block are.</summary>
    public double* Column(int block, int column) => _cells.Pointer + ((nint)block * BlockRows * ColumnCount) + ((nint)column * RowsOf(block));

    /// <summary>The responses at which rows stand on a kink, divided by <see cref="ResponseScale"/>.</summary>
    public double* Target(int hinge) => _rows.Pointer + ((nint)Padded * (1 + hinge));

    /// <summary>One cell.</summary>
    public double Cell(int row, int column) => Column(row / BlockRows, column)[row % BlockRows];

    /// <summary>The problem's row of a single packed row.</summary>
    public int RowOf(int packed) => Source is null ? packed : Source[packed];

    /// <summary>What is subtracted from a column's cells, and what they are multiplied by then: without end for a column that does not vary here.</summary>
    public (double Center, double Scale) Normalisation(int column) => (_center[column], _varies[column] ? _scale[column] : double.PositiveInfinity);

    /// <summary>Coefficients for the problem's columns from those for the packed ones.</summary>
    public double[] ToProblem(ReadOnlySpan<double> packed)
    {
        double[] result = new double[ColumnCount];
        for (int j = 0; j < ColumnCount; j++) result[j] = packed[j] * _scale[j] * ResponseScale;
        if (_hasIntercept)
        {
            for (int j = 1; j < ColumnCount; j++) result[0] -= _center[j] * result[j];
        }

        return result;
    }

    /// <summary>The inverse of <see cref="ToProblem"/>.</summary>
    public double[] ToPacked(ReadOnlySpan<double> coefficients)
    {
        double[] result = coefficients.ToArray();
        if (_hasIntercept)
        {
            for (int j = 1; j < ColumnCount; j++) result[0] += _center[j] * result[j];
        }

        for (int j = 0; j < ColumnCount; j++) result[j] /= _scale[j] * ResponseScale;
        return result;
    }

    /// <summary>Σ d x of the packed columns from that of the problem's.</summary>
    public double[] PackedGradient(ReadOnlySpan<double> gradient)
    {
        double[] result = gradient.ToArray();
        for (int j = 0; j < result.Length; j++) result[j] = (result[j] - (_hasIntercept && j > 0 ? _center[j] * gradient[0] : 0)) * _scale[j];
        return result;
    }

    /// <summary>The same cells for a problem that differs in costs and scales only.</summary>
    public PackedRows For(KinkProblem problem) => new(this, problem);

    private void FillRows(IReadOnlyList<SummedRow> sums)
    {
        new Span<double>(_rows.Pointer, Padded * (1 + Problem.Function.Hinges.Count)).Clear();
        for (int i = 0; i < Single; i++) Cost[i] = Problem.Cost[RowOf(i)];
        for (int i = Single; i < RowCount; i++) Cost[i] = sums[i - Single].Cost;

        // Padding costs something, so that nothing is divided by zero.
        for (int i = RowCount; i < Padded; i++) Cost[i] = Cost[0];
        for (int k = 0; k < Problem.Function.Hinges.Count; k++)
        {
            double* target = Target(k);
            for (int i = 0; i < Single; i++) target[i] = Problem.Shifted(RowOf(i), Problem.Function.Hinges[k]) / ResponseScale;
            for (int i = Single; i < RowCount; i++) target[i] = sums[i - Single].Targets[k] / ResponseScale;
        }
    }

    private void FillColumn(int column, IReadOnlyList<SummedRow> sums, PackedRows? like)
    {
        bool isKnown = like is not null && like._varies[column];
        (double center, double scale) = isKnown ? (like!._center[column], like._scale[column]) : (0, 1);
        for (int block = 0; block < Blocks; block++)
        {
            int first = block * BlockRows, single = Math.Clamp(Single - first, 0, RowsOf(block));
            Span<double> cells = new(Column(block, column), RowsOf(block));
            if (Source is null) Problem.Columns[column].Fill(first, cells[..single]);
            else Gather(Problem.Columns[column], Source.AsSpan(first, single), cells);
            for (int i = single; i < cells.Length; i++) cells[i] = first + i < RowCount ? sums[first + i - Single].Cells[column] : 0;
            if (!isKnown) continue;
            for (int i = 0; i < cells.Length && first + i < RowCount; i++) cells[i] = (cells[i] - center) * scale;
        }

        if (isKnown) (_center[column], _scale[column], _varies[column]) = (center, scale, true);
        else Normalise(column);
    }

    private static void Gather(DesignColumn column, ReadOnlySpan<int> rows, Span<double> destination)
    {
        if (column is NumericColumn numeric)
        {
            ReadOnlySpan<double> values = numeric.Values.Span;
            for (int i = 0; i < rows.Length; i++) destination[i] = values[rows[i]];
            return;
        }

        for (int i = 0; i < rows.Length; i++) column.Fill(rows[i], destination.Slice(i, 1));
    }

    /// <summary>Centres a column, where the intercept can take the mean up, and brings it to size 1 by a power of two.</summary>
    private void Normalise(int column)
    {
        _scale[column] = 1;
        if (_hasIntercept && column == 0) return;
        double sum = 0, largest = 0;
        ForEach(column, cells =>
        {
            foreach (double cell in cells) (sum, largest) = (sum + (cell / RowCount), Math.Max(largest, Math.Abs(cell)));
        });
        double center = _hasIntercept && double.IsFinite(sum) ? sum : 0, square = 0;
        double unit = largest > 0 ? Math.ScaleB(1, -Math.Clamp(Math.ILogB(largest), -1000, 1000)) : 1;
        ForEach(column, cells =>
        {
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = (cells[i] - center) * unit;
                square += cells[i] * cells[i] / RowCount;
            }
        });
        double root = Math.Sqrt(square), size = root > 0 ? Math.ScaleB(1, -Math.ILogB(root)) : 1;
        ForEach(column, cells =>
        {
            for (int i = 0; i < cells.Length; i++) cells[i] *= size;
        });
        _varies[column] = root > 0;
        _center[column] = center;
        _scale[column] = unit * size;
    }

    private void ForEach(int column, CellAction action)
    {
        for (int block = 0; block < Blocks; block++) action(new Span<double>(Column(block, column), Math.Clamp(RowCount - (block * BlockRows), 0, RowsOf(block))));
    }

    private delegate void CellAction(Span<double> cells);
}

/// <summary>The mean of many rows that are taken to lie on the same side of every kink, with the sum of their costs. Immutable.</summary>
/// <param name="Cost">The sum of their costs.</param>
/// <param name="Targets">Mean responses at each kink.</param>
/// <param name="Cells">Mean cells of each column.</param>
internal sealed record SummedRow(double Cost, double[] Targets, double[] Cells);
