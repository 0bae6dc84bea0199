using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The parts that all functions built on log x share: x = 2ᵏ(1 + f) with 1 + f in [√½, √2).</summary>
/// <remarks>
/// log(1 + f) = 2 atanh(s) with s = f/(2 + f), summed as f − (f²/2 − s(f²/2 + R(s²))) so that the leading term is exact: the arrangement
/// of K. C. Ng's logarithm in fdlibm (netlib.org/fdlibm). Own near-minimax polynomial for R; relative error of the approximation 5e-18.
/// </remarks>
internal static class LogReduction
{
    internal const double Log2High = 0.6931471803691238;
    internal const double Log2Low = 1.9082149292705877E-10;
    private const double LargestScaled = 8.9884656743115795E+307;
    private const long HalfSqrt2Bits = 0x3FE6A09E667F3BCD;
    private const long OneBits = 0x3FF0000000000000;

    /// <summary>f and k of a positive finite x, subnormals included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Reduce<TLane>(TLane x, out TLane k)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane subnormal = TLane.LessThan(x, TLane.Broadcast(2.2250738585072014E-308));
        x = TLane.Select(subnormal, x * TLane.Broadcast(18014398509481984.0), x);
        TLane exponent = Exponent(x);
        // the integer in the last bits of 2⁵² is read as a double by taking 2⁵² and the bias away again
        TLane bias = TLane.Select(subnormal, TLane.Broadcast(4503599627370496.0 + 1077.0), TLane.Broadcast(4503599627370496.0 + 1023.0));
        k = (exponent | TLane.Broadcast(4503599627370496.0)) - bias;
        return Mantissa(x, exponent) - TLane.Broadcast(1.0);
    }

    /// <summary>
    /// log(u + correction) for u &gt; 0 and |correction| ≤ ulp(u): the logarithm of a sum or difference that was rounded.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane OfSum<TLane>(TLane u, TLane correction)
        where TLane : unmanaged, ILane<TLane> => OfSum(u, correction, out _, out _);

    /// <summary>
    /// As <see cref="OfSum{TLane}(TLane, TLane)"/>; <paramref name="remainder"/> is, without cancellation, the logarithm less (u +
    /// correction − 1) where <paramref name="k"/> is 0, u in [√½, √2); of no use elsewhere.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane OfSum<TLane>(TLane u, TLane correction, out TLane k, out TLane remainder)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane f = Reduce(u, out k);
        TLane inverse = TLane.SubtractBits(TLane.BroadcastBits(2046L << 52), TLane.ShiftLeft(Exponent(u), 52));
        // where 2⁻ᵏ is not representable the correction is 0 or nothing beside u, and must not be multiplied
        TLane idle = TLane.Equal(correction, TLane.Broadcast(0.0)) | TLane.LessThan(TLane.Broadcast(LargestScaled), u);
        f = TLane.Select(idle, f, TLane.FusedMultiplyAdd(correction, inverse, f));
        return Combine(f, k, out remainder);
    }

    /// <summary>k log 2 + log(1 + f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Combine<TLane>(TLane f, TLane k)
        where TLane : unmanaged, ILane<TLane> => Combine(f, k, out _);

    /// <summary>As <see cref="Combine{TLane}(TLane, TLane)"/>; for k = 0 <paramref name="remainder"/> is log(1 + f) − f.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Combine<TLane>(TLane f, TLane k, out TLane remainder)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane s = f / (f + TLane.Broadcast(2.0));
        TLane z = s * s;
        TLane z2 = z * z;
        TLane low = Polynomial.Cubic(z, z2, 0.666666666666667, 0.3999999999989889, 0.28571428626253836, 0.22222211089379496);
        TLane high = TLane.FusedMultiplyAdd(
            TLane.Broadcast(0.1461780715341737),
            z2,
            TLane.FusedMultiplyAdd(TLane.Broadcast(0.15331611722055002), z, TLane.Broadcast(0.1818289243253687)));
        TLane series = z * TLane.FusedMultiplyAdd(high, z2 * z2, low);
        TLane halfSquare = f * f * TLane.Broadcast(0.5);
        TLane small = TLane.FusedMultiplyAdd(s, halfSquare + series, k * TLane.Broadcast(Log2Low));
        remainder = small - halfSquare;
        return TLane.FusedMultiplyAdd(k, TLane.Broadcast(Log2High), f + remainder);
    }

    /// <summary>The logarithm at 0 (−∞), below (NaN), and at ∞ and NaN (itself); <paramref name="regular"/> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Finish<TLane>(TLane x, TLane regular)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0);
        TLane special = TLane.Select(TLane.Equal(x, zero), TLane.Broadcast(double.NegativeInfinity), TLane.Broadcast(double.NaN));
        regular = TLane.Select(TLane.LessThanOrEqual(x, zero), special, regular);
        return TLane.SelectLess(x, TLane.Broadcast(double.PositiveInfinity), regular, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Exponent<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> =>
        TLane.ShiftRight(TLane.AddBits(x, TLane.BroadcastBits(OneBits - HalfSqrt2Bits)), 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Mantissa<TLane>(TLane x, TLane exponent)
        where TLane : unmanaged, ILane<TLane> =>
        TLane.AddBits(TLane.SubtractBits(x, TLane.ShiftLeft(exponent, 52)), TLane.BroadcastBits(OneBits));
}
