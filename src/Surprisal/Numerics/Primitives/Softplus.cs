using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>log(1 + eˣ) within 1.5 ulp for every x, without overflow: the surprisal of a Bernoulli failure at log-odds x.</summary>
/// <remarks>
/// max(x, 0) + log(1 + e), e = e^−|x|; the logarithm takes its reduced argument straight from e, so that nothing cancels.
/// </remarks>
internal readonly struct Softplus : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => Combine(x, Exp.Value(-Elementwise.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane e = Exp.Value(-Elementwise.Abs(x));
        value = Combine(x, e);
        TLane one = TLane.Broadcast(1.0);
        TLane inverse = one / (one + e);
        TLane small = e * inverse;
        first = TLane.SelectLess(x, TLane.Broadcast(0.0), small, inverse);
        second = small * inverse;
    }

    /// <summary>The value, given e^−|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Combine<TLane>(TLane x, TLane e)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        TLane zero = TLane.Broadcast(0.0);
        // 1 + e = 2(1 + f) above √2, f = (e − 1)/2, which is exact; else f = e
        TLane doubled = TLane.LessThan(TLane.Broadcast(0.41421356237309503), e);
        TLane f = TLane.Select(doubled, (e - one) * TLane.Broadcast(0.5), e);
        TLane k = TLane.Select(doubled, one, zero);
        TLane logarithm = LogReduction.Combine(f, k);
        return TLane.SelectLess(x, zero, zero, x) + logarithm;
    }
}
