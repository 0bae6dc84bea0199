using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Numerics;

/// <summary>The primitives as plain functions of doubles, with the same bits as on lanes; bounds are those of each primitive.</summary>
internal static class Elementary
{
    /// <summary>Any primitive at x.</summary>
    internal static double Apply<TPrimitive>(double x)
        where TPrimitive : struct, IPrimitive => TPrimitive.Value(new Lane1(x)).Value;

    /// <summary>Any primitive at x with its first and second derivative.</summary>
    internal static (double Value, double First, double Second) Derivatives<TPrimitive>(double x)
        where TPrimitive : struct, IPrimitive
    {
        TPrimitive.Derivatives(new Lane1(x), out Lane1 value, out Lane1 first, out Lane1 second);
        return (value.Value, first.Value, second.Value);
    }

    /// <inheritdoc cref="Primitives.Exp"/>
    internal static double Exp(double x) => Apply<Exp>(x);

    /// <inheritdoc cref="Primitives.Log"/>
    internal static double Log(double x) => Apply<Log>(x);

    /// <inheritdoc cref="Primitives.Log1p"/>
    internal static double Log1p(double x) => Apply<Log1p>(x);

    /// <inheritdoc cref="Primitives.Expm1"/>
    internal static double Expm1(double x) => Apply<Expm1>(x);

    /// <inheritdoc cref="Primitives.Expm1MinusX"/>
    internal static double Expm1MinusX(double x) => Apply<Expm1MinusX>(x);

    /// <inheritdoc cref="Primitives.Log1pMinusX"/>
    internal static double Log1pMinusX(double x) => Apply<Log1pMinusX>(x);

    /// <summary>Mills' ratio (1 − Φ(z))/φ(z) for z ≥ 0, relative error below 5e-16; 1/z far out, 0 at ∞.</summary>
    internal static double MillsRatio(double z) => 1.0 / (z + Primitives.MillsRatio.Excess(new Lane1(z)).Value);

    /// <inheritdoc cref="Primitives.Softplus"/>
    internal static double Softplus(double x) => Apply<Softplus>(x);

    /// <inheritdoc cref="Primitives.Sigmoid"/>
    internal static double Sigmoid(double x) => Apply<Sigmoid>(x);

    /// <inheritdoc cref="Primitives.Tanh"/>
    internal static double Tanh(double x) => Apply<Tanh>(x);

    /// <inheritdoc cref="Primitives.LogCosh"/>
    internal static double LogCosh(double x) => Apply<LogCosh>(x);

    /// <summary>log(1 + (x/k)²) with k = eʸ.</summary>
    internal static double LogOnePlusSquare(double x, double y) =>
        Primitives.LogOnePlusSquare.Value(new Lane1(1.0), new Lane1(x), new Lane1(y)).Value;

    /// <inheritdoc cref="Primitives.BesselK1Remainder"/>
    internal static double BesselK1Remainder(double x) => Apply<BesselK1Remainder>(x);

    /// <summary>k²(√(1 + (x/k)²) − 1) with k = eʸ.</summary>
    internal static double PseudoHuber(double x, double y) =>
        Primitives.PseudoHuber.Value(new Lane1(1.0), new Lane1(x), new Lane1(y)).Value;

    /// <inheritdoc cref="Primitives.Atan"/>
    internal static double Atan(double x) => Apply<Atan>(x);

    /// <inheritdoc cref="Primitives.LogGamma"/>
    internal static double LogGamma(double x) => Apply<LogGamma>(x);

    /// <inheritdoc cref="Primitives.StirlingError"/>
    internal static double StirlingError(double x) => Apply<StirlingError>(x);

    /// <inheritdoc cref="Primitives.Digamma"/>
    internal static double Digamma(double x) => Apply<Digamma>(x);

    /// <inheritdoc cref="Primitives.Trigamma"/>
    internal static double Trigamma(double x) => Apply<Trigamma>(x);

    /// <inheritdoc cref="Primitives.Erf"/>
    internal static double Erf(double x) => Apply<Erf>(x);

    /// <inheritdoc cref="Primitives.Erfc"/>
    internal static double Erfc(double x) => Apply<Erfc>(x);

    /// <inheritdoc cref="Primitives.NormalCdf"/>
    internal static double NormalCdf(double x) => Apply<NormalCdf>(x);

