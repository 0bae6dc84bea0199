using Surprisal.Numerics.Kernels;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Kinks;

/// <summary>The three sweeps of a step of the interior point method.</summary>
internal enum InteriorSweep
{
    /// <summary>Takes the last step and forms the normal equations.</summary>
    Advance,

    /// <summary>The affine step, and what the corrector needs.</summary>
    Predict,

    /// <summary>The corrected step.</summary>
    Correct,
}

/// <summary>A thread's share of a sweep: its accumulators and scratch for a block.</summary>
/// <remarks>Sums are laid out as normal matrix (p²), two vectors (2p), three numbers; then two maxima.</remarks>
internal sealed unsafe class InteriorWorker<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private const int Numbers = 3;
    private readonly InteriorPoint _owner;
    private readonly AlignedMemory _memory;
    private readonly double*[] _columns;
    private readonly double* _weights;
    private readonly double* _right;
    private readonly double* _other;
    private readonly double* _accumulators;
    private readonly int _size;

    public InteriorWorker(InteriorPoint owner)
    {
        _owner = owner;
        _size = owner.Rows.ColumnCount;
        nint rows = owner.Rows.BlockRows;
        _memory = new AlignedMemory((4 * rows) + CrossProducts<TLane>.ScratchDoubles + (8 * (nint)(Length(_size) + 2)));
        _weights = _memory.Pointer;
        _right = _weights + rows;
        _other = _right + rows;
        _accumulators = _other + (2 * rows) + CrossProducts<TLane>.ScratchDoubles;
        _columns = new double*[_size + 1];
    }

    /// <summary>How many sums a sweep has.</summary>
    public static int Length(int size) => (size * size) + (2 * size) + Numbers;

    /// <summary>The sums of a run of blocks, and after them two maxima.</summary>
    public double[] Sum(InteriorSweep sweep, int first, int end)
    {
        int length = Length(_size);
        new Span<double>(_accumulators, 8 * (length + 2)).Clear();
        for (int block = first; block < end; block++) Add(sweep, block);
        double[] sums = new double[length + 2];
        for (int k = 0; k < length; k++)
        {
            double* a = _accumulators + (8 * k);
            sums[k] = ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
        }

        for (int k = length; k < sums.Length; k++)
        {
            for (int lane = 0; lane < 8; lane++) sums[k] = Math.Max(sums[k], _accumulators[(8 * k) + lane]);
        }

        return sums;
    }

    private void Add(InteriorSweep sweep, int block)
    {
        PackedRows packed = _owner.Rows;
        nint rows = packed.RowsOf(block), start = (nint)block * packed.BlockRows;
        for (int j = 0; j < _size; j++) _columns[j] = packed.Column(block, j);
        double* eta = _owner.Eta + start, vectors = _accumulators + (8 * (nint)_size * _size), numbers = vectors + (16 * (nint)_size), maxima = numbers + (8 * Numbers);
        if (sweep != InteriorSweep.Advance)
        {
            new Span<double>(eta, (int)rows).Clear();
            for (int j = 0; j < _size; j++) ColumnLoops<TLane>.AddScaled(eta, rows, _owner.Step[j], _columns[j]);
        }

        Span<double> scratch = new(_weights, 3 * packed.BlockRows);
        if (sweep != InteriorSweep.Correct) scratch.Clear();
        for (int k = 0; k < packed.Problem.Function.Hinges.Count; k++)
        {
            InteriorState state = _owner.State(k, start);
            Hinge hinge = packed.Problem.Function.Hinges[k];
            switch (sweep)
            {
                case InteriorSweep.Advance:
                    InteriorLoops<TLane>.Advance(
                        state, rows, eta, packed.Cost + start, hinge.Lower, hinge.Upper, _owner.PrimalLength, _owner.DualLength, _weights, _right, _other, numbers, numbers + 8);
                    break;
                case InteriorSweep.Predict: InteriorLoops<TLane>.Predict(state, rows, eta, _right, _other, maxima, numbers); break;
                default: InteriorLoops<TLane>.Correct(state, rows, eta, _owner.Aim, maxima); break;
            }
        }

        if (sweep == InteriorSweep.Correct) return;
        if (sweep == InteriorSweep.Predict)
        {
            for (int j = 0; j < _size; j++) ColumnLoops<TLane>.AccumulateProduct(vectors + (8 * j), rows, _columns[j], _right);
        }
        else
        {
            fixed (double** columns = _columns)
            {
                CrossProducts<TLane>.Add(
                    columns, _size, columns, _size, _weights, rows, _other + packed.BlockRows, triangle: true, _right, vectors, _accumulators);
            }
        }

        for (int j = 0; j < _size; j++) ColumnLoops<TLane>.AccumulateProduct(vectors + (8 * (_size + j)), rows, _columns[j], _other);
    }
}
