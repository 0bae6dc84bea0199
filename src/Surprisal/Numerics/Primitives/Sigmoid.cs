using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>1/(1 + e⁻ˣ) within 2 ulp for every x, down to subnormal results on the left.</summary>
/// <remarks>With e = e^−|x|: 1/(1 + e) or e/(1 + e); 1 − 2σ, which the second derivative needs, is −(e − 1)/(1 + e) by eˣ − 1.</remarks>
internal readonly struct Sigmoid : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        TLane e = Exp.Value(-Elementwise.Abs(x));
        return TLane.SelectLess(x, TLane.Broadcast(0.0), e, one) / (one + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        ExpReduction.Both(-Elementwise.Abs(x), out TLane e, out TLane minusOne);
        TLane sum = one + e;
        TLane inverse = one / sum;
        value = TLane.SelectLess(x, TLane.Broadcast(0.0), e, one) / sum;
        first = e * inverse * inverse;
        TLane magnitude = first * -minusOne * inverse;
        second = Elementwise.WithSign(Elementwise.Abs(magnitude), -x);
    }
}
