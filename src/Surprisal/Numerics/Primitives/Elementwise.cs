using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>Exact element-wise helpers on lanes.</summary>
internal static class Elementwise
{
    /// <summary>|x|, the sign bit cleared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Abs<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => x & TLane.BroadcastBits(long.MaxValue);

    /// <summary>The magnitude, which must be positive, with the sign bit of <paramref name="sign"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane WithSign<TLane>(TLane magnitude, TLane sign)
        where TLane : unmanaged, ILane<TLane> => magnitude | (sign & TLane.BroadcastBits(long.MinValue));

    /// <summary>The mask of a ≥ b or either NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane NotLess<TLane>(TLane a, TLane b)
        where TLane : unmanaged, ILane<TLane> => TLane.LessThan(a, b) ^ TLane.BroadcastBits(-1);
}
