namespace Surprisal.Numerics.Distributions;

/// <summary>
/// The standard huber distribution with density e^−ρ(z)/Z, ρ(z) = z²/2 for |z| ≤ k, else k|z| − k²/2: normaliser, tails, quantiles,
/// variance.
/// </summary>
/// <remarks>
/// Z = √(2π)(2Φ(k) − 1) + 2e^−k²/2/k (Huber 1964, doi:10.1214/aoms/1177703732, section 6). Inside the core a tail is the normal one plus
/// e^−k²/2(1/k − M(k)), M the Mills ratio: a sum of positive parts. k = ∞ is the normal distribution. Measured for k from 1e-3 to 40:
/// 2e-15.
/// k ≤ 0 and probabilities outside [0, 1] give NaN.
/// </remarks>
internal static class Huber
{
    private const double CentralMass = 0.25;
    private const double Unrepresentable = 1e300;

    /// <summary>Z.</summary>
    public static double Normaliser(double k)
    {
        if (!(k > 0.0)) return double.NaN;
        return 2.0 * ((Constants.SqrtTwoPi * Normal.FromCentre(k)) + (Edge(k) / k));
    }

    /// <summary>log Z.</summary>
    public static double LogNormaliser(double k) => Elementary.Log(Normaliser(k));

    /// <summary>The variance (the mean is 0).</summary>
    public static double Variance(double k)
    {
        if (!(k > 0.0)) return double.NaN;
        double edge = Edge(k);
        return 2.0 * ((Constants.SqrtTwoPi * Normal.FromCentre(k)) + (edge == 0.0 ? 0.0 : 2.0 * edge / k * (1.0 + (1.0 / k / k)))) / Normaliser(k);
    }

    /// <summary>Both tails at z.</summary>
    public static TailPair Tails(double z, double k)
    {
        if (double.IsNaN(z) || !(k > 0.0)) return TailPair.Undefined;
        double distance = Math.Abs(z);
        if (double.IsInfinity(distance)) return z > 0.0 ? TailPair.AllLower : TailPair.AllUpper;
        TailPair upper = TailPair.FromUpper(distance >= k ? Outside(distance, k) : Inside(distance, k));
        return z < 0.0 ? upper.Mirror() : upper;
    }

    /// <summary>z that <paramref name="target"/> defines.</summary>
    public static double Quantile(QuantileTarget target, double k)
    {
        if (!target.IsValid || !(k > 0.0)) return double.NaN;
        double z = UpperQuantile(target.Smaller, k);
        return target.IsLower ? -z : z;
    }

    private static double Edge(double k) => Normal.Density(k) * Constants.SqrtTwoPi;

    private static ScaledTail Outside(double z, double k)
    {
        DoubleDouble exponent = k * (z - (0.5 * k)) < Unrepresentable ? -k * DoubleDouble.Sum(z, -0.5 * k) : double.NegativeInfinity;
        return new ScaledTail(exponent, 1.0 / (k * Normaliser(k)));
    }

    private static ScaledTail Inside(double z, double k)
    {
        DoubleDouble exponent = z * z < Unrepresentable ? -0.5 * DoubleDouble.Product(z, z) : double.NegativeInfinity;
        double inCore = Elementary.MillsRatio(z);
        double beyond = double.IsInfinity(k) ? 0.0 : Elementary.Exp(-0.5 * (k - z) * (k + z)) * ((1.0 / k) - Elementary.MillsRatio(k));
        return new ScaledTail(exponent, (inCore + beyond) / Normaliser(k));
    }

    private static double UpperQuantile(TailTarget target, double k)
    {
        if (double.IsNegativeInfinity(target.Log)) return double.PositiveInfinity;
        double normaliser = Normaliser(k);
        double edge = Edge(k);
        double fromCentre = 0.5 - target.Value;
        double core = Constants.SqrtTwoPi * Normal.FromCentre(k) / normaliser;
        if (fromCentre <= CentralMass)
        {
            // The mass from the median is exact here and keeps the digits that the tail has lost.
            double outside = fromCentre - core;
            return outside > 0.0
                ? k - (Elementary.Log1p(-outside * k * normaliser / edge) / k)
                : Normal.QuantileFromCentre(fromCentre * normaliser / Constants.SqrtTwoPi);
        }

        ScaledTail tail = double.IsInfinity(k) ? new ScaledTail(double.NegativeInfinity, 1.0) : Outside(k, k);
        double logTail = tail.LogValue;
        if (target.Log < logTail) return k + (Math.Max(target.Excess(tail.Value, logTail), 0.0) / k);
        double beyond = edge == 0.0 ? 0.0 : edge * ((1.0 / k) - Elementary.MillsRatio(k));
        return target.IsLogarithmic
            ? Normal.QuantileFromLogSurvival(target.Log + Elementary.Log(normaliser / Constants.SqrtTwoPi))
            : Normal.QuantileFromSurvival(((target.Value * normaliser) - beyond) / Constants.SqrtTwoPi);
    }
}
