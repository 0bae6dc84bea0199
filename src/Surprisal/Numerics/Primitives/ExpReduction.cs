using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The parts that all functions built on eˣ share: x = k log 2 + r, |r| ≤ ½ log 2, and eˣ = 2ᵏ(1 + r + tail(r)).</summary>
/// <remarks>
/// Two-part log 2 as in W. J. Cody and W. Waite, Software Manual for the Elementary Functions (Prentice-Hall 1980), chapter 6. k is
/// found by adding 1.5·2⁵², whose last bits then hold k; the extra 2046 makes these bits the sum of two biased exponents, so that 2ᵏ
/// can be applied as two factors without overflow on the way and with one rounding where the result is subnormal.
/// </remarks>
internal static class ExpReduction
{
    private const double Shift = 6755399441055744.0 + 2046.0;
    private const double InverseLog2 = 1.4426950408889634;
    private const double Log2High = 0.6931471803691238;
    private const double Log2Low = 1.9082149292705877E-10;

    /// <summary>Brings x into the range in which the result neither overflows nor vanishes, plus a little; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Clamp<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane low = TLane.Broadcast(-746.0);
        TLane high = TLane.Broadcast(710.0);
        x = TLane.SelectLess(x, low, low, x);
        return TLane.SelectLess(high, x, high, x);
    }

    /// <summary>r of a clamped x; <paramref name="exponent"/> holds k in the form that the other members take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Reduce<TLane>(TLane x, out TLane exponent)
        where TLane : unmanaged, ILane<TLane>
    {
        exponent = TLane.FusedMultiplyAdd(x, TLane.Broadcast(InverseLog2), TLane.Broadcast(Shift));
        TLane k = exponent - TLane.Broadcast(Shift);
        TLane r = TLane.FusedMultiplyAdd(k, TLane.Broadcast(-Log2High), x);
        return TLane.FusedMultiplyAdd(k, TLane.Broadcast(-Log2Low), r);
    }

    /// <summary>As <see cref="Reduce{TLane}(TLane, out TLane)"/>, with what rounding takes from r in <paramref name="low"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Reduce<TLane>(TLane x, out TLane exponent, out TLane low)
        where TLane : unmanaged, ILane<TLane>
    {
        exponent = TLane.FusedMultiplyAdd(x, TLane.Broadcast(InverseLog2), TLane.Broadcast(Shift));
        TLane k = exponent - TLane.Broadcast(Shift);
        TLane high = TLane.FusedMultiplyAdd(k, TLane.Broadcast(-Log2High), x);
        TLane r = TLane.FusedMultiplyAdd(k, TLane.Broadcast(-Log2Low), high);
        low = TLane.FusedMultiplyAdd(k, TLane.Broadcast(-Log2Low), high - r);
        return r;
    }

    /// <summary>eʳ − 1 − r for |r| ≤ ½ log 2; relative error of eʳ 1.7e-17 (own near-minimax polynomial of degree 11).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Tail<TLane>(TLane r)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane r2 = r * r;
        TLane low = Polynomial.Cubic(r, r2, 0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062);
        TLane high = Polynomial.Cubic(r, r2, 0.0013888888917213717, 0.00019841269863053618, 2.4801521295954376E-05, 2.7557268459997064E-06);
        TLane top = TLane.FusedMultiplyAdd(TLane.Broadcast(2.510038549551032E-08), r, TLane.Broadcast(2.7620088445409746E-07));
        TLane r4 = r2 * r2;
        high = TLane.FusedMultiplyAdd(top, r4, high);
        return r2 * TLane.FusedMultiplyAdd(high, r4, low);
    }

    /// <summary>y·2ᵏ with one rounding at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Scale<TLane>(TLane y, TLane exponent)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane half = TLane.ShiftRight(exponent, 1);
        TLane rest = TLane.SubtractBits(exponent, half);
        return y * TLane.ShiftLeft(half, 52) * TLane.ShiftLeft(rest, 52);
    }

    /// <summary>2ᵏ⁻¹; meaningless for k &lt; −1021.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane HalfPowerOfTwo<TLane>(TLane exponent)
        where TLane : unmanaged, ILane<TLane> =>
        TLane.ShiftLeft(TLane.SubtractBits(exponent, TLane.BroadcastBits(1024)), 52);

    /// <summary>eˣ and eˣ − 1, both accurate for all x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Both<TLane>(TLane x, out TLane exponential, out TLane minusOne)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane r = Reduce(Clamp(x), out TLane exponent, out TLane low);
        TLane tail = Tail(r);
        exponential = Scale(TLane.Broadcast(1.0) + (r + tail), exponent);
        minusOne = MinusOne(x, r, tail + low, exponent);
    }

    /// <summary>eˣ − 1 from eʳ − 1 = r + tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane MinusOne<TLane>(TLane x, TLane r, TLane tail, TLane exponent)
        where TLane : unmanaged, ILane<TLane>
    {
        // half of the result first, because 2ᵏ itself overflows for the last x that have a finite result
        TLane h = HalfPowerOfTwo(exponent);
        TLane p = r + tail;
        TLane lost = (r - p) + tail;
        TLane half = TLane.FusedMultiplyAdd(h, lost, TLane.FusedMultiplyAdd(h, p, h - TLane.Broadcast(0.5)));
        TLane result = TLane.SelectLess(x, TLane.Broadcast(-40.0), TLane.Broadcast(-1.0), half + half);
        return TLane.SelectLess(Elementwise.Abs(x), TLane.Broadcast(1e-17), x, result);
    }
}
