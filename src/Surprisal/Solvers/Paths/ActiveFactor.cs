using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Paths;

/// <summary>
/// A Cholesky factor of the coordinates that have been active, which grows by a row when one enters: the preconditioner of <see cref="QuadraticDescent"/>. Exact
/// until a coordinate leaves; then off by a matrix of the rank of what has left, which as many steps of conjugate gradients mend.
/// </summary>
internal sealed unsafe class ActiveFactor
{
    // A coordinate that depends on others to this degree stands outside, with its own curvature.
    private const double SmallestPivot = 1e-11;
    private static readonly PathLoops Loops = PathLoops.Widest;
    private readonly List<int> _members = [];
    private int[] _place = [];
    private AlignedMemory _memory = new(0);
    private AlignedMemory _scratch = new(0);
    private int _stride;

    /// <summary>How many of the members are not among the active coordinates now.</summary>
    public int Idle { get; private set; }

    /// <summary>How many coordinates it has.</summary>
    public int Count => _members.Count;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (int member in _members) _place[member] = -1;
        _members.Clear();
        Idle = 0;
    }

    /// <summary>Takes up coordinates that it lacks.</summary>
    /// <param name="matrix">The curvature.</param>
    /// <param name="ridge">What is added to its diagonal.</param>
    /// <param name="active">The coordinates that are active now.</param>
    public void Cover(QuadraticMatrix matrix, double* ridge, ReadOnlySpan<int> active)
    {
        Reserve(matrix.Size, active.Length);
        int known = 0;
        foreach (int j in active)
        {
            if (_place[j] >= 0 || Append(matrix, ridge, j)) known++;
        }

        Idle = _members.Count - known;
    }

    /// <summary>Solves with the factor; coordinates outside by their own curvature.</summary>
    /// <param name="diagonal">Curvature of each coordinate.</param>
    /// <param name="active">The coordinates that count.</param>
    /// <param name="right">Right side, by coordinate.</param>
    /// <param name="result">Receives the solution, by coordinate.</param>
    public void Solve(double* diagonal, ReadOnlySpan<int> active, double* right, double* result)
    {
        int count = _members.Count;
        double* v = _scratch.Pointer;
        new Span<double>(v, QuadraticMatrix.Padded(count)).Clear();
        foreach (int j in active)
        {
            if (_place[j] >= 0) v[_place[j]] = right[j];
            else result[j] = diagonal[j] > 0 ? right[j] / diagonal[j] : 0;
        }

        // Entries of v from i on are zero in a row of the factor's first i: loops may run over the padding.
        for (int i = 0; i < count; i++)
        {
            double* row = Row(i);
            double pivot = row[i];
            row[i] = 0;
            v[i] = (v[i] - Loops.Dot(row, v, QuadraticMatrix.Padded(i))) / pivot;
            row[i] = pivot;
        }

        for (int i = count - 1; i >= 0; i--)
        {
            double* row = Row(i);
            double pivot = row[i];
            v[i] /= pivot;
            row[i] = 0;
            Loops.AddMultiple(v, -v[i], row, QuadraticMatrix.Padded(i));
            row[i] = pivot;
        }

        foreach (int j in active)
        {
            if (_place[j] >= 0) result[j] = v[_place[j]];
        }
    }

    private double* Row(int i) => _memory.Pointer + ((nint)i * _stride);

    private bool Append(QuadraticMatrix matrix, double* ridge, int j)
    {
        int count = _members.Count;
        double* row = Row(count), source = matrix.Row(j);
        new Span<double>(row, _stride).Clear();
        double square = 0;
        for (int i = 0; i < count; i++)
        {
            // The row's own entries from i on are still zero.
            double* earlier = Row(i);
            double y = (source[_members[i]] - Loops.Dot(earlier, row, QuadraticMatrix.Padded(i))) / earlier[i];
            row[i] = y;
            square = Math.FusedMultiplyAdd(y, y, square);
        }

        double own = source[j] + ridge[j], pivot = own - square;
        if (!(pivot > SmallestPivot * own)) return false;
        row[count] = Math.Sqrt(pivot);
        _place[j] = count;
        _members.Add(j);
        return true;
    }

    private void Reserve(int size, int more)
    {
        if (_place.Length < size)
        {
            int old = _place.Length;
            Array.Resize(ref _place, Math.Max(size, 2 * old));
            Array.Fill(_place, -1, old, _place.Length - old);
        }

        int needed = QuadraticMatrix.Padded(_members.Count + more);
        if (needed <= _stride) return;
        int stride = QuadraticMatrix.Padded(Math.Max(needed, Math.Min(size, 2 * _stride)));
        AlignedMemory larger = new((nint)stride * stride);
        for (int i = 0; i < _members.Count; i++)
        {
            Span<double> row = new(larger.Pointer + ((nint)i * stride), stride);
            row.Clear();
            new Span<double>(Row(i), i + 1).CopyTo(row);
        }

        (_memory, _stride, _scratch) = (larger, stride, new AlignedMemory(stride));
    }
}
