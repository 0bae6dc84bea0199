using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Paths;

/// <summary>Columns of a design under the products that a path needs: moments, products with a vector, products of panels. Thread-safe.</summary>
/// <remarks>Every number is summed by one thread in the order of the rows, or by runs of rows that depend on sizes only: the same bits for any number of threads.</remarks>
internal sealed unsafe class PathColumns
{
    // 144 columns of 512 rows stay in the second-level cache, the ten of a tile in the first.
    private const int PanelColumns = 72;
    private const int SliceRows = 512;
    private const int ChunkColumns = 16;
    private const int FewTasks = 8;
    private const int RunRows = 8192;
    private const int MostRuns = 16;
    private static readonly PathLoops Loops = PathLoops.Widest;
    private readonly IReadOnlyList<DesignColumn> _columns;
    private readonly int _rows;
    private readonly ParallelOptions _parallel;

    public PathColumns(IReadOnlyList<DesignColumn> columns, int rows, EvaluationOptions options)
    {
        _columns = columns;
        _rows = rows;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = options.Cancellation };
    }

    /// <summary>The number of columns.</summary>
    public int Count => _columns.Count;

    /// <summary>Σ wᵢ xᵢⱼ rᵢ of each column for a vector that has the weights in it.</summary>
    /// <param name="vector">One number a row, 64-byte aligned.</param>
    /// <param name="result">Receives one number a column.</param>
    public void Multiply(double* vector, double[] result)
    {
        int chunks = (Count + ChunkColumns - 1) / ChunkColumns;
        nint address = (nint)vector;
        Parallel.For(0, chunks, _parallel, chunk => MultiplyChunk(chunk * ChunkColumns, (double*)address, result));
    }

    /// <summary>Mean and mean square about it of each column.</summary>
    /// <param name="weights">Weights; null for ones.</param>
    /// <param name="total">Their sum.</param>
    public (double[] Means, double[] Variances) Moments(double[]? weights, double total)
    {
        double[] means = new double[Count], variances = new double[Count];
        Parallel.For(0, Count, _parallel, () => new double[SliceRows], (j, _, cells) =>
        {
            // Twice over the column: the sum of squares about the mean has no cancellation.
            means[j] = Sum(j, cells, weights, 0, squared: false) / total;
            variances[j] = Sum(j, cells, weights, means[j], squared: true) / total;
            return cells;
        }, static _ => { });
        return (means, variances);
    }

    /// <summary>Products of columns, each less its centre: entry (i, j) of the result is Σ w (xᵢ − cᵢ)(xⱼ − cⱼ).</summary>
    /// <param name="left">Columns of the rows of the result.</param>
    /// <param name="right">Columns of the columns of the result.</param>
    /// <param name="triangle">Whether both are the same, so that entries below the diagonal may be left as they are.</param>
    /// <param name="weights">Weights; null for ones.</param>
    /// <param name="centres">What is taken from each column; null for nothing.</param>
    /// <param name="result">The first entry.</param>
    /// <param name="stride">From row to row.</param>
    public void Gram(int[] left, int[] right, bool triangle, double[]? weights, double[]? centres, double* result, nint stride)
    {
        List<(int Left, int Right)> blocks = [];
        for (int i = 0; i < left.Length; i += PanelColumns)
        {
            for (int j = triangle ? i : 0; j < right.Length; j += PanelColumns) blocks.Add((i, j));
        }

        int runs = blocks.Count >= FewTasks ? 1 : Math.Clamp(_rows / RunRows, 1, MostRuns);
        int slices = (_rows + SliceRows - 1) / SliceRows, perRun = (slices + runs - 1) / runs;
        double[][] sums = new double[blocks.Count * runs][];
        Parallel.For(0, sums.Length, _parallel, () => new AlignedMemory((2 * PanelColumns * (SliceRows + 8)) + SliceRows), (task, _, memory) =>
        {
            (int i, int j) = blocks[task / runs];
            int first = task % runs * perRun;
            double[] block = new double[PanelColumns * PanelColumns];
            Panel panel = new(
                left.AsSpan(i, Math.Min(PanelColumns, left.Length - i)), right.AsSpan(j, Math.Min(PanelColumns, right.Length - j)), triangle && i == j);
            for (int slice = first; slice < Math.Min(first + perRun, slices); slice++) AddSlice(panel, slice * SliceRows, weights, centres, memory.Pointer, block);
            sums[task] = block;
            return memory;
        }, static _ => { });
        for (int k = 0; k < blocks.Count; k++)
        {
            (int i, int j) = blocks[k];
            int high = Math.Min(PanelColumns, left.Length - i), wide = Math.Min(PanelColumns, right.Length - j);
            for (int r = 0; r < high; r++)
            {
                for (int s = 0; s < wide; s++)
                {
                    double sum = sums[k * runs][(r * PanelColumns) + s];
                    for (int run = 1; run < runs; run++) sum += sums[(k * runs) + run][(r * PanelColumns) + s];
                    result[((i + r) * stride) + j + s] = sum;
                }
            }
        }
    }

    private readonly ref struct Panel(ReadOnlySpan<int> left, ReadOnlySpan<int> right, bool isDiagonal)
    {
        public readonly ReadOnlySpan<int> Left = left;
        public readonly ReadOnlySpan<int> Right = right;
        public readonly bool IsDiagonal = isDiagonal;
    }

    private void AddSlice(in Panel panel, int firstRow, double[]? weights, double[]? centres, double* memory, double[] block)
    {
        int rows = Math.Min(SliceRows, _rows - firstRow), padded = QuadraticMatrix.Padded(rows);
        double* w = null;
        if (weights is not null)
        {
            w = memory;
            new Span<double>(w, padded).Clear();
            weights.AsSpan(firstRow, rows).CopyTo(new Span<double>(w, rows));
        }

        // One cache line more than the rows: columns a power of two apart would compete for the same lines of the cache.
        nint stride = SliceRows + 8;
        double** left = stackalloc double*[PanelColumns], right = stackalloc double*[PanelColumns];
        for (int k = 0; k < panel.Left.Length; k++) left[k] = Pack(panel.Left[k], firstRow, rows, padded, w, centres, memory + SliceRows + (k * stride));
        bool same = panel.IsDiagonal && weights is null;
        for (int k = 0; k < panel.Right.Length; k++)
            right[k] = same ? left[k] : Pack(panel.Right[k], firstRow, rows, padded, null, centres, memory + SliceRows + ((PanelColumns + k) * stride));
        fixed (double* result = block) Loops.AddPanel(left, panel.Left.Length, right, panel.Right.Length, padded, panel.IsDiagonal, result, PanelColumns);
    }

    private double* Pack(int column, int firstRow, int rows, int padded, double* weights, double[]? centres, double* destination)
    {
        _columns[column].Fill(firstRow, new Span<double>(destination, rows));
        double centre = centres is null ? 0 : centres[column];
        new Span<double>(destination + rows, padded - rows).Fill(centre);
        if (centre != 0 || weights != null) Loops.Prepare(destination, centre, weights, padded);
        return destination;
    }

    private double Sum(int column, double[] cells, double[]? weights, double centre, bool squared)
    {
        double sum = 0;
        for (int first = 0; first < _rows; first += SliceRows)
        {
            Span<double> part = cells.AsSpan(0, Math.Min(SliceRows, _rows - first));
            _columns[column].Fill(first, part);
            double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
            int i = 0;
            for (; i + 4 <= part.Length; i += 4)
            {
                s0 += Term(part[i], i);
                s1 += Term(part[i + 1], i + 1);
                s2 += Term(part[i + 2], i + 2);
                s3 += Term(part[i + 3], i + 3);
            }

            for (; i < part.Length; i++) s0 += Term(part[i], i);
            sum += (s0 + s1) + (s2 + s3);

            double Term(double x, int at)
            {
                double value = squared ? (x - centre) * (x - centre) : x;
                return weights is null ? value : weights[first + at] * value;
            }
        }

        return sum;
    }

    private void MultiplyChunk(int firstColumn, double* vector, double[] result)
    {
        double** four = stackalloc double*[4];
        double* products = stackalloc double[4];
        AlignedMemory? cells = null;
        for (int j = firstColumn; j < Math.Min(firstColumn + ChunkColumns, Count);)
        {
            int count = Math.Min(4, Math.Min(firstColumn + ChunkColumns, Count) - j);
            bool plain = true;
            for (int k = 0; k < count; k++) plain &= _columns[j + k] is NumericColumn;
            if (plain)
            {
                fixed (double* c0 = Plain(j), c1 = Plain(j + Math.Min(1, count - 1)), c2 = Plain(j + Math.Min(2, count - 1)), c3 = Plain(j + count - 1))
                {
                    four[0] = c0;
                    four[1] = c1;
                    four[2] = c2;
                    four[3] = c3;
                    Loops.MultiplyColumns(four, vector, _rows, products);
                }
            }
            else
            {
                count = 1;
                cells ??= new AlignedMemory(_rows);
                _columns[j].Fill(0, new Span<double>(cells.Pointer, _rows));
                for (int k = 0; k < 4; k++) four[k] = cells.Pointer;
                Loops.MultiplyColumns(four, vector, _rows, products);
            }

            for (int k = 0; k < count; k++) result[j + k] = products[k];
            j += count;
        }
    }

    private ReadOnlySpan<double> Plain(int column) => ((NumericColumn)_columns[column]).Values.Span;
}
