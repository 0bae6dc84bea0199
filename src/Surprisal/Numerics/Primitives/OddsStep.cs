using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// The logarithm log((k + e^δ)/(k + b)) with its remainders, for b 0 or 1: what happens to log(k + 1) when an odds ratio e^δ multiplies
/// the 1.
/// </summary>
/// <remarks>
/// With w = e^δ − b and v = w/(k + b) it is log(1 + v). Near v = 0 the reduced argument of the logarithm is v itself, and log(1 + v) − v
/// is found inside the logarithm before anything is rounded; outside [√½, √2) the plain difference loses a factor of 7 at most.
/// Precondition: k ≥ 1 where b = 1.
/// </remarks>
internal static class OddsStep
{
    private const double Largest = 700.0;

    /// <summary>The exponentials: the first half of the way, on its own because the whole is longer than what a processor looks ahead.</summary>
    /// <param name="delta">The logarithm of the odds ratio.</param>
    /// <param name="exponential">e^δ, of a δ of at most 700.</param>
    /// <param name="minusOne">e^δ − 1, of the same.</param>
    /// <param name="excess">e^δ − 1 − δ, of the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin<TLane>(TLane delta, out TLane exponential, out TLane minusOne, out TLane excess)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane bounded = Bounded(delta);
        ExpReduction.Both(bounded, out exponential, out minusOne);
        excess = Expm1MinusX.Combine(bounded, minusOne);
    }

    /// <summary>All else: separate numbers, because a struct of so many registers would live in memory.</summary>
    /// <param name="b">0 or 1.</param>
    /// <param name="delta">The logarithm of the odds ratio.</param>
    /// <param name="k">The odds.</param>
    /// <param name="e">e^δ, and so on as <see cref="Begin"/> has them.</param>
    /// <param name="minusOne">e^δ − 1.</param>
    /// <param name="excess">e^δ − 1 − δ.</param>
    /// <param name="sum">k + b.</param>
    /// <param name="inverseSum">1/(k + b).</param>
    /// <param name="reciprocal">1/(k + e^δ).</param>
    /// <param name="share">(e^δ − b)/(k + e^δ).</param>
    /// <param name="divergence">(k + b) log(1 + v) − bδ.</param>
    /// <param name="rest">log(1 + v) less <paramref name="share"/>.</param>
    /// <param name="other">For b = 1: <paramref name="divergence"/> less k times <paramref name="rest"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish<TLane>(
        TLane b,
        TLane delta,
        TLane k,
        TLane e,
        TLane minusOne,
        TLane excess,
        out TLane sum,
        out TLane inverseSum,
        out TLane reciprocal,
        out TLane share,
        out TLane divergence,
        out TLane rest,
        out TLane other)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0);
        sum = k + b;
        inverseSum = one / sum;
        TLane w = TLane.SelectLess(zero, b, minusOne, e), v = w * inverseSum;
        reciprocal = one / (k + e);
        share = w * reciprocal;

        TLane u = one + v, part = u - one;
        TLane error = (one - (u - part)) + (v - part);
        TLane log = LogReduction.OfSum(u, error, out TLane power, out TLane remainder);
        log = LogReduction.Finish(u, log);
        TLane near = TLane.Equal(power, zero);
        TLane lost = delta - Bounded(delta);
        TLane far = log + lost;
        TLane nearSum = TLane.FusedMultiplyAdd(sum, remainder, TLane.SelectLess(zero, b, excess, e));
        divergence = TLane.Select(near, nearSum, (sum * far) - (b * delta));
        rest = TLane.Select(near, TLane.FusedMultiplyAdd(v, share, remainder), far - share);
        TLane nearOther = TLane.FusedMultiplyAdd(-k * v, share, excess + remainder);
        other = TLane.Select(near, nearOther, (far - delta) + (k * share));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Bounded<TLane>(TLane delta)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane largest = TLane.Broadcast(Largest);
        return TLane.SelectLess(largest, delta, largest, delta);
    }
}
