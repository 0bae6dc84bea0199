using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>log(1 − eˣ) for x &lt; 0 within 2 ulp: the logarithm of the complement of a probability; −∞ at 0, NaN above.</summary>
/// <remarks>
/// log(−(eˣ − 1)) next to 0, log(1 − eˣ) with the rounding error of the difference put back further left: M. Mächler, Accurately
/// Computing log(1 − exp(−|a|)) (2012), vignette of the R package Rmpfr.
/// </remarks>
internal readonly struct Log1mExp : IPrimitive
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        ExpReduction.Both(x, out TLane e, out TLane minusOne);
        return Combine(x, e, minusOne);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        ExpReduction.Both(x, out TLane e, out TLane minusOne);
        value = Combine(x, e, minusOne);
        first = TLane.SelectLess(TLane.Broadcast(0.0), x, TLane.Broadcast(double.NaN), e / minusOne);
        second = -first / minusOne;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Combine<TLane>(TLane x, TLane e, TLane minusOne)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        TLane near = TLane.LessThan(TLane.Broadcast(-Constants.LogTwo), x);
        TLane difference = one - e;
        TLane error = (one - difference) - e;
        TLane u = TLane.Select(near, -minusOne, difference);
        TLane result = LogReduction.OfSum(u, TLane.Select(near, TLane.Broadcast(0.0), error));
        return LogReduction.Finish(u, result);
    }
}
