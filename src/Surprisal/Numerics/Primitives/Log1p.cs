using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>log(1 + x) within 1 ulp for every x &gt; −1; −∞ at −1, NaN below; keeps the sign of zero.</summary>
/// <remarks>The rounding error of 1 + x is found exactly (Knuth's two-sum) and put back into the reduced argument.</remarks>
internal readonly struct Log1p : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        TLane u = one + x;
        TLane part = u - one;
        TLane error = (one - (u - part)) + (x - part);
        TLane result = LogReduction.Finish(u, LogReduction.OfSum(u, error));
        return TLane.Select(TLane.Equal(x, TLane.Broadcast(0.0)), x, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        value = Value(x);
        TLane one = TLane.Broadcast(1.0);
        TLane inverse = one / (one + x);
        first = TLane.SelectLess(x, -one, TLane.Broadcast(double.NaN), inverse);
        second = -(first * first);
    }
}
