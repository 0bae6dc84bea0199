using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// log P(Y ≤ y) (data 0) or log P(Y &gt; y) (data 1) of the inverse gaussian distribution, in x = log(y/mean) and y = log(shape/mean): relative error of
/// the value and the first derivatives some 1e-14, of the second derivatives that of the products of first ones; where a tail is 1 − e^−h, h times
/// 4e-16.
/// </summary>
/// <remarks>
/// With φ = e^y, a = 2√φ sinh ½x and b = 2√φ cosh ½x the tails are φ(a)(M(−a) + M(b)) and φ(a)(M(a) − M(b)), M being Mills' ratio and φ(a) the normal
/// density (see <see cref="Distributions.InverseGaussian"/>). The tail on the side of the sign of a is found so, the other as its complement, unless
/// that is less than a half. With w = √φ e^(−½x), the response times its density over φ(a), the slopes of a tail's logarithm are ρ = ±w/(its Mills part) in x
/// and ρ q in y, q = M(b)(a − (1/M(b) − b)); ∂ log|ρ| is (−½ − ½ab, ½ − ½a²) less these, and ∂q/∂y = ½(a + b) M″(b).
/// </remarks>
internal readonly struct InverseGaussianTail : IBinaryPrimitive
{
    private const double Cancels = 0.7;
    private const double FractionServes = 5.0;
    private const int FractionDepth = 24;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        Derivatives(data, x, y, out Derivatives2<TLane> result);
        return result.Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0), half = TLane.Broadcast(0.5);
        TLane left = TLane.LessThan(x, zero), root = Exp.Value(half * y);

        // e = e^½|x| − 1: sinh is ½(e + e/(1 + e)), cosh 1 + ½e²/(1 + e).
        TLane e = Expm1.Value(Elementwise.Abs(half * x)), grown = one + e, share = e / grown;
        TLane distance = root * (e + share), b = root * TLane.FusedMultiplyAdd(e, share, one + one);
        TLane a = TLane.Select(left, -distance, distance), exponent = half * distance * distance;
        TLane width = TLane.Select(left, root * grown, root / grown), reach = TLane.Select(left, root / grown, root * grown);

        TLane excess = MillsRatio.Excess(b), ratio = one / (b + excess), own = Mills(distance);
        TLane difference = Difference(a, width + width, Upper(distance, own, left), ratio);
        TLane direct = TLane.Select(left, own + ratio, difference);
        TLane density = TLane.Broadcast(Constants.InverseSqrtTwoPi) * Exp.Value(-exponent), probability = density * direct;

        // Where the direct tail is the lower one and more than half, its complement is a difference of Mills' ratios too.
        TLane small = left & TLane.LessThanOrEqual(half, probability);
        TLane isDirect = left ^ TLane.LessThan(zero, data);
        TLane mills = TLane.Select(isDirect, direct, difference), scaled = isDirect | small;
        TLane logMills = Log.Value(TLane.Select(scaled, mills, one)) - (exponent + TLane.Broadcast(Constants.HalfLogTwoPi));
        TLane complement = TLane.Select(scaled, zero, -probability);

        // The logarithm of a lower tail near 1 is known from what it leaves.
        TLane nearlyAll = small & isDirect;
        TLane logComplement = Log1p.Value(TLane.Select(nearlyAll, -(density * difference), complement));
        result.Value = TLane.Select(scaled ^ nearlyAll, logMills, logComplement);

        TLane slope = TLane.Select(scaled, width / mills, density * width / (one + complement));
        slope = TLane.SelectLess(zero, data, -slope, slope);
        TLane q = ratio * (a - excess);
        TLane bendX = TLane.FusedMultiplyAdd(-half * a, b, -half), bendY = half - exponent;
        result.X = slope;
        result.Y = slope * q;
        result.XX = slope * (bendX - slope);
        result.XY = slope * (bendY - result.Y);
        result.YY = slope * TLane.FusedMultiplyAdd(bendY - result.Y, q, reach * Curvature(b, excess, ratio));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Mills<TLane>(TLane u)
        where TLane : unmanaged, ILane<TLane> => TLane.Broadcast(1.0) / (u + MillsRatio.Excess(u));

    /// <summary>M(a), of use for a ≥ −1, from |a| and M(|a|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Upper<TLane>(TLane distance, TLane own, TLane left)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane near = TLane.SelectLess(distance, TLane.Broadcast(1.0), distance, TLane.Broadcast(1.0));
        return TLane.Select(left, (TLane.Broadcast(Constants.SqrtTwoPi) * Exp.Value(TLane.Broadcast(0.5) * near * near)) - own, own);
    }

    /// <summary>M(a) − M(b), b being a + width: where that cancels the integral of −M′ from a to b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Difference<TLane>(TLane a, TLane width, TLane upper, TLane ratio)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane plain = upper - ratio, cancels = TLane.LessThanOrEqual(TLane.Broadcast(Cancels) * upper, ratio);
        if (!TLane.AnyTrue(cancels)) return plain;
        TLane half = TLane.Broadcast(0.5) * width, middle = a + half, sum = TLane.Broadcast(0.0);
        SymmetricRule rule = GaussLegendre.Eight;
        for (int i = rule.HalfNodes.Length - 1; i >= 0; i--)
        {
            TLane offset = half * TLane.Broadcast(rule.HalfNodes[i]);
            sum = TLane.FusedMultiplyAdd(TLane.Broadcast(rule.HalfWeights[i]), Fall(middle - offset) + Fall(middle + offset), sum);
        }

        return TLane.Select(cancels, half * sum, plain);
    }

    /// <summary>−M′(x) = 1 − x M(x), of use for x ≥ −1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLane Fall<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane u = Elementwise.Abs(x), excess = MillsRatio.Excess(u), ratio = TLane.Broadcast(1.0) / (u + excess);
        TLane left = TLane.LessThan(x, TLane.Broadcast(0.0));
        return TLane.Select(left, TLane.FusedMultiplyAdd(u, Upper(u, ratio, left), TLane.Broadcast(1.0)), excess * ratio);
    }

    /// <summary>M″(b) = M(b)(1 − b(1/M(b) − b)); for large b, where that cancels, by the continued fraction of 1/M, NIST DLMF 7.9.3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Curvature<TLane>(TLane b, TLane excess, TLane ratio)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane plain = TLane.FusedMultiplyAdd(-b, excess, TLane.Broadcast(1.0)), large = TLane.LessThan(TLane.Broadcast(FractionServes), b);
        if (!TLane.AnyTrue(large)) return ratio * plain;
        TLane rest = TLane.Broadcast(0.0);
        for (int k = FractionDepth; k >= 2; k--) rest = TLane.Broadcast(k) / (b + rest);
        return ratio * TLane.Select(large, rest * excess, plain);
    }
}
