using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>The poisson distribution: tails at any real number and quantiles.</summary>
/// <remarks>
/// P(Y ≤ k) = Q(k + 1, mean), NIST DLMF 8.4.10. Between counts a tail is that of the count below. Accuracy of
/// <see cref="IncompleteGamma"/>. A mean outside [0, ∞) gives NaN.
/// </remarks>
internal static class Poisson
{
    /// <summary>Both tails at <paramref name="y"/>.</summary>
    public static TailPair Tails(double y, double mean)
    {
        if (double.IsNaN(y) || !(mean >= 0.0) || double.IsInfinity(mean)) return TailPair.Undefined;
        if (y < 0.0) return TailPair.AllUpper;
        return double.IsInfinity(y) || mean == 0.0 ? TailPair.AllLower : IncompleteGamma.Tails(Math.Floor(y) + 1.0, mean).Mirror();
    }

    /// <summary>The smallest count that reaches <paramref name="target"/>.</summary>
    public static double Quantile(QuantileTarget target, double mean) => DiscreteQuantile.Find(new Distribution(mean), target);

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Distribution(double mean) : ICountDistribution
    {
        public double Largest => double.PositiveInfinity;

        public double Mean => mean;

        public double StandardDeviation => Math.Sqrt(mean);

        public double Skewness => 1.0 / Math.Sqrt(mean);

        public TailPair Tails(double count) => Poisson.Tails(count, mean);
    }
}
