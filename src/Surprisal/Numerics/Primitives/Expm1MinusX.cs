using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>eˣ − 1 − x, at least 0, within 3 ulp for every x; ∞ at both ends.</summary>
/// <remarks>
/// x²·Q(x) for |x| ≤ 1 (own near-minimax polynomial of degree 13), where the difference would cancel; the difference beyond.
/// </remarks>
internal readonly struct Expm1MinusX : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => Combine(x, Expm1.Value(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        Expm1.Derivatives(x, out first, out second, out _);
        value = Combine(x, first);
    }

    /// <summary>The value, given eˣ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Combine<TLane>(TLane x, TLane minusOne)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane x2 = x * x;
        TLane x4 = x2 * x2;
        TLane p0 = Polynomial.Cubic(x, x2, 0.5, 0.16666666666666666, 0.04166666666666609, 0.008333333333333299);
        TLane p4 = Polynomial.Cubic(x, x2, 0.0013888888888981404, 0.00019841269841324198, 2.4801587246096818E-05, 2.7557319191381816E-06);
        TLane p8 = Polynomial.Cubic(x, x2, 2.755733506893373E-07, 2.5052117695907823E-08, 2.0874435575864273E-09, 1.6057679623801638E-10);
        TLane top = TLane.FusedMultiplyAdd(TLane.Broadcast(7.746178593018827E-13), x, TLane.Broadcast(1.1639194124150522E-11));
        TLane series = TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(top, x4, p8), x4, p4), x4, p0);
        TLane one = TLane.Broadcast(1.0);
        TLane inside = TLane.LessThanOrEqual(Elementwise.Abs(x), one);
        // subtract a bounded x on the right: ∞ − ∞ must be ∞
        TLane high = TLane.Broadcast(710.0);
        TLane bounded = TLane.SelectLess(high, x, high, x);
        return TLane.Select(inside, x2 * series, minusOne - bounded);
    }
}
