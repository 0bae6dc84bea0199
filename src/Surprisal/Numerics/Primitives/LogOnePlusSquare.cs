using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>log(1 + (x/k)²) with k = eʸ, without overflow: relative error of the value and of all derivatives 2e-15, plus what rounding does to y.</summary>
/// <remarks>
/// With z = x/k: up to |z| = 1e8 the logarithm of 1 + z² with both roundings put back; beyond, 2 log|z|, from which it differs by less than a
/// rounding. In two variables because the derivatives in y, −2z²/(1 + z²) and 4z²/(1 + z²)², would cancel as those of a function of z alone.
/// </remarks>
internal readonly struct LogOnePlusSquare : IBinaryPrimitive
{
    private const double Far = 1e8;
    private const double Small = 1e-18;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane> => Logarithm(x * Exp.Value(-y));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0), two = TLane.Broadcast(2.0);
        TLane scale = Exp.Value(-y), z = x * scale;

        // 1/(1 + z²), z/(1 + z²) and z²/(1 + z²), each as such.
        TLane far = TLane.LessThan(TLane.Broadcast(Far), Elementwise.Abs(z));
        TLane inverse = one / TLane.Select(far, z, TLane.FusedMultiplyAdd(z, z, one));
        TLane zeroth = TLane.Select(far, inverse * inverse, inverse);
        TLane first = TLane.Select(far, inverse, z * inverse), second = TLane.Select(far, one, z * first);
        TLane slope = two * (scale * first), bend = TLane.Select(far, -zeroth, (one - z) * inverse * ((one + z) * inverse));
        result.Value = Logarithm(z);
        result.X = slope;
        result.Y = -(two * second);
        result.XX = two * (scale * (scale * bend));
        result.XY = -(slope * (two * zeroth));
        result.YY = TLane.Broadcast(4.0) * (first * first);
    }

    /// <summary>log(1 + z²).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Logarithm<TLane>(TLane z)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0), distance = Elementwise.Abs(z), far = TLane.LessThan(TLane.Broadcast(Far), distance);
        TLane square = z * z, u = one + square, part = u - one;
        TLane error = ((one - (u - part)) + (square - part)) + TLane.FusedMultiplyAdd(z, z, -square);
        TLane argument = TLane.Select(far, distance, u);
        TLane logarithm = LogReduction.Finish(argument, LogReduction.OfSum(argument, TLane.Select(far, TLane.Broadcast(0.0), error)));

        // Next to 0 nothing of 1 + z² is left but the rounding that was put back.
        return TLane.Select(far, logarithm + logarithm, TLane.SelectLess(square, TLane.Broadcast(Small), square, logarithm));
    }
}
