using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>The binomial distribution (bernoulli with one trial): tails at any real number and quantiles.</summary>
/// <remarks>
/// P(Y &gt; k) = I_p(k + 1, n − k), NIST DLMF 8.17.5. The probability of a success comes with that of a failure; the smaller is taken as
/// exact. Between counts a tail is that of the count below. Accuracy of <see cref="IncompleteBeta"/>. Trials outside [0, ∞) and
/// probabilities outside [0, 1] give NaN.
/// </remarks>
internal static class Binomial
{
    /// <summary>Both tails at <paramref name="y"/>.</summary>
    public static TailPair Tails(double y, double trials, double success, double failure)
    {
        if (double.IsNaN(y) || !(trials >= 0.0) || double.IsInfinity(trials)) return TailPair.Undefined;
        if (!(success >= 0.0) || !(failure >= 0.0) || success > 1.0 || failure > 1.0) return TailPair.Undefined;
        if (y < 0.0) return TailPair.AllUpper;
        double count = Math.Floor(y);
        return count >= trials ? TailPair.AllLower : IncompleteBeta.Tails(count + 1.0, trials - count, success, failure).Mirror();
    }

    /// <summary>The smallest count that reaches <paramref name="target"/>.</summary>
    public static double Quantile(QuantileTarget target, double trials, double success, double failure) =>
        DiscreteQuantile.Find(new Distribution(trials, success, failure), target);

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Distribution(double trials, double success, double failure) : ICountDistribution
    {
        public double Largest => trials;

        public double Mean => trials * success;

        public double StandardDeviation => Math.Sqrt(trials * success * failure);

        public double Skewness => StandardDeviation > 0.0 ? (failure - success) / StandardDeviation : 0.0;

        public TailPair Tails(double count) => Binomial.Tails(count, trials, success, failure);
    }
}
