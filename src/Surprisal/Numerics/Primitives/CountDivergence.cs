using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// d(δ, κ) = (k + b) log((k + e^δ)/(k + b)) − bδ with k = e^κ, b (the data) 0 or 1: relative error of the value and of all derivatives
/// some 1e-15, plus what rounding does to δ and κ; ∂²d/∂κ² has a zero next to κ = 0 and keeps that error relative to d only.
/// </summary>
/// <remarks>
/// For b = 1 it is the Kullback-Leibler divergence, per count, of a share whose odds are 1/k from one whose odds are e^δ/k. It glides
/// into e^δ − 1 − δ as k → ∞. For b = 0, what is left of it where there is nothing to count: k log(1 + e^δ/k), which glides into e^δ.
/// For b = 1 and κ below 0, where d is of the order of k, the counts change their places: d(δ, κ) = k·d(−δ, −κ).
/// </remarks>
internal readonly struct CountDivergence : IBinaryPrimitive
{
    private const double Largest = 700.0;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        OddsStep<TLane> step = Step(data, x, y, out TLane k, out TLane swap);
        return step.Divergence * Scale(k, swap);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        OddsStep<TLane> step = Step(data, x, y, out TLane k, out TLane swap);
        TLane share = step.Share, sum = step.Sum, weight = step.Exponential * step.Reciprocal;
        TLane slope = k * share, bend = sum * (k * step.Reciprocal) * weight;
        TLane shift = k * step.Rest, square = k * step.InverseSum * (share * share);
        TLane scale = Scale(k, swap), other = step.Other * scale;
        result.Value = step.Divergence * scale;
        result.X = TLane.Select(swap, -share, slope);
        result.Y = TLane.Select(swap, other, shift);
        result.XX = bend * scale;
        result.XY = TLane.Select(swap, -(slope * step.Reciprocal), slope * weight);
        result.YY = TLane.Select(swap, other - square, TLane.FusedMultiplyAdd(-k, square, shift));
    }

    /// <summary>1/k where the counts have changed their places, else 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Scale<TLane>(TLane k, TLane swap)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        return one / TLane.Select(swap, k, one);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static OddsStep<TLane> Step<TLane>(TLane b, TLane delta, TLane kappa, out TLane k, out TLane swap)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), largest = TLane.Broadcast(Largest);
        swap = TLane.LessThan(kappa, zero) & TLane.LessThan(zero, b);
        TLane argument = TLane.Select(swap, -kappa, kappa);
        k = Exp.Value(TLane.SelectLess(largest, argument, largest, argument));
        return new OddsStep<TLane>(b, TLane.Select(swap, -delta, delta), k);
    }
}
