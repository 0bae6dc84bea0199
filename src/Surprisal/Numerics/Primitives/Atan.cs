using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The arc tangent within 1.5 ulp for every x; ±π/2 at ±∞; keeps the sign of zero.</summary>
/// <remarks>
/// Reduced to |t| ≤ tan(π/8) by atan x = π/4 + atan((x − 1)/(x + 1)) = π/2 − atan(1/x); then an own near-minimax polynomial in t².
/// </remarks>
internal readonly struct Atan : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane a = Elementwise.Abs(x);
        TLane one = TLane.Broadcast(1.0);
        TLane zero = TLane.Broadcast(0.0);
        TLane beyondFirst = TLane.LessThan(TLane.Broadcast(0.41421356237309503), a);
        TLane beyondSecond = TLane.LessThan(TLane.Broadcast(2.414213562373095), a);
        TLane numerator = TLane.Select(beyondSecond, -one, TLane.Select(beyondFirst, a - one, a));
        TLane denominator = TLane.Select(beyondSecond, a, TLane.Select(beyondFirst, a + one, one));
        TLane high = TLane.Select(
            beyondSecond,
            TLane.Broadcast(1.5707963267948966),
            TLane.Select(beyondFirst, TLane.Broadcast(0.78539816339744828), zero));
        TLane low = TLane.Select(
            beyondSecond,
            TLane.Broadcast(6.123233995736766E-17),
            TLane.Select(beyondFirst, TLane.Broadcast(3.061616997868383E-17), zero));
        TLane t = numerator / denominator;
        TLane z = t * t;
        TLane z2 = z * z;
        TLane z4 = z2 * z2;
        TLane p0 = Polynomial.Cubic(z, z2, -0.3333333333333333, 0.1999999999999548, -0.14285714284657894, 0.11111111014561013);
        TLane p4 = Polynomial.Cubic(z, z2, -0.09090904549884611, 0.07692182535116648, -0.06664502215671447, 0.0585806875686151);
        TLane p8 = TLane.FusedMultiplyAdd(
            TLane.Broadcast(-0.01916206891590248),
            z2,
            TLane.FusedMultiplyAdd(TLane.Broadcast(0.03921955253255121), z, TLane.Broadcast(-0.05085030492810937)));
        TLane series = z * TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(p8, z4, p4), z4, p0);
        TLane result = high + (t + TLane.FusedMultiplyAdd(t, series, low));
        return Elementwise.WithSign(result, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        value = Value(x);
        // in z = 1/x beyond 1, because x² overflows long before 1/(1 + x²) vanishes
        TLane one = TLane.Broadcast(1.0);
        TLane outside = TLane.LessThan(one, Elementwise.Abs(x));
        TLane z = TLane.Select(outside, one / x, x);
        TLane z2 = z * z;
        TLane q = one / (one + z2);
        TLane scale = TLane.Select(outside, z2, one);
        first = scale * q;
        second = TLane.Broadcast(-2.0) * z * scale * q * q;
    }
}
