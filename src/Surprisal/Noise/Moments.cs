using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Weighted mean and standard deviation of a sample, finite for every finite sample: what starting values are made of.</summary>
internal sealed class Moments
{
    private const double SmallestShare = 1e-9;
    private const double LargestDeviation = 1e50;

    private Moments(double weight, double mean, double deviation)
    {
        Weight = weight;
        Mean = mean;
        StandardDeviation = deviation;
    }

    /// <summary>The sum of the weights.</summary>
    public double Weight { get; }

    /// <summary>The weighted mean; 0 for an empty sample.</summary>
    public double Mean { get; }

    /// <summary>The weighted standard deviation, divisor <see cref="Weight"/>; 0 for an empty sample.</summary>
    public double StandardDeviation { get; }

    /// <summary>
    /// The mean of a sample of non-negative numbers, kept off zero by a half in the whole sample where it has zeros only.
    /// </summary>
    public double PositiveMean => Mean > 0.0 ? Mean : 0.5 / Math.Max(Weight, 1.0);

    /// <summary>The root of the weighted mean of the squares, at most the largest double.</summary>
    public double RootMeanSquare
    {
        get
        {
            double larger = Math.Max(Math.Abs(Mean), StandardDeviation), smaller = Math.Min(Math.Abs(Mean), StandardDeviation), ratio = smaller / larger;
            return larger > 0.0 ? Math.Min(larger * Math.Sqrt(1.0 + (ratio * ratio)), double.MaxValue) : 0.0;
        }
    }

    /// <summary>Computes the moments.</summary>
    /// <param name="y">The sample.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    public static Moments Of(ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        double scale = 0.0, weight = 0.0;
        for (int i = 0; i < y.Length; i++)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i];
            if (w > 0.0) scale = Math.Max(scale, Math.Abs(y[i]));
            weight += w;
        }

        if (!(scale > 0.0) || !(weight > 0.0)) return new(weight, 0.0, 0.0);

        // In units of the largest: neither sums nor squares overflow or underflow.
        double mean = 0.0;
        for (int i = 0; i < y.Length; i++)
        {
            // A row of weight 0 may be infinite in these units.
            double w = weights.IsEmpty ? 1.0 : weights[i];
            if (w > 0.0) mean += w / weight * (y[i] / scale);
        }

        double square = 0.0;
        for (int i = 0; i < y.Length; i++)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i], deviation = (y[i] / scale) - mean;
            if (w > 0.0) square += w / weight * (deviation * deviation);
        }

        return new(weight, scale * Math.Clamp(mean, -1.0, 1.0), scale * Math.Min(Math.Sqrt(square), 1.0));
    }

    /// <summary>
    /// The share of successes among trials after one more trial that half succeeds: inside 0 and 1 for successes only and for none.
    /// </summary>
    /// <param name="meanTrials">The mean number of trials, with the same weights.</param>
    public double ShrunkShare(double meanTrials)
    {
        if (!(Weight > 0.0)) return 0.5;
        double one = 1.0 / Weight;
        return Math.Clamp((Mean + (0.5 * one)) / (meanTrials + one), SmallestShare, 1.0 - SmallestShare);
    }

    /// <summary>
    /// The logarithm of the mean less the mean of the logarithms, of a positive sample: 0 where it is constant, up to rounding.
    /// </summary>
    /// <param name="y">The sample that these are the moments of.</param>
    /// <param name="weights">Its weights.</param>
    public double LogMeanExcess(ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        if (!(Mean > 0.0)) return 0.0;
        double logMean = Elementary.Log(Mean), excess = 0.0;
        for (int i = 0; i < y.Length; i++) excess += (weights.IsEmpty ? 1.0 : weights[i]) / Weight * (logMean - Elementary.Log(y[i]));
        return excess;
    }

    /// <summary>The third central moment over the cube of the standard deviation; 0 for a constant sample.</summary>
    /// <param name="y">The sample that these are the moments of.</param>
    /// <param name="weights">Its weights.</param>
    public double Skewness(ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        if (!(StandardDeviation > 0.0)) return 0.0;
        double sum = 0.0;
        for (int i = 0; i < y.Length; i++)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i];
            if (!(w > 0.0)) continue;

            // In units that neither overflow nor, for a spread that is subnormal, divide by nothing.
            double z = Math.Clamp((y[i] / StandardDeviation) - (Mean / StandardDeviation), -LargestDeviation, LargestDeviation);
            sum += w / Weight * (z * z * z);
        }

        return sum;
    }
}
