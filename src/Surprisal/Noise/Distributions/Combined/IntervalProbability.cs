using Surprisal.Numerics;

namespace Surprisal.Noise.Distributions;

/// <summary>P(below &lt; Y ≤ upper) of a distribution, from the tail in which it is small.</summary>
internal static class IntervalProbability
{
    /// <summary>The logarithm of the probability; an end may be infinite.</summary>
    public static double Log(Distribution distribution, double below, double upper)
    {
        if (!(below < upper)) return double.NegativeInfinity;
        if (double.IsNegativeInfinity(below)) return double.IsPositiveInfinity(upper) ? 0.0 : distribution.LogCdf(upper);
        if (double.IsPositiveInfinity(upper)) return distribution.LogSurvival(below);
        double belowUpper = distribution.LogCdf(upper), aboveLower = distribution.LogSurvival(below);
        return belowUpper < aboveLower ? Difference(belowUpper, distribution.LogCdf(below)) : Difference(aboveLower, distribution.LogSurvival(upper));
    }

    /// <summary>log(eᵃ − eᵇ), b ≤ a.</summary>
    private static double Difference(double a, double b)
    {
        if (double.IsNegativeInfinity(b)) return a;
        double gap = b - a;
        return gap >= 0.0 ? double.NegativeInfinity : a + Elementary.Log1mExp(gap);
    }
}
