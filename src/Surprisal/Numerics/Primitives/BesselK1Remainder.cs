using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// log(√(2x/π) eˣ K₁(x)), x = e^η, as a function of η, K₁ the modified Bessel function of the second kind; positive, falling to 0 as 3/(8x):
/// relative error at most 2e-15, slope 3e-15, curvature 8e-15.
/// </summary>
/// <remarks>
/// In the logarithm of x because next to 0 the function is nearly −½η, of which a curvature in x would leave nothing but rounding. From x = 0.6 each
/// derivative is u·R(u), the first (1 − ½u)u·R(u), u = 1/(x + ½), R an own rational approximation of degree 11 (relative error at most 1.3e-15); the
/// asymptotic series (DLMF 10.40.2) gives the form. Below, the series of K₁ and K₀ (DLMF 10.31.1, 10.31.2): xK₁(x) = 1 + x²(½A log ½x − B), and with r = K₀/K₁ the slope x − ½ − x r and the curvature
/// x(1 − 2r + x(1 − r²)).
/// </remarks>
internal readonly struct BesselK1Remainder : IPrimitive
{
    private const double Near = 0.6;
    private const double SmallestLog = -750.0;
    private const double HalfLogTwoOverPi = -Constants.HalfLogHalfPi;

    private static ReadOnlySpan<double> Numerator0 =>
    [
        0.375, 6.6920959262923345, 42.788091354628605, 117.58821827271032, 116.3948144012312, -32.631836859006434,
        -86.47931992047073, 5.109050365960802, 18.311273429971166, -2.287300148848286, -0.6513391457569142,
        0.06810166131664837,
    ];

    private static ReadOnlySpan<double> Denominator0 =>
    [
        1.0, 17.845589136779537, 113.91407694568053, 310.37878409702137, 291.48284313276645, -132.5926962403936,
        -263.289717558242, 35.657469767246305, 70.07449599197285, -12.576494750129228, -4.121578729531473, 0.8047973383560413,
    ];

    private static ReadOnlySpan<double> Numerator1 =>
    [
        -0.3749999999999998, -6.883747648411044, -45.67399218293505, -133.77170466968744, -159.38298640576247,
        -21.517175698571894, 66.54308360763386, 11.728558153012862, -8.722704109799395, 0.045933355695700714,
        0.1196844219461039, -0.004779465476701017,
    ];

    private static ReadOnlySpan<double> Denominator1 =>
    [
        1.0, 18.356660395762113, 121.23481248795831, 347.0239243021204, 366.6355658441994, -88.02639967641666,
        -300.05910339766615, 0.6710333642482286, 77.88797390129393, -6.523570881182594, -5.082847209063933, 0.67150830085594,
    ];

    private static ReadOnlySpan<double> Numerator2 =>
    [
        0.37499999999999944, 7.666012291653688, 55.8749769525892, 172.14581856463363, 177.75828920971742, -94.60399922384319,
        -171.51097635547532, 55.059327453223474, 37.81359559342998, -18.13766199020772, 2.1818948926967003,
        -0.0642827297106314,
    ];

    private static ReadOnlySpan<double> Denominator2 =>
    [
        1.0, 21.942699444408145, 179.72648770721622, 685.1143426641627, 1194.9030542041596, 625.2710409559742,
        -494.1354893605334, -394.8720551956643, 115.15633278433084, 49.07698630838539, -15.317569916863016, 0.8611329468550837,
    ];

    /// <summary>2I₁(x)/x in powers of x²/4.</summary>
    private static ReadOnlySpan<double> SeriesA =>
    [
        1.0, 0.5, 0.08333333333333333, 0.006944444444444444, 0.00034722222222222224, 1.1574074074074073e-05,
        2.755731922398589e-07, 4.920949861426052e-09,
    ];

    /// <summary>What the series of K₁ has besides the logarithm, a quarter of ψ(k + 1) + ψ(k + 2) over k! (k + 1)!.</summary>
    private static ReadOnlySpan<double> SeriesB =>
    [
        -0.03860783245076643, 0.16819608377461678, 0.04539379174021391, 0.0047955474598326405, 0.000278839872991632,
        1.0355619223177857e-05, 2.6788647852279523e-07, 5.113215008984695e-09,
    ];

    /// <summary>I₀(x) in powers of x²/4.</summary>
    private static ReadOnlySpan<double> SeriesI =>
    [
        1.0, 1.0, 0.25, 0.027777777777777776, 0.001736111111111111, 6.944444444444444e-05, 1.9290123456790124e-06,
        3.936759889140842e-08,
    ];

    /// <summary>What the series of K₀ has besides the logarithm, ψ(k + 1) over k!².</summary>
    private static ReadOnlySpan<double> SeriesC =>
    [
        -0.5772156649015329, 0.42278433509846713, 0.23069608377461678, 0.0348921574564389, 0.0026147876188052093,
        0.00011848039364109726, 3.6126241031992037e-06, 7.935096521304209e-08,
    ];

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane argument = Exp.Value(x), near = TLane.LessThan(argument, TLane.Broadcast(Near));
        TLane u = Inverse(argument), result = u * Ratio(u, Numerator0, Denominator0);
        if (!TLane.AnyTrue(near)) return result;
        Series(x, argument, out TLane value, out _, out _);
        return TLane.Select(near, value, result);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane argument = Exp.Value(x), near = TLane.LessThan(argument, TLane.Broadcast(Near)), u = Inverse(argument);
        value = u * Ratio(u, Numerator0, Denominator0);
        first = TLane.FusedMultiplyAdd(TLane.Broadcast(-0.5), u, TLane.Broadcast(1.0)) * u * Ratio(u, Numerator1, Denominator1);
        second = u * Ratio(u, Numerator2, Denominator2);
        if (!TLane.AnyTrue(near)) return;
        Series(x, argument, out TLane nearValue, out TLane slope, out TLane bend);
        value = TLane.Select(near, nearValue, value);
        first = TLane.Select(near, slope, first);
        second = TLane.Select(near, bend, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Inverse<TLane>(TLane argument)
        where TLane : unmanaged, ILane<TLane> => TLane.Broadcast(1.0) / (argument + TLane.Broadcast(0.5));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ratio<TLane>(TLane u, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
        where TLane : unmanaged, ILane<TLane> => Polynomial.Evaluate(u, numerator) / Polynomial.Evaluate(u, denominator);

    /// <summary>Value, slope and curvature below 0.6.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Series<TLane>(TLane logarithm, TLane argument, out TLane value, out TLane slope, out TLane bend)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0), half = TLane.Broadcast(0.5), smallest = TLane.Broadcast(SmallestLog);

        // Where the argument underflows a bounded logarithm keeps 0·∞ away.
        TLane logHalf = TLane.SelectLess(logarithm, smallest, smallest, logarithm) - TLane.Broadcast(Constants.LogTwo);
        TLane square = argument * argument, w = TLane.Broadcast(0.25) * square;
        TLane rest = TLane.FusedMultiplyAdd(half * logHalf, Polynomial.Evaluate(w, SeriesA), -Polynomial.Evaluate(w, SeriesB)) * square;
        TLane zeroOrder = TLane.FusedMultiplyAdd(-logHalf, Polynomial.Evaluate(w, SeriesI), Polynomial.Evaluate(w, SeriesC));
        TLane ratio = argument * zeroOrder / (one + rest);
        value = TLane.FusedMultiplyAdd(-half, logarithm, TLane.Broadcast(HalfLogTwoOverPi)) + (argument + Log1p.Value(rest));
        slope = TLane.FusedMultiplyAdd(-argument, ratio, argument - half);
        bend = argument * TLane.FusedMultiplyAdd(argument, (one - ratio) * (one + ratio), one - (ratio + ratio));
    }
}
