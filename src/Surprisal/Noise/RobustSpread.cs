namespace Surprisal.Noise;

/// <summary>
/// Median and median absolute deviation of a sample, from at most a few thousand of its rows: starting values that outliers do not move.
/// </summary>
internal static class RobustSpread
{
    private const int LargestSample = 2000;
    private const double RelativeFallback = 1e-3;
    private const double LargestDeviation = 1e300;

    /// <summary>
    /// The weighted median and the weighted median of the distances from it; where half of the sample is one value, their mean instead.
    /// </summary>
    /// <param name="y">The sample.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <returns>(0, 0) for an empty sample; a deviation of 0 for a constant one.</returns>
    public static (double Median, double Deviation) Of(ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        int stride = Math.Max(1, (y.Length + LargestSample - 1) / LargestSample);
        List<(double Value, double Weight)> sample = new(Math.Min(y.Length, LargestSample));
        for (int i = 0; i < y.Length; i += stride)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i];
            if (w > 0.0) sample.Add((y[i], w));
        }

        double median = Median(sample);
        double total = 0.0, sum = 0.0;
        for (int i = 0; i < sample.Count; i++)
        {
            (double value, double w) = sample[i];
            double deviation = Math.Min(Math.Abs(value - median), LargestDeviation);
            sample[i] = (deviation, w);
            total += w;
        }

        double half = Median(sample);
        if (half > 0.0 || sample.Count == 0) return (median, half);
        foreach ((double deviation, double w) in sample) sum += w / total * deviation;
        return (median, sum);
    }

    /// <summary>A positive scale whatever the sample: the spread, or where the sample is constant a small part of its value.</summary>
    /// <param name="spread">The spread that was found.</param>
    /// <param name="location">The value that it is a spread about.</param>
    public static double OrFallback(double spread, double location)
    {
        if (spread > 0.0) return spread;
        double part = RelativeFallback * Math.Abs(location);
        return part > 0.0 ? part : 1.0;
    }

    private static double Median(List<(double Value, double Weight)> sample)
    {
        if (sample.Count == 0) return 0.0;
        sample.Sort(static (a, b) => a.Value.CompareTo(b.Value));
        double total = 0.0, below = 0.0;
        foreach ((_, double w) in sample) total += w;
        foreach ((double value, double w) in sample)
        {
            below += w;
            if (below >= 0.5 * total) return value;
        }

        return sample[^1].Value;
    }
}
