using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>eˣ within 1 ulp for every x, subnormal results included; e^−∞ = 0, e^∞ = ∞.</summary>
/// <remarks>Reduction by multiples of log 2 and a polynomial of degree 11: see <see cref="ExpReduction"/>.</remarks>
internal readonly struct Exp : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane r = ExpReduction.Reduce(ExpReduction.Clamp(x), out TLane exponent);
        return ExpReduction.Scale(TLane.Broadcast(1.0) + (r + ExpReduction.Tail(r)), exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        value = Value(x);
        first = value;
        second = value;
    }

    /// <summary>e^(x + correction) for a correction below an ulp or so of x, as a product or square leaves it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane OfSum<TLane>(TLane x, TLane correction)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane clamped = ExpReduction.Clamp(x);
        TLane r = ExpReduction.Reduce(clamped, out TLane exponent);
        r += TLane.Select(TLane.Equal(x, clamped), correction, TLane.Broadcast(0.0));
        return ExpReduction.Scale(TLane.Broadcast(1.0) + (r + ExpReduction.Tail(r)), exponent);
    }
}
