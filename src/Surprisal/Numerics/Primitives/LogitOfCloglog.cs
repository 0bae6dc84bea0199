using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// log(e^(eˣ) − 1): the log-odds of the probability 1 − e^(−eˣ) that the complementary log-log link assigns to x. Absolute error 3e-16
/// around its zero log log 2, relative 1e-15 elsewhere; tends to x on the left, overflows to ∞ with eˣ on the right.
/// </summary>
/// <remarks>
/// With t = eˣ: x + log((eᵗ − 1)/t) for t &lt; 1, which does not lose x when t vanishes; t + log(1 − e⁻ᵗ) beyond. Derivatives:
/// f′ = t/(1 − e⁻ᵗ), f″ = f′(eᵗ − 1 − t)/(eᵗ − 1).
/// </remarks>
internal readonly struct LogitOfCloglog : IPrimitive
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane t = Exp.Value(x);
        ExpReduction.Both(-t, out TLane e, out TLane minusOne);
        return Combine(x, t, e, minusOne);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane t = Exp.Value(x);
        ExpReduction.Both(-t, out TLane e, out TLane minusOne);
        value = Combine(x, t, e, minusOne);
        TLane one = TLane.Broadcast(1.0);
        TLane vanished = TLane.Equal(t, TLane.Broadcast(0.0));
        first = TLane.Select(vanished, one, -t / minusOne);
        // with m = e⁻ᵗ − 1 the ratio is ((m + t) + mt)/m: m + t by series below 1, where the sum cancels; beyond, 1 − t e⁻ᵗ/(1 − e⁻ᵗ),
        // which cannot overflow
        TLane near = TLane.LessThan(t, one);
        TLane nearRatio = TLane.FusedMultiplyAdd(minusOne, t, Expm1MinusX.Combine(-t, minusOne)) / minusOne;
        nearRatio = TLane.SelectLess(t, TLane.Broadcast(1e-17), t * TLane.Broadcast(0.5), nearRatio);
        TLane farRatio = one + (TLane.Select(TLane.Equal(e, TLane.Broadcast(0.0)), e, t * e) / minusOne);
        TLane ratio = TLane.Select(near, nearRatio, farRatio);
        second = TLane.Select(vanished, TLane.Broadcast(0.0), first * ratio);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Combine<TLane>(TLane x, TLane t, TLane e, TLane minusOne)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        TLane near = TLane.LessThan(t, one);
        TLane difference = one - e;
        TLane error = (one - difference) - e;
        TLane quotient = -minusOne / (e * t);
        quotient = TLane.SelectLess(t, TLane.Broadcast(1e-17), one, quotient);
        TLane u = TLane.Select(near, quotient, difference);
        TLane logarithm = LogReduction.OfSum(u, TLane.Select(near, TLane.Broadcast(0.0), error));
        return TLane.Select(near, x, t) + logarithm;
    }
}
