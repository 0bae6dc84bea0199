using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// The sine within 1 ulp for |x| ≤ 2³⁰; keeps the sign of zero. NaN beyond and at ±∞, where doubles hardly resolve a turn.
/// </summary>
/// <remarks>Method: see <see cref="AngleReduction"/>. Derivatives: cos x, −sin x.</remarks>
internal readonly struct Sin : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => TLane.Select(TLane.Equal(x, TLane.Broadcast(0.0)), x, AngleReduction.Sine(x, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        value = Value(x);
        first = Cos.Value(x);
        second = -value;
    }
}
