using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>|x|^y for y &gt; 0, at x = 0 too: relative error of value and derivatives 2e-15, for y &lt; ½ plus 1e-16 |log|x||.</summary>
/// <remarks>
/// As e^(y log|x|) it would have no derivatives at 0. There the value is 0, as are all derivatives but ∂²/∂x², which is 2 for y = 2. Where they do not
/// exist, the slope in x for y ≤ 1 and the curvature for y &lt; 2, they are taken as 0: the mean of both sides, and the part of a curvature that
/// belongs to no single point. Everything is made of |x|^(y − 1), which neither over- nor underflows before what is made of it.
/// </remarks>
internal readonly struct AbsolutePower : IBinaryPrimitive
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane distance = Elementwise.Abs(x), slope = Slope(distance, y, out TLane atZero, out _);
        return TLane.Select(atZero, TLane.Broadcast(0.0), slope * distance);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0), two = TLane.Broadcast(2.0);
        TLane distance = Elementwise.Abs(x), slope = Slope(distance, y, out TLane atZero, out TLane positive);
        TLane value = TLane.Select(atZero, zero, slope * distance), logarithm = Log.Value(positive), turn = value * logarithm;
        TLane signed = TLane.Select(atZero, zero, slope * Elementwise.WithSign(one, x));
        TLane bend = TLane.Select(atZero, TLane.Select(TLane.Equal(y, two), one, zero), slope / positive);
        result.Value = value;
        result.X = y * signed;
        result.Y = turn;
        result.XX = y * (y - one) * bend;
        result.XY = signed * TLane.FusedMultiplyAdd(y, logarithm, one);
        result.YY = turn * logarithm;
    }

    /// <summary>|x|^(y − 1); 1 at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Slope<TLane>(TLane distance, TLane y, out TLane atZero, out TLane positive)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        atZero = TLane.Equal(distance, TLane.Broadcast(0.0));
        positive = TLane.Select(atZero, one, distance);
        return Power.Value(positive, y - one);
    }
}
