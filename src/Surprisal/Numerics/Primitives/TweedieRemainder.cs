using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// What the saddle-point approximation leaves of −log of a tweedie density at y &gt; 0, as a function of x = log m, m = y^(2 − p)/(φ(2 − p)) the
/// poisson mean of the compound distribution whose mean is y; the data is the shape a = (2 − p)/(p − 1) of one gamma summand, c = 1 + a.
/// Absolute error of value and slope 4e-15 c (1 + |x|), of the curvature 1e-14 c (1 + |x|). No second variable.
/// </summary>
/// <remarks>
/// The series of P. K. Dunn and G. K. Smyth, Stat. Comput. 15 (2005) 267, doi:10.1007/s11222-005-4070-y, relative to its peak: with Loader's
/// deviance D(j, m) = j log(j/m) + m − j and the Stirling error δ its terms are e^−A(j), A = c D(j, m) + δ(j) + δ(aj), all positive, and the value
/// is −log Σ e^−A(j) + ½ log(2πm/c). Where the terms are few they are summed (<see cref="Summed"/>). Where the peak is wide and far from 0 the sum
/// is an integral over j to within e⁻⁴⁰ (Poisson's summation formula), and so is any other trapezoidal rule of a stride in proportion to the width
/// (<see cref="Integrated"/>): 37 nodes however large m. Where a gamma part of m summands is nearly normal too, by
/// <see cref="TweedieAsymptotics"/>.
/// </remarks>
internal readonly struct TweedieRemainder : IBinaryPrimitive
{
    private const double LargestLog = 600.0;
    private const double FarFromZero = 42.0;
    private const double ManyShapes = 20.0;
    private const double NodesADeviation = 1.75;
    private const double Wide = NodesADeviation * NodesADeviation;
    private const double Depth = 40.0;
    private const int Below = 16;
    private const int Above = 20;
    private const int BelowNarrowPeak = 17;
    private const double RoundToInteger = 6755399441055744.0;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        Derivatives(data, x, y, out Derivatives2<TLane> all);
        return all.Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane c = data + TLane.Broadcast(1.0), largest = TLane.Broadcast(LargestLog);
        TLane log = TLane.SelectLess(largest, x, largest, x), m = Exp.Value(log);
        TLane few = TLane.LessThan(m * c, TLane.Broadcast(FarFromZero)) | TLane.LessThan(m, c * TLane.Broadcast(Wide));
        result = default;
        if (TLane.AnyTrue(few)) Summed(data, c, log, m, few, out result);
        TLane all = TLane.BroadcastBits(-1), other = few ^ all;
        TLane many = other & TLane.LessThanOrEqual(c * TLane.Broadcast(ManyShapes), data * m);
        if (TLane.AnyTrue(many))
        {
            TweedieAsymptotics.Evaluate(data, c, m, out Derivatives2<TLane> part);
            Take(many, part, ref result);
        }

        other &= many ^ all;
        if (!TLane.AnyTrue(other)) return;
        Integrated(data, c, m, out Derivatives2<TLane> wide);
        Take(other, wide, ref result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take<TLane>(TLane where, Derivatives2<TLane> part, ref Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        result.Value = TLane.Select(where, part.Value, result.Value);
        result.X = TLane.Select(where, part.X, result.X);
        result.XX = TLane.Select(where, part.XX, result.XX);
    }

    /// <summary>Term by term, relative to the largest: slope ½ + c(m − E j), curvature cm − c² Var j, about the largest term's j.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Summed<TLane>(TLane a, TLane c, TLane x, TLane m, TLane active, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0), half = TLane.Broadcast(0.5), round = TLane.Broadcast(RoundToInteger);
        TLane nearest = (m + round) - round, low = TLane.SelectLess(nearest, one, one, nearest);
        TLane atLow = Exponent(a, c, x, m, low), atNext = Exponent(a, c, x, m, low + one);
        TLane peak = TLane.SelectLess(atNext, atLow, low + one, low), least = TLane.SelectLess(atNext, atLow, atNext, atLow);

        // A narrow peak far from 0 (c large) is reached from a little below it; all other sums begin at 1.
        TLane j = TLane.SelectLess(m, c * TLane.Broadcast(Wide), low - TLane.Broadcast(BelowNarrowPeak), one);
        j = TLane.SelectLess(j, one, one, j);
        TLane sum = zero, first = zero, second = zero, deepest = TLane.Broadcast(Depth);
        while (TLane.AnyTrue(active))
        {
            TLane depth = Exponent(a, c, x, m, j) - least;
            TLane weight = TLane.Select(active, Exp.Value(-depth), zero), from = j - peak, moment = weight * from;
            sum += weight;
            first += moment;
            second = TLane.FusedMultiplyAdd(moment, from, second);
            active &= TLane.LessThan(depth, deepest) | TLane.LessThan(j, m);
            j += one;
        }

        TLane mean = first / sum, variance = (second / sum) - (mean * mean);
        result = default;
        result.Value = (least - Log.Value(sum)) + (half * (x + Log.Value(TLane.Broadcast(Math.Tau) / c)));
        result.X = TLane.FusedMultiplyAdd(c, (m - peak) - mean, half);
        result.XX = c * TLane.FusedMultiplyAdd(-c, variance, m);
    }

    /// <summary>A(j).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Exponent<TLane>(TLane a, TLane c, TLane x, TLane m, TLane j)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0), w = (j - m) / m;
        TLane near = m * TLane.FusedMultiplyAdd(one + w, Log1pMinusX.Value(w), w * w);
        TLane far = (j * ((Log.Value(j) - x) - one)) + m;
        return (c * TLane.SelectLess(w, one, near, far)) + (StirlingError.Value(j) + StirlingError.Value(a * j));
    }

    /// <summary>
    /// By the trapezoidal rule at j = m(1 + w). With j/m held while m varies, m dA/dm = B and m dB/dm = C are sums of parts of the order of 1, so
    /// that the slope E B − ½ and the curvature E C − Var B lose no more than the last digit of 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Integrated<TLane>(TLane a, TLane c, TLane m, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0), half = TLane.Broadcast(0.5), mc = m * c;
        TLane stride = one / (TLane.Broadcast(NodesADeviation) * TLane.Sqrt(mc));
        TLane sum = zero, first = zero, square = zero, second = zero;
        for (int i = -Below; i <= Above; i++)
        {
            TLane w = TLane.Broadcast(i) * stride, inside = TLane.LessThan(TLane.Broadcast(-0.99), w);
            w = TLane.Select(inside, w, zero);
            TLane j = m * (one + w), b = a * j;
            TLane deviance = mc * TLane.FusedMultiplyAdd(one + w, Log1pMinusX.Value(w), w * w);
            StirlingError.Derivatives(j, out TLane error, out TLane slope, out TLane bend);
            StirlingError.Derivatives(b, out TLane errorB, out TLane slopeB, out TLane bendB);
            TLane weight = TLane.Select(inside, Exp.Value(-(deviance + (error + errorB))), zero);
            TLane linear = deviance + ((j * slope) + (b * slopeB));
            TLane curved = linear + ((j * (j * bend)) + (b * (b * bendB)));
            sum += weight;
            first = TLane.FusedMultiplyAdd(weight, linear, first);
            square = TLane.FusedMultiplyAdd(weight * linear, linear, square);
            second = TLane.FusedMultiplyAdd(weight, curved, second);
        }

        TLane mean = first / sum;
        result = default;
        result.Value = -Log.Value(sum * TLane.Broadcast(1.0 / (NodesADeviation * Constants.SqrtTwoPi)));
        result.X = mean - half;
        result.XX = (second / sum) - ((square / sum) - (mean * mean));
    }
}
