using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The natural logarithm within 1 ulp for every x &gt; 0, subnormals included; −∞ at ±0, NaN below.</summary>
/// <remarks>Method and source: see <see cref="LogReduction"/>.</remarks>
internal readonly struct Log : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane f = LogReduction.Reduce(x, out TLane k);
        return LogReduction.Finish(x, LogReduction.Combine(f, k));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        value = Value(x);
        TLane inverse = TLane.Broadcast(1.0) / x;
        first = TLane.SelectLess(x, TLane.Broadcast(0.0), TLane.Broadcast(double.NaN), inverse);
        second = -(first * first);
    }
}
