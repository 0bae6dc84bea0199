using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The cosine within 1 ulp for |x| ≤ 2³⁰; 1 at 0. NaN beyond and at ±∞, where doubles hardly resolve a turn.</summary>
/// <remarks>Method: see <see cref="AngleReduction"/>. Derivatives: −sin x, −cos x.</remarks>
internal readonly struct Cos : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => AngleReduction.Sine(x, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        value = Value(x);
        first = -Sin.Value(x);
        second = -value;
    }
}
