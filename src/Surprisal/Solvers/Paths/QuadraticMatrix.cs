using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Paths;

/// <summary>A symmetric matrix that grows by rows and columns: the curvature of the coordinates that a path works on.</summary>
/// <remarks>Rows are as long as the capacity, padded with zeros, so that loops over a row need no end of their own.</remarks>
internal sealed unsafe class QuadraticMatrix
{
    private AlignedMemory _memory;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">Rows and columns that it will have soon.</param>
    public QuadraticMatrix(int capacity)
    {
        Stride = Padded(Math.Max(capacity, 8));
        _memory = Cleared(Stride);
    }

    /// <summary>Rows and columns.</summary>
    public int Size { get; private set; }

    /// <summary>From row to row.</summary>
    public int Stride { get; private set; }

    /// <summary>The size rounded up to a multiple of 8: how far loops over a row run.</summary>
    public int PaddedSize => Padded(Size);

    /// <summary>The first row; valid until it grows.</summary>
    public double* Pointer => _memory.Pointer;

    /// <summary>An entry of the diagonal.</summary>
    public double this[int row] => Row(row)[row];

    /// <summary>A row.</summary>
    public double* Row(int row) => _memory.Pointer + ((nint)row * Stride);

    /// <summary>Sets the size; rows and columns that are new are zero.</summary>
    public void Grow(int size)
    {
        if (size > Stride)
        {
            int stride = Padded(Math.Max(size, Stride + (Stride / 2)));
            AlignedMemory larger = Cleared(stride);
            for (int i = 0; i < Size; i++) new Span<double>(Row(i), Size).CopyTo(new Span<double>(larger.Pointer + ((nint)i * stride), Size));
            (_memory, Stride) = (larger, stride);
        }

        Size = size;
    }

    /// <summary>Copies what stands above the diagonal below it, from a row on.</summary>
    public void Mirror(int firstColumn)
    {
        for (int i = 0; i < Size; i++)
        {
            for (int j = Math.Max(i + 1, firstColumn); j < Size; j++) Row(j)[i] = Row(i)[j];
        }
    }

    /// <summary>A length rounded up to a multiple of 8.</summary>
    public static int Padded(int length) => (length + 7) & ~7;

    private static AlignedMemory Cleared(int stride)
    {
        AlignedMemory memory = new((nint)stride * stride);
        for (int i = 0; i < stride; i++) new Span<double>(memory.Pointer + ((nint)i * stride), stride).Clear();
        return memory;
    }
}
