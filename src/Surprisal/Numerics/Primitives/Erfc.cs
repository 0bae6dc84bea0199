using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>1 − erf(x): relative error at most 1e-15, down to subnormal results on the right.</summary>
/// <remarks>erfc(x) = √(2/π) e^−x²/h(√2 x) for x ≥ 0, by <see cref="MillsRatio"/>; 2 minus that on the left.</remarks>
internal readonly struct Erfc : IPrimitive
{
    private const double SqrtTwoOverPi = 0.79788456080286541;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane upper = UpperTail(x, Gauss(x));
        return TLane.SelectLess(x, TLane.Broadcast(0.0), TLane.Broadcast(2.0) - upper, upper);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane gauss = Gauss(x);
        TLane upper = UpperTail(x, gauss);
        value = TLane.SelectLess(x, TLane.Broadcast(0.0), TLane.Broadcast(2.0) - upper, upper);
        Slopes(x, gauss, out first, out second);
        first = -first;
        second = -second;
    }

    /// <summary>e^−x².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Gauss<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane square = -x * x;
        return Exp.OfSum(square, TLane.FusedMultiplyAdd(-x, x, -square));
    }

    /// <summary>erfc(|x|), given e^−x².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane UpperTail<TLane>(TLane x, TLane gauss)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane u = Elementwise.Abs(x) * TLane.Broadcast(1.4142135623730951);
        return gauss * TLane.Broadcast(SqrtTwoOverPi) / (u + MillsRatio.Excess(u));
    }

    /// <summary>erf′ and erf″.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Slopes<TLane>(TLane x, TLane gauss, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        first = gauss * TLane.Broadcast(1.1283791670955126);
        // ∞·0 in the far tails
        second = TLane.Select(TLane.Equal(first, TLane.Broadcast(0.0)), first, x * TLane.Broadcast(-2.0) * first);
    }
}
