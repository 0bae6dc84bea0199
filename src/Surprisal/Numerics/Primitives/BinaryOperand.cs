using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>An operand; a stride of 0 reads the same register's worth again and again.</summary>
internal readonly unsafe struct BinaryOperand(double* pointer, nint stride)
{
    public readonly double* Pointer = pointer;
    public readonly nint Stride = stride;

    /// <summary>The operand from a row on.</summary>
    public double* From<TLane>(nint row)
        where TLane : unmanaged, ILane<TLane> => Pointer + (row / TLane.Width * Stride);
}
