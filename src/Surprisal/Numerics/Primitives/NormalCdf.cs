using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// Φ(x), the standard normal distribution function: relative error at most 1e-15, down to subnormal results on the left.
/// </summary>
/// <remarks>φ(x)/h(−x) on the left, by <see cref="MillsRatio"/>; one minus that on the right. Derivatives: φ and −xφ.</remarks>
internal readonly struct NormalCdf : IPrimitive
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => Combine(x, Density(x));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        first = Density(x);
        value = Combine(x, first);
        // ∞·0 in the far tails
        second = TLane.Select(TLane.Equal(first, TLane.Broadcast(0.0)), first, -x * first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Density<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => MillsRatio.Gauss(x) * TLane.Broadcast(Constants.InverseSqrtTwoPi);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Combine<TLane>(TLane x, TLane density)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane u = Elementwise.Abs(x);
        TLane tail = density / (u + MillsRatio.Excess(u));
        return TLane.SelectLess(TLane.Broadcast(0.0), x, TLane.Broadcast(1.0) - tail, tail);
    }
}