    /// <inheritdoc cref="Primitives.Asinh"/>
    internal static double Asinh(double x) => Apply<Asinh>(x);

    /// <inheritdoc cref="Primitives.LogMillsRatio"/>
    internal static double LogMillsRatio(double x) => Apply<LogMillsRatio>(x);

    /// <inheritdoc cref="Primitives.BarronNormaliser"/>
    internal static double BarronNormaliser(double x) => Apply<BarronNormaliser>(x);

    /// <inheritdoc cref="Primitives.LogNormalCdf"/>
    internal static double LogNormalCdf(double x) => Apply<LogNormalCdf>(x);

    /// <inheritdoc cref="Primitives.NormalQuantile"/>
    internal static double NormalQuantile(double probability) => Apply<NormalQuantile>(probability);

    /// <inheritdoc cref="Primitives.Log1mExp"/>
    internal static double Log1mExp(double x) => Apply<Log1mExp>(x);

    /// <inheritdoc cref="Primitives.LogExpm1OverX"/>
    internal static double LogExpm1OverX(double x) => Apply<LogExpm1OverX>(x);

    /// <inheritdoc cref="Primitives.LogExpm1"/>
    internal static double LogExpm1(double x) => Apply<LogExpm1>(x);

    /// <inheritdoc cref="Primitives.LogitOfCloglog"/>
    internal static double LogitOfCloglog(double x) => Apply<LogitOfCloglog>(x);

    /// <inheritdoc cref="Primitives.LogBesselI0Scaled"/>
    internal static double LogBesselI0Scaled(double x) => Apply<LogBesselI0Scaled>(x);

    /// <inheritdoc cref="Primitives.Sin"/>
    internal static double Sin(double x) => Apply<Sin>(x);

    /// <inheritdoc cref="Primitives.Cos"/>
    internal static double Cos(double x) => Apply<Cos>(x);

    /// <inheritdoc cref="Primitives.TweedieRemainder"/>
    internal static double TweedieRemainder(double shape, double x) =>
        Primitives.TweedieRemainder.Value(new Lane1(shape), new Lane1(x), new Lane1(0.0)).Value;

    /// <summary>x^y within 1 ulp, with the special cases of IEEE 754-2019 section 9.2.1: negative bases take integer exponents.</summary>
    internal static double Pow(double x, double y)
    {
        double result = Power.Value(new Lane1(Math.Abs(x)), new Lane1(y)).Value;
        if (!double.IsNegative(x) || double.IsNaN(x) || y == 0.0)
            return result;
        if (double.IsOddInteger(y))
            return -result;
        // −∞ and −0 behave as their magnitudes; a finite negative base has no real power unless y is an integer (±∞ counts as even)
        return x == 0.0 || double.IsInfinity(x) || double.IsEvenInteger(y) || double.IsInfinity(y) ? result : double.NaN;
    }

    /// <summary>
    /// log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b) for a, b &gt; 0, without the cancellation of that difference: absolute error
    /// 1e-15 around its zeros, relative 1e-14 elsewhere. NaN outside, ∞ where an argument is 0, −∞ where one is ∞.
    /// </summary>
    /// <remarks>
    /// Stirling errors in place of the gamma functions, as in TOMS 708 (A. R. DiDonato and A. H. Morris, ACM Trans. Math. Softw. 18
    /// (1992) 360, doi:10.1145/131766.131776): the large terms combine before they are rounded.
    /// </remarks>
    internal static double LogBeta(double a, double b)
    {
        if (!(a >= 0.0) || !(b >= 0.0))
            return double.NaN;
        double p = Math.Min(a, b);
        double q = Math.Max(a, b);
        if (p == 0.0)
            return double.IsInfinity(q) ? double.NaN : double.PositiveInfinity;
        if (double.IsInfinity(q))
            return double.NegativeInfinity;
        if (q < 2.5)
            return LogGamma(p) + (LogGamma(q) - LogGamma(p + q));
        double ratio = p / q;
        double correction = StirlingError(q) - StirlingError(p + q);
        if (p < 2.5)
            return LogGamma(p) + correction + p - (p * Log(p + q)) - ((q - 0.5) * Log1p(ratio));
        double logShare = -Log1p(q / p);
        return StirlingError(p) + correction + Constants.HalfLogTwoPi - (0.5 * Log(q)) + ((p - 0.5) * logShare) - (q * Log1p(ratio));
    }
}
