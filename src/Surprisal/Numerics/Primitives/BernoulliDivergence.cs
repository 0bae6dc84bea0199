using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// The Kullback-Leibler divergence of a Bernoulli distribution from another, each given by its logit: (a − b)/(1 + e⁻ᵃ) − log(1 + eᵃ) +
/// log(1 + eᵇ), at least 0. Relative error of the value and of all derivatives some 1e-15, plus what rounding does to b − a.
/// </summary>
/// <remarks>In the outcome whose probability under a is at most ½, by <see cref="OddsStep{TLane}"/>. No data.</remarks>
internal readonly struct BernoulliDivergence : IBinaryPrimitive
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        OddsStep<TLane> step = Step(x, y, out _, out _);
        return step.Divergence * step.InverseSum;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0);
        OddsStep<TLane> step = Step(x, y, out TLane delta, out TLane k);

        // 1/(k + 1) and k/(k + 1) are the two probabilities under a.
        TLane rare = step.InverseSum, common = k * rare, spread = rare * common;
        TLane slope = common * step.Share, tilt = (k - one) * rare;
        result.Value = step.Divergence * step.InverseSum;
        result.X = TLane.SelectLess(zero, x, spread * delta, -(spread * delta));
        result.Y = TLane.SelectLess(zero, x, -slope, slope);
        result.XX = spread * (one - (delta * tilt));
        result.XY = -spread;
        result.YY = step.Exponential * step.Reciprocal * (k * step.Reciprocal);
    }

    /// <summary>For a &gt; 0 with both signs changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static OddsStep<TLane> Step<TLane>(TLane x, TLane y, out TLane delta, out TLane k)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0), size = Elementwise.Abs(x), largest = TLane.Broadcast(700.0);
        delta = TLane.SelectLess(TLane.Broadcast(0.0), x, x - y, y - x);
        k = Exp.Value(TLane.SelectLess(largest, size, largest, size));
        return new OddsStep<TLane>(one, delta, k);
    }
}
