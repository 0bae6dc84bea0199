using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// log Φ(x), Φ the standard normal distribution function: relative error at most 1e-15 in both tails, for x ≥ −1e154 without overflow.
/// </summary>
/// <remarks>
/// For x ≤ 0, with u = −x: Φ(−u) = φ(u)/h(u), so log Φ = −u²/2 − ½ log 2π − log h(u); for x &gt; 0 log(1 − φ(x)/h(x)). h and h − u
/// come from <see cref="MillsRatio"/>. Derivatives: h and −h(h − u) on the left, which stays accurate as it tends to −1.
/// </remarks>
internal readonly struct LogNormalCdf : IPrimitive
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane u = Elementwise.Abs(x);
        TLane h = u + MillsRatio.Excess(u);
        return Combine(x, u, h, UpperDensity(x));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane u = Elementwise.Abs(x);
        TLane excess = MillsRatio.Excess(u);
        TLane h = u + excess;
        TLane density = UpperDensity(x);
        value = Combine(x, u, h, density);
        // beyond 1e16 h(h − u) is 1 to the last bit, and at ∞ it would be ∞·0
        TLane one = TLane.Broadcast(1.0);
        TLane left = TLane.SelectLess(TLane.Broadcast(1e16), u, one, h * excess);
        TLane upper = TLane.LessThan(TLane.Broadcast(0.0), x);
        first = TLane.Select(upper, density / (one - (density / h)), h);
        TLane right = TLane.Select(TLane.Equal(density, TLane.Broadcast(0.0)), density, first * (x + first));
        second = -TLane.Select(upper, right, left);
    }

    /// <summary>φ(x) where x &gt; 0; anything finite elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane UpperDensity<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0);
        TLane upper = TLane.LessThan(zero, x);
        if (!TLane.AnyTrue(upper))
            return zero;
        return TLane.Select(upper, MillsRatio.Gauss(x) * TLane.Broadcast(Constants.InverseSqrtTwoPi), zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Combine<TLane>(TLane x, TLane u, TLane h, TLane density)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane upper = TLane.LessThan(TLane.Broadcast(0.0), x);
        TLane argument = TLane.Select(upper, -(density / h), h - TLane.Broadcast(1.0));
        TLane logarithm = Log1p.Value(argument);
        TLane left = TLane.FusedMultiplyAdd(u * TLane.Broadcast(-0.5), u, -(logarithm + TLane.Broadcast(Constants.HalfLogTwoPi)));
        return TLane.Select(upper, logarithm, left);
    }
}
