using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// log Γ(x + ½) − log Γ(x) − ½ log x for x &gt; 0, negative, rising to 0 as −1/(8x): relative error at most 4e-15, derivatives 3e-15; −∞
/// at 0, NaN below.
/// </summary>
/// <remarks>
/// From ½ the k-th derivative is u^(k+1)·R(u), u = 1/(x + ½), R an own rational approximation of degree 10 or 11 on 0 ≤ u ≤ 1 (relative
/// error at most 4e-16); the asymptotic series (DLMF 5.11.13) gives the form. Below ½ one step of Γ(x + 1) = xΓ(x), which adds
/// ½ log(x(x + 1)/(x + ½)²).
/// </remarks>
internal readonly struct GammaHalfRatio : IPrimitive
{
    private static ReadOnlySpan<double> Numerator0 =>
    [
        -0.125, -0.4394330530369052, -1.1567381767185476, -1.2341312438201864, -0.7980380856772215, 0.30239284868364885,
        0.32203347525257053, 0.13578273850289713, -0.05911652448014522, -0.019582261810046107, 0.0038447649845597485, 0.0,
    ];

    private static ReadOnlySpan<double> Denominator0 =>
    [
        1.0, 3.015464424295206, 7.537839868273037, 5.413408261003178, 1.9062507352619722, -5.019286793824784, -0.9416785996334416,
        0.12086493774104366, 0.7441029372968804, -0.1939514906218982, 0.004687295949455612, 0.0,
    ];

    private static ReadOnlySpan<double> Numerator1 =>
    [
        0.125, 2.0888644031043047, 16.67523487285724, 82.0353804184862, 272.2939000050711, 632.9093276577436, 1040.8002785945303,
        1199.45940069421, 938.0508202744502, 461.2498264178403, 113.46394617943545, 3.910305600606325e-08,
    ];

    private static ReadOnlySpan<double> Denominator1 =>
    [
        1.0, 15.710915224834443, 117.06596375802249, 529.1477575744243, 1572.046986307595, 3130.1993634348983, 4072.9903460890123,
        3131.360293794351, 901.9879395333636, -532.9512048717952, -505.0803041757502, -113.46394680785575,
    ];

    private static ReadOnlySpan<double> Numerator2 =>
    [
        -0.25000000000000006, -2.396527045219104, -12.226979457402914, -38.983123659507626, -83.86487019163826,
        -122.88137332977759, -119.56393989527538, -69.32855917439677, -14.310193828501792, 7.075054654779732, 1.8734896383300317,
        0.0003159563508516694,
    ];

    private static ReadOnlySpan<double> Denominator2 =>
    [
        1.0, 8.08610818087673, 35.52875555823862, 91.90672607897166, 147.94712940439274, 130.78102892690967, 30.887410068022078,
        -53.192331081539095, -45.0550594924589, -4.167025123765365, 7.037106057884295, 1.8782967100393724,
    ];

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane tiny = TLane.LessThan(x, TLane.Broadcast(0.5));
        TLane u = Inverse(TLane.Select(tiny, x + TLane.Broadcast(1.0), x));
        TLane result = u * Ratio(u, Numerator0, Denominator0);
        if (TLane.AnyTrue(tiny)) result = TLane.Select(tiny, result + Step(x), result);
        return Polygamma.Finish(x, result);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane tiny = TLane.LessThan(x, TLane.Broadcast(0.5));
        TLane u = Inverse(TLane.Select(tiny, x + TLane.Broadcast(1.0), x));
        TLane square = u * u;
        TLane v = u * Ratio(u, Numerator0, Denominator0);
        TLane d1 = square * Ratio(u, Numerator1, Denominator1);
        TLane d2 = square * u * Ratio(u, Numerator2, Denominator2);
        if (TLane.AnyTrue(tiny))
        {
            v = TLane.Select(tiny, v + Step(x), v);
            d1 = TLane.Select(tiny, d1 + StepFirst(x), d1);
            d2 = TLane.Select(tiny, d2 + StepSecond(x), d2);
        }

        value = Polygamma.Finish(x, v);
        first = Polygamma.Finish(x, d1);
        second = Polygamma.Finish(x, d2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Inverse<TLane>(TLane z)
        where TLane : unmanaged, ILane<TLane> => TLane.Broadcast(1.0) / (z + TLane.Broadcast(0.5));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ratio<TLane>(TLane u, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
        where TLane : unmanaged, ILane<TLane> => Polynomial.Evaluate(u, numerator) / Polynomial.Evaluate(u, denominator);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLane Step<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane half = TLane.Broadcast(0.5), middle = x + half;
        return half * Log.Value(x * ((x + TLane.Broadcast(1.0)) / (middle * middle)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane StepFirst<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> =>
        TLane.Broadcast(0.25) / (TLane.FusedMultiplyAdd(x, x, x) * (x + TLane.Broadcast(0.5)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane StepSecond<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane outer = TLane.FusedMultiplyAdd(x, x, x), middle = x + TLane.Broadcast(0.5);
        TLane slope = TLane.FusedMultiplyAdd(middle + middle, middle, outer);
        return -(StepFirst(x) / outer) * (slope / middle);
    }
}
