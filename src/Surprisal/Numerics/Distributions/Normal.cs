namespace Surprisal.Numerics.Distributions;

/// <summary>The standard normal distribution: tails, their logarithms and quantiles to full double precision however far out.</summary>
/// <remarks>
/// Tails are Mills ratio times density with the exponent z²/2 carried to 31 digits, so that e^−700 is as accurate as e^−1. Measured: 1e-15
/// for tails, their logarithms and quantiles, z from −1e154 to 1e154. Outside [0, 1] quantiles are NaN, as is everything at NaN.
/// </remarks>
internal static class Normal
{
    private const double SquareOverflows = 1e154;
    private const double CentralMass = 0.25;
    private const double Converged = 4e-16;
    private const int MaximumSteps = 40;

    private static readonly DoubleDouble LogSqrtTwoPi = 0.5 * DoubleDouble.Log(SaddlePoint.TwoPi);

    /// <summary>P(Z ≤ z).</summary>
    public static double Cdf(double z) => Survival(-z);

    /// <summary>P(Z ≤ z) at a z that is known to more than double precision: at z = 38 a rounding of z is worth 1e-13 of the
    /// tail.</summary>
    public static double Cdf(DoubleDouble z) => Survival(-z);

    /// <summary>P(Z &gt; z).</summary>
    public static double Survival(double z) => Survival((DoubleDouble)z);

    /// <summary>P(Z &gt; z) at a z that is known to more than double precision.</summary>
    public static double Survival(DoubleDouble z)
    {
        if (double.IsNaN(z.High)) return double.NaN;
        return z.High < 0.0 ? 1.0 - Tail(-z) : Tail(z);
    }

    /// <summary>log P(Z ≤ z).</summary>
    public static double LogCdf(double z) => LogSurvival(-z);

    /// <summary>log P(Z &gt; z).</summary>
    public static double LogSurvival(double z)
    {
        if (double.IsNaN(z)) return double.NaN;
        return z < 0.0 ? Elementary.Log1p(-Tail(-z)) : LogTail(z);
    }

    /// <summary>P(0 &lt; Z ≤ z), odd in z: accurate in relative terms near 0.</summary>
    public static double FromCentre(double z)
    {
        double distance = Math.Abs(z);
        if (!(distance < 1.0)) return Math.CopySign(0.5 - Tail(distance), z);

        // φ(z) Σ z²ⁿ⁺¹/(2n + 1)!!, NIST DLMF 7.6.2: all terms positive.
        double square = z * z;
        double term = z;
        double sum = z;
        for (double n = 3.0; ; n += 2.0)
        {
            term *= square / n;
            double next = sum + term;
            if (next == sum) return sum * Density(distance);
            sum = next;
        }
    }

    /// <summary>φ(z).</summary>
    public static double Density(double z) => double.IsNaN(z) ? z : Density((DoubleDouble)z);

    /// <summary>z with P(Z ≤ z) = p.</summary>
    public static double Quantile(double p) => -QuantileFromSurvival(p);

    /// <summary>z with P(Z &gt; z) = q.</summary>
    public static double QuantileFromSurvival(double q)
    {
        if (!(q >= 0.0) || q > 1.0) return double.NaN;
        if (Math.Abs(q - 0.5) <= CentralMass) return QuantileFromCentre(0.5 - q);
        return q < 0.5 ? TailQuantile(Elementary.Log(q)) : -TailQuantile(Elementary.Log(1.0 - q));
    }

    /// <summary>z with log P(Z ≤ z) = logP ≤ 0.</summary>
    public static double QuantileFromLog(double logP) => -QuantileFromLogSurvival(logP);

    /// <summary>z with log P(Z &gt; z) = logQ ≤ 0.</summary>
    public static double QuantileFromLogSurvival(double logQ)
    {
        if (!(logQ <= 0.0)) return double.NaN;
        double q = Elementary.Exp(logQ);
        if (q < CentralMass) return TailQuantile(logQ);
        double p = -Elementary.Expm1(logQ);
        return p < CentralMass ? -TailQuantile(Elementary.Log(p)) : QuantileFromCentre(p < 0.5 ? p - 0.5 : 0.5 - q);
    }

    /// <summary>z with P(0 &lt; Z ≤ z) = mass, |mass| ≤ 1/2: what keeps a median's digits.</summary>
    public static double QuantileFromCentre(double mass)
    {
        double target = Math.Abs(mass);
        if (!(target <= 0.5)) return double.NaN;
        if (target > CentralMass) return Math.CopySign(TailQuantile(Elementary.Log(0.5 - target)), mass);
        double z = target * Constants.SqrtTwoPi;
        for (int i = 0; i < MaximumSteps; i++)
        {
            double step = (target - FromCentre(z)) / Density(z);
            z += step;
            if (step <= Converged * z) break;
        }

        return Math.CopySign(z, mass);
    }

    private static double Density(DoubleDouble z) =>
        Math.Abs(z.High) > SquareOverflows ? 0.0 : Constants.InverseSqrtTwoPi * (-0.5 * (z * z)).Exp();

    private static double Tail(DoubleDouble z) => Elementary.MillsRatio(z.High) * Density(z);

    private static double LogTail(double z)
    {
        if (z > SquareOverflows) return double.NegativeInfinity;
        return (Elementary.Log(Elementary.MillsRatio(z)) - (0.5 * DoubleDouble.Product(z, z)) - LogSqrtTwoPi).High;
    }

    // Newton on the log of the tail, which is concave: monotone after the first step from anywhere.
    private static double TailQuantile(double logQ)
    {
        if (double.IsNegativeInfinity(logQ)) return double.PositiveInfinity;
        double twice = -2.0 * (logQ + LogSqrtTwoPi.High);
        double z = Math.Sqrt(Math.Max(twice - Elementary.Log(Math.Max(twice, 1.0)), 0.25));
        double last = double.PositiveInfinity;
        for (int i = 0; i < MaximumSteps; i++)
        {
            double step = (LogTail(z) - logQ) * Elementary.MillsRatio(z);
            double size = Math.Abs(step);
            if (size >= last && size <= 1e-12 * z) break;
            z = Math.Max(z + step, 0.5 * z);
            if (size <= Converged * z) break;
            last = size;
        }

        return z;
    }
}
