using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The rows on which a function of two variables is evaluated with its derivatives.</summary>
/// <param name="data">The data, of the first rows.</param>
/// <param name="x">The first variable.</param>
/// <param name="y">The second variable.</param>
/// <param name="results">
/// Value, ∂/∂x, ∂/∂y, ∂²/∂x², ∂²/∂x∂y, ∂²/∂y²: arrays of their own, free for what is needed on the way.
/// </param>
internal readonly unsafe struct BinaryBlock(BinaryOperand data, BinaryOperand x, BinaryOperand y, double** results)
{
    /// <summary>Rows that are taken through all loops before the next: intermediate results stay in the first cache.</summary>
    public const int Rows = 64;

    public readonly BinaryOperand Data = data;
    public readonly BinaryOperand X = x;
    public readonly BinaryOperand Y = y;
    public readonly double** Results = results;
}

/// <summary>An operand; a stride of 0 reads the same register's worth again and again.</summary>
internal readonly unsafe struct BinaryOperand(double* pointer, nint stride)
{
    public readonly double* Pointer = pointer;
    public readonly nint Stride = stride;

    /// <summary>The operand from a row on.</summary>
    public double* From<TLane>(nint row)
        where TLane : unmanaged, ILane<TLane> => Pointer + (row / TLane.Width * Stride);
}
