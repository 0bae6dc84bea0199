namespace Surprisal.Solvers.Paths;

/// <summary>The inner loops of a path, for one width of register: the width is chosen once and not at every call.</summary>
/// <remarks>Rows of a matrix and vectors are padded with zeros to a multiple of 8 numbers, and begin at a multiple of 64 bytes.</remarks>
internal abstract unsafe class PathLoops
{
    /// <summary>The loops of the widest register.</summary>
    public static PathLoops Widest { get; } = Choose();

    /// <summary>target += factor · source.</summary>
    /// <param name="target">Receives the sum.</param>
    /// <param name="factor">A number.</param>
    /// <param name="source">As long as the target.</param>
    /// <param name="count">A multiple of 8.</param>
    public abstract void AddMultiple(double* target, double factor, double* source, nint count);

    /// <summary>Σ a b.</summary>
    /// <param name="a">Numbers.</param>
    /// <param name="b">As many.</param>
    /// <param name="count">A multiple of 8.</param>
    public abstract double Dot(double* a, double* b, nint count);

    /// <summary>The products of some rows of a matrix with a vector.</summary>
    /// <param name="matrix">Its first row.</param>
    /// <param name="stride">From row to row.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="vector">A vector.</param>
    /// <param name="count">Numbers of a row that count, a multiple of 8.</param>
    /// <param name="result">Receives the products, each at the place of its row.</param>
    public abstract void MultiplyRows(double* matrix, nint stride, ReadOnlySpan<int> rows, double* vector, nint count, double* result);

    /// <summary>The products of four columns anywhere in memory with a vector.</summary>
    /// <param name="columns">Four columns.</param>
    /// <param name="vector">A vector.</param>
    /// <param name="count">Rows, any number.</param>
    /// <param name="result">Receives four numbers.</param>
    public abstract void MultiplyColumns(double** columns, double* vector, nint count, double* result);

    /// <summary>x − centre in place, times w where there are weights.</summary>
    /// <param name="x">A column.</param>
    /// <param name="centre">What is taken away.</param>
    /// <param name="weights">Weights; null for ones.</param>
    /// <param name="count">A multiple of 8.</param>
    public abstract void Prepare(double* x, double centre, double* weights, nint count);

    /// <summary>The products of columns of two panels: entry (i, j) of a block gains Σ aᵢ bⱼ.</summary>
    /// <param name="left">Columns of the left panel.</param>
    /// <param name="leftCount">Their number.</param>
    /// <param name="right">Columns of the right panel.</param>
    /// <param name="rightCount">Their number.</param>
    /// <param name="rows">A multiple of 8.</param>
    /// <param name="triangle">Whether entries with i greater than j may be left out.</param>
    /// <param name="result">The block.</param>
    /// <param name="stride">From row to row of the block.</param>
    public abstract void AddPanel(double** left, int leftCount, double** right, int rightCount, nint rows, bool triangle, double* result, nint stride);

    private static PathLoops Choose()
    {
        Choice choice = default;
        Numerics.Lanes.Hardware.Dispatch(ref choice);
        return choice.Loops!;
    }

    private struct Choice : Numerics.Lanes.ILaneWork
    {
        public PathLoops? Loops { get; private set; }

        public void Run<TLane>()
            where TLane : unmanaged, Numerics.Lanes.ILane<TLane> => Loops = new PathLoops<TLane>();
    }
}
