namespace Surprisal.Numerics.Lanes;

/// <summary>
/// One hardware register of doubles: the number type in which every elementary function and every loop over rows is written, once for
/// all widths.
/// </summary>
/// <remarks>
/// Every operation works element by element and is exactly rounded (IEEE 754), so what happens to one element does not depend on the width.
/// That is why the same source gives the same bits with 512, 256, 128 bits and with no vector hardware at all. A mask is a register whose
/// elements have all bits set or none.
/// </remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal unsafe interface ILane<TSelf>
    where TSelf : unmanaged, ILane<TSelf>
{
    /// <summary>The number of doubles: 8, 4, 2 or 1.</summary>
    static abstract int Width { get; }

    /// <summary>All elements the same.</summary>
    static abstract TSelf Broadcast(double value);

    /// <summary>All elements the same bit pattern.</summary>
    static abstract TSelf BroadcastBits(long bits);

    /// <summary>Reads <see cref="Width"/> doubles.</summary>
    static abstract TSelf Load(double* source);

    /// <summary>Writes <see cref="Width"/> doubles.</summary>
    static abstract void Store(TSelf value, double* destination);

    /// <summary>Element-wise sum.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>Element-wise difference.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>Element-wise product.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>Element-wise quotient.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>Element-wise change of sign (the sign bit is flipped, of zeros and NaNs too).</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>Bits of both.</summary>
    static abstract TSelf operator &(TSelf a, TSelf b);

    /// <summary>Bits of either.</summary>
    static abstract TSelf operator |(TSelf a, TSelf b);

    /// <summary>Bits of exactly one.</summary>
    static abstract TSelf operator ^(TSelf a, TSelf b);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The correctly rounded square root.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>The mask of a &lt; b; false where either is NaN.</summary>
    static abstract TSelf LessThan(TSelf a, TSelf b);

    /// <summary>The mask of a ≤ b; false where either is NaN.</summary>
    static abstract TSelf LessThanOrEqual(TSelf a, TSelf b);

    /// <summary>The mask of a = b; false where either is NaN, true for zeros of either sign.</summary>
    static abstract TSelf Equal(TSelf a, TSelf b);

    /// <summary>Where the mask is set the element of <paramref name="whenTrue"/>, else of <paramref name="whenFalse"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>
    /// Where a &lt; b the element of <paramref name="whenTrue"/>, else (also where either is NaN) of <paramref name="whenFalse"/>: the same as
    /// <see cref="Select"/> of <see cref="LessThan"/>, but the compiler keeps the comparison in a mask register only if both stand together.
    /// </summary>
    static abstract TSelf SelectLess(TSelf a, TSelf b, TSelf whenTrue, TSelf whenFalse);

    /// <summary>Whether the mask is set in any element: lets a rare slow path be left out. Must never choose between different results.</summary>
    static abstract bool AnyTrue(TSelf mask);

    /// <summary>Sum of the bit patterns as 64-bit integers, wrapping.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>Difference of the bit patterns as 64-bit integers, wrapping.</summary>
    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    /// <summary>Shift of the bit pattern to the left.</summary>
    static abstract TSelf ShiftLeft(TSelf a, int count);

    /// <summary>Shift of the bit pattern to the right, zeros from the left.</summary>
    static abstract TSelf ShiftRight(TSelf a, int count);
}
