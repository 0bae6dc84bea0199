using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// Φ⁻¹(p), the standard normal quantile: relative error at most 1e-15 for p in (0, 1), subnormals included; ∓∞ at 0 and 1, NaN outside.
/// </summary>
/// <remarks>
/// Rational approximations of M. J. Wichura, Algorithm AS 241, Appl. Statist. 37 (1988) 477, doi:10.2307/2347330. The upper tail of
/// p is only as fine as doubles below 1 are. Derivatives: 1/φ(z), z/φ(z)².
/// </remarks>
internal readonly struct NormalQuantile : IPrimitive
{
    private static ReadOnlySpan<double> CentralNumerator =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static ReadOnlySpan<double> CentralDenominator =>
    [
        1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static ReadOnlySpan<double> MiddleNumerator =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> MiddleDenominator =>
    [
        1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> FarNumerator =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarDenominator =>
    [
        1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        TLane zero = TLane.Broadcast(0.0);
        TLane centred = x - TLane.Broadcast(0.5);
        TLane v = TLane.FusedMultiplyAdd(-centred, centred, TLane.Broadcast(0.180625));
        TLane central = centred * Ratio(v, CentralNumerator, CentralDenominator);
        TLane complement = one - x;
        TLane tail = TLane.SelectLess(centred, zero, x, complement);
        TLane r = TLane.Sqrt(-Log.Value(tail));
        TLane five = TLane.Broadcast(5.0);
        TLane middle = Ratio(r - TLane.Broadcast(1.6), MiddleNumerator, MiddleDenominator);
        TLane far = Ratio(r - five, FarNumerator, FarDenominator);
        TLane magnitude = TLane.Select(TLane.LessThanOrEqual(r, five), middle, far);
        magnitude = TLane.Select(TLane.Equal(tail, zero), TLane.Broadcast(double.PositiveInfinity), magnitude);
        TLane outer = TLane.SelectLess(centred, zero, -magnitude, magnitude);
        return TLane.Select(TLane.LessThanOrEqual(Elementwise.Abs(centred), TLane.Broadcast(0.425)), central, outer);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        value = Value(x);
        // φ(z) = p·h(|z|) with p the nearer tail: φ of the rounded z would be off by z² times its rounding error
        TLane tail = TLane.SelectLess(x, TLane.Broadcast(0.5), x, TLane.Broadcast(1.0) - x);
        TLane magnitude = Elementwise.Abs(value);
        TLane slope = TLane.Broadcast(1.0) / (tail * (magnitude + MillsRatio.Excess(magnitude)));
        first = TLane.Select(TLane.Equal(tail, TLane.Broadcast(0.0)), TLane.Broadcast(double.PositiveInfinity), slope);
        second = value * first * first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ratio<TLane>(TLane x, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
        where TLane : unmanaged, ILane<TLane> => Polynomial.Evaluate(x, numerator) / Polynomial.Evaluate(x, denominator);
}
