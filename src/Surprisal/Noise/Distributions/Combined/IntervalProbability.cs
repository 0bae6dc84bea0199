using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Noise.Distributions;

/// <summary>P(below &lt; Y ≤ upper) of a distribution, from the tail in which it is small; where that is nearly all of the same tail, from the density.</summary>
/// <remarks>
/// A difference of tails loses as many digits as it is smaller than they are. So short an interval is one Gauss-Legendre panel for a density that varies
/// little over it; where the panel and its halves disagree (a kink, an end of the support) the difference stands.
/// </remarks>
internal static class IntervalProbability
{
    private const double Short = 0.0625;
    private const double Agreement = 1e-13;

    /// <summary>The logarithm of the probability; an end may be infinite.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="below">The lower end, excluded.</param>
    /// <param name="upper">The upper end, included.</param>
    /// <param name="smooth">Whether all of the probability between is that of a density.</param>
    public static double Log(Distribution distribution, double below, double upper, bool smooth)
    {
        if (!(below < upper)) return double.NegativeInfinity;
        if (double.IsNegativeInfinity(below)) return double.IsPositiveInfinity(upper) ? 0.0 : distribution.LogCdf(upper);
        if (double.IsPositiveInfinity(upper)) return distribution.LogSurvival(below);
        double belowUpper = distribution.LogCdf(upper), aboveLower = distribution.LogSurvival(below);
        (double larger, double smaller) = belowUpper < aboveLower ? (belowUpper, distribution.LogCdf(below)) : (aboveLower, distribution.LogSurvival(upper));
        return smooth && larger - smaller < Short && Integral(distribution, below, upper) is { } integral ? integral : Difference(larger, smaller);
    }

    /// <summary>log(eᵃ − eᵇ), b ≤ a.</summary>
    private static double Difference(double a, double b)
    {
        if (double.IsNegativeInfinity(b)) return a;
        double gap = b - a;
        return gap >= 0.0 ? double.NegativeInfinity : a + Elementary.Log1mExp(gap);
    }

    private static double? Integral(Distribution distribution, double below, double upper)
    {
        double middle = below + (0.5 * (upper - below)), origin = distribution.LogDensity(middle);
        if (!double.IsFinite(origin)) return null;
        double whole = Panel(distribution, below, upper, origin), halves = Panel(distribution, below, middle, origin) + Panel(distribution, middle, upper, origin);
        return Math.Abs(whole - halves) <= Agreement * halves ? origin + Elementary.Log(halves) : null;
    }

    /// <summary>∫ e^(log density − origin) by the Gauss-Legendre rule.</summary>
    private static double Panel(Distribution distribution, double from, double to, double origin)
    {
        double half = 0.5 * (to - from), middle = from + half, sum = 0.0;
        SymmetricRule rule = GaussLegendre.Six;
        for (int k = 0; k < rule.Count; k++)
            sum += rule.Weight(k) * Elementary.Exp(distribution.LogDensity(middle + (half * rule.Node(k))) - origin);
        return half * sum;
    }
}
