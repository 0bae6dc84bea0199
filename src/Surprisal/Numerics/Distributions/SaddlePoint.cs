namespace Surprisal.Numerics.Distributions;

/// <summary>
/// Loader's saddle-point form of binomial and poisson probabilities for real arguments: a deviance that does not cancel, and Stirling
/// errors.
/// </summary>
/// <remarks>
/// Loader (2000), "Fast and accurate computation of binomial probabilities", Bell Labs. The deviance is carried with a rounding error of
/// its own, so that probabilities of 1e-300 are as accurate as those near 1. Arguments outside the domain give NaN.
/// </remarks>
internal static class SaddlePoint
{
    private const double NearOne = 0.1;

    /// <summary>2π to 31 digits.</summary>
    public static DoubleDouble TwoPi => DoubleDouble.Sum(Math.Tau, 2.4492935982947064e-16);

    /// <summary>x log(x/m) + m − x for x ≥ 0 and m &gt; 0, relative error below 2⁻⁵² however close x is to m (Loader's bd0).</summary>
    public static double Deviance(double x, double m)
    {
        if (!(x >= 0.0) || !(m >= 0.0)) return double.NaN;
        if (x == 0.0) return m;
        if (m == 0.0 || double.IsInfinity(x) != double.IsInfinity(m)) return double.PositiveInfinity;
        return double.IsInfinity(x) ? double.NaN : Deviance((DoubleDouble)x, m).High;
    }

    /// <summary>The deviance with its rounding error; x ≥ 0 and m &gt; 0 finite.</summary>
    public static DoubleDouble Deviance(DoubleDouble x, DoubleDouble m)
    {
        if (x.High == 0.0) return m;
        DoubleDouble difference = x - m;
        if (Math.Abs(difference.High) >= NearOne * (x.High + m.High)) return (x * DoubleDouble.Log(x / m)) - difference;

        // log(x/m) = 2 atanh s with s = (x − m)/(x + m), and 2xs − (x − m) = (x − m)s: no difference of nearly equal numbers is left.
        DoubleDouble s = difference / (x + m);
        DoubleDouble square = s * s;
        return s * (difference + (2.0 * x * square * DoubleDouble.AtanhSeries(square, 1)));
    }

    /// <summary>log of e^−m mˣ/Γ(x + 1), the poisson probability at real x ≥ 0; relative error 6e-16, absolute 6e-16 near 0.</summary>
    public static double PoissonLogProbability(double x, double mean)
    {
        if (double.IsNaN(x) || !(mean >= 0.0)) return double.NaN;
        if (x < 0.0 || double.IsInfinity(x)) return double.NegativeInfinity;
        if (x == 0.0) return -mean;
        if (mean == 0.0 || double.IsInfinity(mean)) return double.NegativeInfinity;
        if (x < 1.0) return ((x * DoubleDouble.Log(mean)) - mean - GammaRatio.Log(1.0, x)).High;
        return -(Deviance((DoubleDouble)x, mean) + FactorialRest(x)).High;
    }

    /// <summary>The same at a whole number x from a mean, positive and finite, that is known to more than double precision.</summary>
    public static double PoissonLogProbability(double x, DoubleDouble mean) =>
        x == 0.0 ? -mean.High : -(Deviance((DoubleDouble)x, mean) + FactorialRest(x)).High;

    /// <summary>
    /// log of Γ(n + 1)/(Γ(x + 1)Γ(n − x + 1)) pˣ qⁿ⁻ˣ, the binomial probability at real 0 ≤ x ≤ n; q = 1 − p, of which the smaller is
    /// taken as exact.
    /// </summary>
    public static double BinomialLogProbability(double x, double n, double p, double q)
    {
        (DoubleDouble success, DoubleDouble failure) = Complement(p, q);
        return BinomialLogProbability(x, n - x, success, failure);
    }

    /// <summary>The same from successes, failures and exact probabilities.</summary>
    public static double BinomialLogProbability(double successes, double failures, DoubleDouble p, DoubleDouble q)
    {
        if (double.IsNaN(successes) || double.IsNaN(failures) || !(p.High >= 0.0) || !(q.High >= 0.0)) return double.NaN;
        if (successes < 0.0 || failures < 0.0 || double.IsInfinity(successes + failures)) return double.NegativeInfinity;
        if (successes == 0.0) return Powers(failures, q);
        if (failures == 0.0) return Powers(successes, p);
        if (p.High == 0.0 || q.High == 0.0) return double.NegativeInfinity;
        DoubleDouble n = DoubleDouble.Sum(successes, failures);
        DoubleDouble coefficient = FactorialRest(n) - FactorialRest(successes) - FactorialRest(failures);
        return (coefficient - Deviance(successes, n * p) - Deviance(failures, n * q)).High;
    }

    /// <summary>A probability and its complement to 31 digits, the smaller of the two given values taken as exact.</summary>
    public static (DoubleDouble P, DoubleDouble Q) Complement(double p, double q) =>
        p <= q ? (p, DoubleDouble.Sum(1.0, -p)) : (DoubleDouble.Sum(1.0, -q), q);

    private static double Powers(double count, DoubleDouble p)
    {
        if (count == 0.0) return 0.0;
        return p.High == 0.0 ? double.NegativeInfinity : (count * DoubleDouble.Log(p)).High;
    }

    // log Γ(x + 1) − x log x + x. Below 1 Stirling's form would grow without bound and cancel its own square root.
    private static DoubleDouble FactorialRest(DoubleDouble x) =>
        x.High >= 1.0
            ? (0.5 * DoubleDouble.Log(TwoPi * x)) + Elementary.StirlingError(x.High)
            : GammaRatio.Log(1.0, x.High) - (x * DoubleDouble.Log(x)) + x;
}
