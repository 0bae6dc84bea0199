using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// log Γ(x) for x &gt; 0: relative error at most 2e-15, also next to the zeros at 1 and 2; ∞ at ±0 and ∞, NaN below 0 (poles and all).
/// </summary>
/// <remarks>
/// From 2.5 Stirling's formula with <see cref="StirlingSeries"/>; below, the recurrence to 2 + t, where log Γ = t·Q(t) keeps the zero,
/// minus the logarithm of x or x(x + 1). At x = 1 both parts vanish with x − 1, which is exact, so the zero there is kept too.
/// Derivatives: ψ, ψ′.
/// </remarks>
internal readonly struct LogGamma : IPrimitive
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => Evaluate(x, TLane.Broadcast(1.0) / x, out _);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane inverse = TLane.Broadcast(1.0) / x;
        value = Evaluate(x, inverse, out TLane logarithm);
        first = Polygamma.Digamma(x, inverse, logarithm);
        second = Polygamma.Trigamma(x, inverse);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Evaluate<TLane>(TLane x, TLane inverse, out TLane logarithm)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane small = Polygamma.IsSmall(x);
        TLane one = TLane.Broadcast(1.0);
        TLane half = TLane.Broadcast(0.5);
        TLane low = TLane.SelectLess(x, half, TLane.FusedMultiplyAdd(x, x, x), x);
        TLane argument = TLane.Select(small & Elementwise.NotLess(x, TLane.Broadcast(1.5)), one, low);
        logarithm = Log.Value(argument);
        // (x − ½)(log x − 1) − ½ + ½ log 2π rather than (x − ½) log x − x + ½ log 2π: no ∞ − ∞
        TLane rest = StirlingSeries.Value(inverse) + TLane.Broadcast(0.41893853320467274);
        TLane result = TLane.FusedMultiplyAdd(x - half, logarithm - one, rest);
        if (TLane.AnyTrue(small))
        {
            TLane t = Polygamma.Offset(x);
            result = TLane.Select(small, TLane.FusedMultiplyAdd(t, GammaSeries.Value(t), -logarithm), result);
        }

        return Polygamma.Finish(x, result);
    }
}
