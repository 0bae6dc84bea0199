using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>(eˣ − 1 − x)/x², ½ at 0, within 6 ulp for every x, derivatives 3e-15; ∞ at ∞, 0 at −∞.</summary>
/// <remarks>
/// It is ∫ (1 − s)e^(sx) ds over [0, 1]. For |x| ≤ 3 power series of positive terms: in x above 0, and below 0 e^x times one in |x|, after the
/// substitution of 1 − s for s. Beyond, where the differences lose at most a digit in ten, the closed form in 1/x.
/// </remarks>
internal readonly struct Expm1MinusXOverSquare : IPrimitive
{
    private const double SeriesTo = 3.0;
    private const double Overflows = 1000.0;

    /// <summary>1/(n + 2)!.</summary>
    private static ReadOnlySpan<double> AboveZero =>
    [
        0.5, 0.16666666666666666, 0.041666666666666664, 0.008333333333333333, 0.001388888888888889, 0.0001984126984126984,
        2.48015873015873e-05, 2.7557319223985893e-06, 2.755731922398589e-07, 2.505210838544172e-08, 2.08767569878681e-09,
        1.6059043836821613e-10, 1.1470745597729725e-11, 7.647163731819816e-13, 4.779477332387385e-14, 2.8114572543455206e-15,
        1.5619206968586225e-16, 8.22063524662433e-18, 4.110317623312165e-19, 1.9572941063391263e-20, 8.896791392450574e-22,
        3.868170170630684e-23, 1.6117375710961184e-24, 6.446950284384474e-26, 2.4795962632247976e-27, 9.183689863795546e-29,
        3.279889237069838e-30, 1.1309962886447716e-31,
    ];

    /// <summary>(n + 1)/(n + 2)!.</summary>
    private static ReadOnlySpan<double> BelowZero =>
    [
        0.5, 0.3333333333333333, 0.125, 0.03333333333333333, 0.006944444444444444, 0.0011904761904761906, 0.00017361111111111112,
        2.2045855379188714e-05, 2.48015873015873e-06, 2.505210838544172e-07, 2.296443268665491e-08, 1.9270852604185937e-09,
        1.4911969277048643e-10, 1.0706029224547743e-11, 7.169215998581078e-13, 4.498331606952833e-14, 2.6552651846596585e-15,
        1.4797143443923793e-16, 7.809603484293113e-18, 3.9145882126782523e-19, 1.8683261924146203e-20, 8.509974375387505e-22,
        3.706996413521072e-23, 1.5472680682522736e-24, 6.198990658061994e-26, 2.387759364586842e-27, 8.855700940088562e-29,
        3.166789608205361e-30,
    ];

    /// <summary>(n + 1)/(n + 3)!, of the slope on both sides.</summary>
    private static ReadOnlySpan<double> First =>
    [
        0.16666666666666666, 0.08333333333333333, 0.025, 0.005555555555555556, 0.000992063492063492, 0.00014880952380952382,
        1.9290123456790123e-05, 2.204585537918871e-06, 2.2546897546897547e-07, 2.08767569878681e-08, 1.7664948220503776e-09,
        1.376489471727567e-10, 9.941312851365761e-12, 6.691268265342339e-13, 4.217185881518281e-14, 2.499073114973796e-15,
        1.3975079919261362e-16, 7.398571721961897e-18, 3.7188588020443397e-19, 1.7793582784901146e-20, 8.123157358324437e-22,
        3.54582265641146e-23, 1.482798565408429e-24, 5.951031031739514e-26, 2.2959224659488864e-27, 8.527712016381578e-29,
        3.0536899793408837e-30, 1.0555965360684537e-31,
    ];

    /// <summary>(n + 1)(n + 2)/(n + 4)!.</summary>
    private static ReadOnlySpan<double> SecondAbove =>
    [
        0.08333333333333333, 0.05, 0.016666666666666666, 0.003968253968253968, 0.000744047619047619, 0.00011574074074074075,
        1.54320987654321e-05, 1.8037518037518038e-06, 1.8789081289081288e-07, 1.7664948220503776e-08, 1.5141384189003237e-09,
        1.1929575421638914e-10, 8.698648744945041e-12, 5.904060234125594e-13, 3.7486096724606943e-14, 2.236012787081818e-15,
        1.2577571927335224e-16, 6.6939458436798116e-18, 3.380780729131218e-19, 1.6246314716648872e-20, 7.446227578464067e-22,
        3.2621568438985436e-23, 1.3687371373000883e-24, 5.510213918277328e-26, 2.1319280040953945e-27, 7.939593946286297e-29,
        2.8501106473848246e-30, 9.874935337414565e-32,
    ];

    /// <summary>2(n + 1)/(n + 4)!.</summary>
    private static ReadOnlySpan<double> SecondBelow =>
    [
        0.08333333333333333, 0.03333333333333333, 0.008333333333333333, 0.0015873015873015873, 0.000248015873015873,
        3.306878306878307e-05, 3.858024691358025e-06, 4.008337341670675e-07, 3.757816257816258e-08, 3.211808767364323e-09,
        2.5235640315005394e-10, 1.835319295636756e-11, 1.2426641064207201e-12, 7.872080312167458e-14, 4.685762090575868e-15,
        2.6306032789197854e-16, 1.397507991926136e-17, 7.046258782820854e-19, 3.380780729131218e-20, 1.5472680682522736e-21,
        6.769297798603698e-23, 2.8366581251291682e-24, 1.1406142810834067e-25, 4.408171134621862e-27, 1.639944618534919e-28,
        5.881180700952813e-30, 2.035793319560589e-31, 6.810300232699701e-33,
    ];

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        Prepare(x, out TLane bounded, out TLane e, out TLane minusOne, out TLane z, out TLane factor, out TLane near);
        TLane inverse = TLane.Broadcast(1.0) / bounded;
        return Combine(x, z, factor, near, minusOne, inverse);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        Prepare(x, out TLane bounded, out TLane e, out TLane minusOne, out TLane z, out TLane factor, out TLane near);
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0), two = TLane.Broadcast(2.0), inverse = one / bounded;
        value = Combine(x, z, factor, near, minusOne, inverse);
        TLane twice = inverse + inverse, square = inverse * inverse;
        TLane far1 = TLane.FusedMultiplyAdd(e, one - twice, one + twice) * square;
        TLane six = TLane.Broadcast(6.0) * square;
        TLane far2 = TLane.FusedMultiplyAdd(e, (one - (two * twice)) + six, -(twice + six)) * square;
        TLane bend = TLane.SelectLess(x, zero, Polynomial.Evaluate(z, SecondBelow), Polynomial.Evaluate(z, SecondAbove));
        first = TLane.Select(near, factor * Polynomial.Evaluate(z, First), far1);
        second = TLane.Select(near, factor * bend, far2);
    }

    /// <summary>eˣ and eˣ − 1 of an x that is not infinite above; |x| within the range of the series, and what multiplies it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prepare<TLane>(TLane x, out TLane bounded, out TLane e, out TLane minusOne, out TLane z, out TLane factor, out TLane near)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane largest = TLane.Broadcast(Overflows), size = Elementwise.Abs(x), end = TLane.Broadcast(SeriesTo);
        near = TLane.LessThanOrEqual(size, end);
        bounded = TLane.SelectLess(largest, x, largest, x);
        ExpReduction.Both(bounded, out e, out minusOne);
        z = TLane.Select(near, size, end);
        factor = TLane.SelectLess(x, TLane.Broadcast(0.0), e, TLane.Broadcast(1.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Combine<TLane>(TLane x, TLane z, TLane factor, TLane near, TLane minusOne, TLane inverse)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0);
        TLane series = TLane.SelectLess(x, zero, Polynomial.Evaluate(z, BelowZero), Polynomial.Evaluate(z, AboveZero));
        TLane far = TLane.FusedMultiplyAdd(minusOne, inverse, -one) * inverse;
        return TLane.Select(near, factor * series, far);
    }
}
