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
internal readonly struct OddsStep<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private const double Largest = 700.0;

    /// <summary>Evaluates all parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public OddsStep(TLane b, TLane delta, TLane k)
    {
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0), largest = TLane.Broadcast(Largest);
        TLane bounded = TLane.SelectLess(largest, delta, largest, delta);
        ExpReduction.Both(bounded, out TLane e, out TLane minusOne);
        TLane excess = Expm1MinusX.Combine(bounded, minusOne);
        Exponential = e;
        Sum = k + b;
        InverseSum = one / Sum;
        TLane w = TLane.SelectLess(zero, b, minusOne, e), v = w * InverseSum;
        Reciprocal = one / (k + e);
        Share = w * Reciprocal;

        TLane u = one + v, part = u - one;
        TLane error = (one - (u - part)) + (v - part);
        TLane log = LogReduction.OfSum(u, error, out TLane power, out TLane remainder);
        log = LogReduction.Finish(u, log);
        TLane near = TLane.Equal(power, zero);
        TLane lost = delta - bounded;
        TLane far = log + lost;
        TLane nearSum = TLane.FusedMultiplyAdd(Sum, remainder, TLane.SelectLess(zero, b, excess, e));
        Divergence = TLane.Select(near, nearSum, (Sum * far) - (b * delta));
        Rest = TLane.Select(near, TLane.FusedMultiplyAdd(v, Share, remainder), far - Share);
        TLane nearOther = TLane.FusedMultiplyAdd(-k * v, Share, excess + remainder);
        Other = TLane.Select(near, nearOther, (far - delta) + (k * Share));
    }

    /// <summary>e^δ, of a δ of at most 700.</summary>
    public TLane Exponential { get; }

    /// <summary>k + b.</summary>
    public TLane Sum { get; }

    /// <summary>1/(k + b).</summary>
    public TLane InverseSum { get; }

    /// <summary>1/(k + e^δ).</summary>
    public TLane Reciprocal { get; }

    /// <summary>(e^δ − b)/(k + e^δ).</summary>
    public TLane Share { get; }

    /// <summary>(k + b) log(1 + v) − bδ.</summary>
    public TLane Divergence { get; }

    /// <summary>log(1 + v) less <see cref="Share"/>.</summary>
    public TLane Rest { get; }

    /// <summary>For b = 1: <see cref="Divergence"/> less k times <see cref="Rest"/>.</summary>
    public TLane Other { get; }
}
