using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>ψ′(x) for x &gt; 0: relative error 2e-15; ∞ at 0 and wherever 1/x² overflows, NaN below.</summary>
/// <remarks>Method: see <see cref="Polygamma"/>. Derivatives: ψ″, ψ‴.</remarks>
internal readonly struct Trigamma : IPrimitive
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => Polygamma.Trigamma(x, TLane.Broadcast(1.0) / x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane inverse = TLane.Broadcast(1.0) / x;
        value = Polygamma.Trigamma(x, inverse);
        first = Polygamma.Tetragamma(x, inverse);
        second = Polygamma.Pentagamma(x, inverse);
    }
}
