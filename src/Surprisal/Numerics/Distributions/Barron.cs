using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>
/// |Z| of the general robust density e^−ρ(z)/N, ρ(z) = (q/p)((1 + z²/(2q))^p − 1), q = 1 − p, as a function of s = log|z|, in which it is log-concave for
/// every 0 &lt; p &lt; 1: tails, density, moments.
/// </summary>
/// <remarks>
/// zρ′(z) rises with z, so e^(s − ρ) is log-concave. Beyond its maximum the upper tail is integrated outwards, below it the lower one inwards, relative to the
/// density at the point (<see cref="TailQuadrature"/>): ρ(zeᵗ) − ρ(z) = K((1 + r(e²ᵗ − 1))^p − 1), K = (q/p)(1 + v)^p, v = z²/(2q), r = v/(1 + v), without
/// cancellation. Measured for p from 1e-6 to 1 − 1e-9: 1e-13 for tails to 1e-300.
/// </remarks>
/// <param name="p">The power, strictly between 0 and 1.</param>
internal readonly struct Barron(double p) : ILogConcave
{
    private const int MaximumSteps = 200;
    private readonly double _p = p;
    private readonly double _q = 1.0 - p;
    private readonly double _logTwoQ = Constants.LogTwo + Elementary.Log(1.0 - p);
    private readonly double _logHalf = Elementary.BarronNormaliser(Elementary.Log(p) - Elementary.Log(1.0 - p)) - Constants.LogTwo;

    /// <summary>ρ(z).</summary>
    public double Loss(double z) => z == 0.0 ? 0.0 : At(Elementary.Log(Math.Abs(z))).Loss;

    /// <inheritdoc/>
    public TailPair Tails(double s)
    {
        Point at = At(s);
        ScaledTail density = Density(s, at);
        double slope = (2.0 * at.Share * at.Factor * _p) - 1.0;
        return slope >= 0.0
            ? TailPair.FromUpper(Times(density, TailQuadrature.Integrate(new Outwards(at, _p))))
            : TailPair.FromLower(Times(density, TailQuadrature.Integrate(new Inwards(at, _p))));
    }

    /// <inheritdoc/>
    public ScaledTail Density(double s) => Density(s, At(s));

    /// <summary>log z at which ρ is the logarithm of a tail with the other sign, at least log 2: about its quantile, from where Newton's method does not overflow.</summary>
    public double Beyond(double logTail) =>
        0.5 * (_logTwoQ + Elementary.LogExpm1(Elementary.Log1p(Math.Max(-logTail, Constants.LogTwo) * (_p / _q)) / _p));

    /// <summary>
    /// E Z²: the trapezoidal rule over log|z| from the peak of z³e^−ρ outwards, exact to rounding at this step because the integrand is analytic in a strip of
    /// half-width π/4.
    /// </summary>
    public double Variance()
    {
        const double Step = 1.0 / 16.0, Negligible = 1e-20;
        double peak = LogPeak(3.0), highest = (3.0 * peak) - At(peak).Loss, sum = 1.0;
        foreach (double step in (ReadOnlySpan<double>)[Step, -Step])
        {
            for (double s = peak + step, term = 1.0; term > Negligible; s += step)
            {
                term = Elementary.Exp((3.0 * s) - At(s).Loss - highest);
                sum += term;
            }
        }

        return Elementary.Exp(highest - _logHalf) * (Step * sum);
    }

    /// <summary>log z at which zᵏe^−ρ is largest: zρ′ = k, by Newton's method on the logarithms, whose slope lies between 2p and 2.</summary>
    public double LogPeak(double k)
    {
        double s = 0.5 * Elementary.Log(k), wanted = Elementary.Log(k);
        for (int i = 0; i < MaximumSteps; i++)
        {
            // log zρ′ = log z² − q log(1 + v), of slope 2 − 2qr.
            Point at = At(s);
            double step = ((2.0 * s) - (_q * at.Log) - wanted) / (2.0 - (2.0 * _q * at.Share));
            s -= step;
            if (Math.Abs(step) <= 1e-14 * (1.0 + Math.Abs(s))) break;
        }

        return s;
    }

    private static ScaledTail Times(ScaledTail density, double ratio) => density with { Factor = density.Factor * ratio };

    private ScaledTail Density(double s, Point at) => new((DoubleDouble)s - at.Loss - _logHalf, 1.0);

    private Point At(double s)
    {
        double logRatio = (2.0 * s) - _logTwoQ, log = Elementary.Softplus(logRatio), share = Elementary.Sigmoid(logRatio);

        // (1 + v)^p: towards the gaussian as (1 + v)(1 + v)^−q, whose exponent does not magnify the rounding of the logarithm.
        double excess = logRatio < 0.0 || _p < 0.5
            ? _q / _p * Elementary.Expm1(_p * log)
            : (((_q + (0.5 * Elementary.Exp(2.0 * s))) * Elementary.Exp(-_q * log)) - _q) / _p;
        return new Point(log, share, excess + (_q / _p), excess);
    }

    /// <summary>log(1 + v), r = v/(1 + v), K = (q/p)(1 + v)^p, ρ.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Point(double Log, double Share, double Factor, double Loss);

    // h(t) = ρ(zeᵗ) − ρ(z) − t.
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Outwards(Point at, double p) : ITailExponent
    {
        public double Slope => Math.Max((2.0 * at.Share * at.Factor * p) - 1.0, 0.0);

        public double Curvature => 4.0 * at.Share * at.Factor * p * (1.0 - at.Share + (p * at.Share));

        public double Value(double s) => (at.Factor * Elementary.Expm1(p * Elementary.Log1p(at.Share * Elementary.Expm1(2.0 * s)))) - s;

        public double Derivative(double s)
        {
            double grown = at.Share * Elementary.Expm1(2.0 * s), power = Elementary.Exp(p * Elementary.Log1p(grown));
            return (2.0 * at.Factor * p * power * ((at.Share + grown) / (1.0 + grown))) - 1.0;
        }
    }

    // h(t) = ρ(ze⁻ᵗ) − ρ(z) + t.
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Inwards(Point at, double p) : ITailExponent
    {
        public double Slope => Math.Max(1.0 - (2.0 * at.Share * at.Factor * p), 0.0);

        public double Curvature => 4.0 * at.Share * at.Factor * p * (1.0 - at.Share + (p * at.Share));

        public double Value(double s) => s + (at.Factor * Elementary.Expm1(p * Elementary.Log1p(at.Share * Elementary.Expm1(-2.0 * s))));

        public double Derivative(double s)
        {
            double fallen = at.Share * Elementary.Expm1(-2.0 * s), power = Elementary.Exp(p * Elementary.Log1p(fallen));
            return 1.0 - (2.0 * at.Factor * p * power * ((at.Share + fallen) / (1.0 + fallen)));
        }
    }
}
