using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The hyperbolic tangent within 2 ulp for every x; keeps the sign of zero.</summary>
/// <remarks>
/// With e = e^−2|x|, m = e − 1: −m/(2 + m) for m &gt; −⅔, 1 − 2e/(1 + e) beyond; 1 − tanh² = 4e/(1 + e)², so the derivatives keep their
/// relative accuracy in the tails.
/// </remarks>
internal readonly struct Tanh : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        ExpReduction.Both(Elementwise.Abs(x) * TLane.Broadcast(-2.0), out TLane e, out TLane minusOne);
        return Combine(x, e, minusOne);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        ExpReduction.Both(Elementwise.Abs(x) * TLane.Broadcast(-2.0), out TLane e, out TLane minusOne);
        value = Combine(x, e, minusOne);
        TLane inverse = TLane.Broadcast(2.0) / (TLane.Broadcast(1.0) + e);
        first = e * inverse * inverse;
        second = TLane.Broadcast(-2.0) * value * first;
    }

    /// <summary>The value, given e^−2|x| and the same less 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Combine<TLane>(TLane x, TLane e, TLane minusOne)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        TLane near = TLane.LessThan(TLane.Broadcast(-0.6666), minusOne);
        TLane quotient = TLane.Select(near, -minusOne, e + e) / TLane.Select(near, minusOne + TLane.Broadcast(2.0), one + e);
        TLane magnitude = TLane.Select(near, quotient, one - quotient);
        return Elementwise.WithSign(Elementwise.Abs(magnitude), x);
    }
}
