using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>The negative binomial distribution by mean and size (variance mean + mean²/size): probabilities, tails at any real number,
/// quantiles.</summary>
/// <remarks>
/// P(Y ≤ k) = I_p(size, k + 1) with p = size/(size + mean) carried to 31 digits (NIST DLMF 8.17; R's pnbinom). An infinite size is the
/// poisson distribution. Between counts a tail is that of the count below. Accuracy of <see cref="IncompleteBeta"/>. A mean outside [0, ∞)
/// or a size outside (0, ∞] gives NaN.
/// </remarks>
internal static class NegativeBinomial
{
    /// <summary>log P(Y = y) for y ≥ 0; relative error 6e-16, absolute 6e-16 near 0.</summary>
    public static double LogProbability(double y, double mean, double size)
    {
        if (double.IsNaN(y) || !IsDefined(mean, size)) return double.NaN;
        if (double.IsInfinity(size)) return SaddlePoint.PoissonLogProbability(y, mean);
        if (y < 0.0 || double.IsInfinity(y)) return double.NegativeInfinity;
        if (mean == 0.0) return y == 0.0 ? 0.0 : double.NegativeInfinity;
        (DoubleDouble p, DoubleDouble q) = Probabilities(mean, size);
        if (y == 0.0) return (size * DoubleDouble.Log(p)).High;
        DoubleDouble share = size / DoubleDouble.Sum(size, y);
        return (SaddlePoint.BinomialLogProbability(size, y, p, q) + DoubleDouble.Log(share)).High;
    }

    /// <summary>Both tails at <paramref name="y"/>.</summary>
    public static TailPair Tails(double y, double mean, double size)
    {
        if (double.IsNaN(y) || !IsDefined(mean, size)) return TailPair.Undefined;
        if (double.IsInfinity(size)) return Poisson.Tails(y, mean);
        if (y < 0.0) return TailPair.AllUpper;
        if (double.IsInfinity(y) || mean == 0.0) return TailPair.AllLower;
        (DoubleDouble p, DoubleDouble q) = Probabilities(mean, size);
        return IncompleteBeta.Tails(size, Math.Floor(y) + 1.0, p, q);
    }

    /// <summary>The smallest count that reaches <paramref name="target"/>.</summary>
    public static double Quantile(QuantileTarget target, double mean, double size) =>
        DiscreteQuantile.Find(new Distribution(mean, size), target);

    private static bool IsDefined(double mean, double size) => mean >= 0.0 && size > 0.0 && !double.IsInfinity(mean);

    private static (DoubleDouble P, DoubleDouble Q) Probabilities(double mean, double size)
    {
        DoubleDouble sum = DoubleDouble.Sum(size, mean);
        return (size / sum, mean / sum);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Distribution(double mean, double size) : ICountDistribution
    {
        public double Largest => double.PositiveInfinity;

        public double Mean => mean;

        public double StandardDeviation => Math.Sqrt(mean * (1.0 + (mean / size)));

        public double Skewness => (1.0 + (2.0 * mean / size)) / StandardDeviation;

        public TailPair Tails(double count) => NegativeBinomial.Tails(count, mean, size);
    }
}
