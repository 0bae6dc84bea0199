using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// log(e⁻ˣ I₀(x)) for x ≥ 0, I₀ the modified Bessel function: relative error at most 2e-15, derivatives 3e-15; 0 at 0, −∞ at ∞, NaN below 0.
/// </summary>
/// <remarks>
/// The derivatives are A − 1 and 1 − A/x − A², A = I₁(x)/I₀(x), both of which cancel for large x; each has its own approximations instead.
/// Up to 4 a rational one, from 4 on one in 16/x, by polynomials, of xᵏ times the k-th derivative less that of −½ log 2πx, which is what
/// Hankel's expansion leaves (NIST DLMF 10.40.1). Own near-minimax approximations, relative error at most 1e-15
/// (Reference/scripts/coefficients.py).
/// </remarks>
internal readonly struct LogBesselI0Scaled : IPrimitive
{
    private const double SmallEnd = 4.0;
    private const double MiddleEnd = 16.0;
    private const double VeryLarge = 1e17;

    private static ReadOnlySpan<double> SmallNumerator0 =>
    [
        1.0, 0.23076936931069011, 0.4046930354030648, 0.07678442922835303, 0.05677012046378846, 0.008438099378070071,
        0.0032492990887101284, 0.00035459356016899875, 6.956925582884701e-05, 4.9612735502605205e-06, 4.700349288847655e-07,
        9.400226822444867e-10,
    ];

    private static ReadOnlySpan<double> SmallDenominator0 =>
    [
        1.0, 0.4807693693106896, 0.5248853777307607, 0.19238077366064069, 0.09735329248705127, 0.026311199564826474,
        0.007655818500686562, 0.0014348666063861467, 0.00024357396722915324, 2.870604575690769e-05, 2.7193880383107647e-06,
        1.5611179335980192e-07,
    ];

    private static ReadOnlySpan<double> Middle0 =>
    [
        0.1369789501667013, 0.009163592194490937, 0.001827009524391191, 0.0005034834771172672, -8.408785714100251e-05,
        -0.0001896143235981325, -8.802546663647983e-06, 5.95682010727371e-05, -6.925052730752675e-06, -1.7259102460934653e-05,
        8.665978268012918e-06, 1.7969247071890159e-06, -3.7901169914260536e-06, 1.535524549543244e-06, 3.463620181417909e-07,
        -7.40227227810822e-07, 3.6386720925230044e-07, -1.4092862146530795e-08, -7.203826261155465e-08, 7.262570250259377e-08,
        -8.24767364184388e-08, 2.3855001511355287e-08, 5.0248856790239186e-08, -3.425507867244385e-08, -1.0583523043779292e-08,
        1.1573862188287196e-08, 6.554381888246218e-10, -1.3858007322022005e-09,
    ];

    private static ReadOnlySpan<double> Large0 =>
    [
        0.125, 0.003906250000000011, 0.0002543131510402058, 2.4795532302847192e-05, 3.1977870962521713e-06,
        5.116415260614788e-07, 9.72497700058751e-08, 2.4628860579717558e-08, -1.1263141877907113e-08, 7.127895419100088e-08,
        -2.1930688703814195e-07, 5.2905594639879e-07, -9.7457868226103e-07, 1.3712053958000767e-06, -1.457354268231954e-06,
        1.1469470308257528e-06, -6.456135950453203e-07, 2.4476272400675436e-07, -5.569317568964372e-08, 5.710461513519464e-09,
    ];

    private static ReadOnlySpan<double> SmallNumerator1 =>
    [
        1.0, -0.4132100391591038, 0.18809943196360301, -0.03356378743936933, 0.006753072804692138, -0.0006554737052890308,
        7.401118582124029e-05, -3.992359757631412e-06, 2.5762028060446903e-07, -6.89720051541152e-09, 1.9853746508489145e-10,
        -1.8663493921635135e-12,
    ];

    private static ReadOnlySpan<double> SmallDenominator1 =>
    [
        1.0, 0.08678996084089619, 0.2314944123840511, 0.01968341875265622, 0.011170409628464212, 0.0008779970016066929,
        0.00018685810667568787, 1.2321637469892205e-05, 1.1935663405844254e-06, 5.5082431476423116e-08, 2.2870517526836184e-09,
        4.2176024700491875e-11,
    ];

    private static ReadOnlySpan<double> Middle1 =>
    [
        -0.5237893130975291, -0.01808877787991465, -0.0035388711939005548, -0.000976939964188501, 0.00017633589595200607,
        0.0003790697889577747, 1.5950359051968324e-05, -0.00011940924987354123, 1.4169573120761874e-05, 3.451474546898448e-05,
        -1.740230854899224e-05, -3.5591866517953175e-06, 7.584286471695832e-06, -3.08554446168022e-06, -6.861522275405347e-07,
        1.481768394492793e-06, -7.305683206027558e-07, 2.9374188421561977e-08, 1.4416487108339106e-07, -1.456190158842506e-07,
        1.6522172683792997e-07, -4.780349106207397e-08, -1.0055633350182653e-07, 6.858349171502178e-08, 2.115707937802009e-08,
        -2.3161025577788238e-08, -1.3070328663990567e-09, 2.7719430486673843e-09,
    ];

    private static ReadOnlySpan<double> Large1 =>
    [
        -0.5, -0.007812500000000023, -0.00048828124999707845, -4.7683715972869734e-05, -6.198878865059275e-06,
        -9.993791012519754e-07, -1.9107936682441634e-07, -4.8686827097843197e-08, 2.2634847174604233e-08, -1.42530492302827e-07,
        4.3861711051049965e-07, -1.058125586709528e-06, 1.9492339127193886e-06, -2.74259769401873e-06, 2.9150098399178867e-06,
        -2.2942290719049095e-06, 1.29148378278003e-06, -4.896550587610833e-07, 1.1142527248531344e-07, -1.1426172861104738e-08,
    ];

    private static ReadOnlySpan<double> SmallNumerator2 =>
    [
        -0.5, -0.0016011083615737373, -0.027902639372288596, -0.0006879523456276944, -0.002101092178070205,
        -3.1565335754475024e-05, -3.525067788651044e-05, -2.2381937570262188e-06, -3.336488551846061e-07,
        -1.3178976324658103e-08, -6.674785198696918e-10, 1.6401134127854246e-11,
    ];

    private static ReadOnlySpan<double> SmallDenominator2 =>
    [
        1.0, 0.0032022167231476662, 0.43080527874456875, 0.0025767359625828053, 0.06158749721732832, 0.0006958424231551908,
        0.003355367080910495, 7.727127159899468e-05, 7.533845248175624e-05, 3.2810179575245377e-06, 5.655434971270643e-07,
        4.597163463888961e-08,
    ];

    private static ReadOnlySpan<double> Middle2 =>
    [
        0.5539372762307202, 0.04797379307281003, 0.015501313402639395, 0.002732187219827309, -0.0040405943872480875,
        -0.0024339224305699723, 0.0012814553847724252, 0.0007663482659510059, -0.0006452470592613092, -5.512827781191149e-05,
        0.0002566745512484476, -0.00010885370659268516, -3.172753113410076e-05, 5.8698547282736564e-05, -2.6805357627227936e-05,
        -2.7644710754942892e-06, 1.1712101348084228e-05, -7.785874860725547e-06, 1.6945932144969822e-06, 1.5246017269765459e-06,
        -1.6800100338993958e-06, 7.391107305874938e-07, -2.53908292746215e-07, 9.444557741905496e-08, 2.3127010044125136e-07,
        -3.693040057269213e-07, 9.85148882264757e-08, 1.264416987168778e-07, -8.305787972734873e-08, -4.287667743056623e-09,
        1.495696423918617e-08, -3.1561582761453836e-09,
    ];

    private static ReadOnlySpan<double> Large2 =>
    [
        0.5, 0.015625000000000683, 0.0014648437499094685, 0.00019073486802080808, 3.099428456883819e-05, 5.998047995758428e-06,
        1.3185838105980253e-06, 5.315054032378382e-07, -9.75748434529484e-07, 4.552165071777036e-06, -1.4420265405974512e-05,
        3.523310443569317e-05, -6.600593402753532e-05, 9.465750439777882e-05, -0.00010285595980212949, 8.305710182154649e-05,
        -4.818646265876783e-05, 1.8936121234290435e-05, -4.499724505225878e-06, 4.86555720256187e-07,
    ];

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => ValueAt(x, Part(x, SmallNumerator0, SmallDenominator0, Middle0, Large0));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        value = Value(x);
        TLane part1 = Part(x, SmallNumerator1, SmallDenominator1, Middle1, Large1);
        TLane part2 = Part(x, SmallNumerator2, SmallDenominator2, Middle2, Large2);
        TLane end = TLane.Broadcast(SmallEnd), reciprocal = TLane.Broadcast(1.0) / x;
        first = Finish(x, TLane.SelectLess(x, end, -part1, part1 * reciprocal));
        second = Finish(x, TLane.SelectLess(x, end, -part2, part2 * reciprocal * reciprocal));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ValueAt<TLane>(TLane x, TLane part)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane leading = TLane.Broadcast(-0.5) * Log.Value(TLane.Broadcast(Math.Tau) * x);

        // 2πx overflows before x does.
        TLane far = TLane.Broadcast(-0.5) * (Log.Value(x) + TLane.Broadcast(Constants.LogTwoPi));
        TLane large = TLane.SelectLess(TLane.Broadcast(VeryLarge), x, far, leading + (part / x));
        return Finish(x, TLane.SelectLess(x, TLane.Broadcast(SmallEnd), -(x * part), large));
    }

    /// <summary>The approximation that holds at x; those that hold nowhere in the register are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Part<TLane>(
        TLane x, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator, ReadOnlySpan<double> middle, ReadOnlySpan<double> large)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane smallEnd = TLane.Broadcast(SmallEnd), middleEnd = TLane.Broadcast(MiddleEnd), result = x;
        TLane isSmall = TLane.LessThan(x, smallEnd), isLarge = TLane.LessThanOrEqual(middleEnd, x);
        TLane isMiddle = TLane.LessThanOrEqual(smallEnd, x) & TLane.LessThan(x, middleEnd), inverse = middleEnd / x;
        if (TLane.AnyTrue(isSmall)) result = TLane.Select(isSmall, Polynomial.Evaluate(x, numerator) / Polynomial.Evaluate(x, denominator), result);
        if (TLane.AnyTrue(isMiddle))
        {
            // 16/x from 1 to 4, brought to −1 to 1.
            TLane t = (inverse - TLane.Broadcast(2.5)) * TLane.Broadcast(1.0 / 1.5);
            result = TLane.Select(isMiddle, Polynomial.Evaluate(t, middle), result);
        }

        if (TLane.AnyTrue(isLarge)) result = TLane.Select(isLarge, Polynomial.Evaluate(inverse, large), result);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Finish<TLane>(TLane x, TLane result)
        where TLane : unmanaged, ILane<TLane> => TLane.Select(TLane.LessThanOrEqual(TLane.Broadcast(0.0), x), result, TLane.Broadcast(double.NaN));
}
