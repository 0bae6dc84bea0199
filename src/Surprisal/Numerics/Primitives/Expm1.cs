using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>eˣ − 1 within 1 ulp for every x; −1 at −∞; keeps the sign of zero.</summary>
/// <remarks>2ᵏ(eʳ − 1) + (2ᵏ − 1) in one fused multiply-add: see <see cref="ExpReduction"/>.</remarks>
internal readonly struct Expm1 : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane r = ExpReduction.Reduce(ExpReduction.Clamp(x), out TLane exponent, out TLane low);
        return ExpReduction.MinusOne(x, r, ExpReduction.Tail(r) + low, exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        ExpReduction.Both(x, out first, out value);
        second = first;
    }
}
