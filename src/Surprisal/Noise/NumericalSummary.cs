using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Mode and entropy of a distribution from its log-density and its quantiles, for those without a closed form.</summary>
/// <remarks>
/// What the distribution is spread over is read from its quantiles: from 0 and 1 the ends of its support, from a jump of the cdf at the median
/// that it is one of whole numbers, from jumps at 0 and at 1 that it has atoms there. Then its log-density is integrated or summed.
/// </remarks>
internal static class NumericalSummary
{
    private const double HalfTurn = 3.1415926535897931;
    private const double Agreement = 1e-6;
    private static readonly double[] Quartiles = [0.5, 0.25, 0.75];

    /// <summary>The expected surprisal, in nats; NaN where it does not exist.</summary>
    /// <param name="distribution">The distribution.</param>
    public static double Entropy(Distribution distribution)
    {
        if (double.IsNaN(distribution.Median)) return double.NaN;
        double entropy = IsDiscrete(distribution)
            ? Numbers(distribution).Mean(static (_, log) => double.IsNegativeInfinity(log) ? 0.0 : -log)
            : Continuum(distribution).Entropy();
        return double.IsFinite(entropy) ? entropy : double.NaN;
    }

    /// <summary>A response of highest density: the smallest where there are several; NaN where the density has no bound.</summary>
    /// <param name="distribution">The distribution.</param>
    public static double Mode(Distribution distribution)
    {
        if (double.IsNaN(distribution.Median)) return double.NaN;
        return IsDiscrete(distribution) ? Numbers(distribution).Mode(distribution.Quantile(0.0)) : Continuum(distribution).Mode();
    }

    private static Continuum Continuum(Distribution distribution)
    {
        double low = distribution.Quantile(0.0), high = distribution.Quantile(1.0);
        double[] atoms = [.. new[] { low, high }.Where(y => double.IsFinite(y) && HasJump(distribution, y))];
        Support support = low switch
        {
            0.0 => high <= 1.0 ? Support.ClosedUnitInterval : Support.NonNegative,
            -HalfTurn => Support.Circle,
            _ => Support.RealLine,
        };
        IEnumerable<double> hints = Quartiles.Select(distribution.Quantile);
        return new Continuum(distribution.LogDensity, support, atoms, hints);
    }

    private static WholeNumbers Numbers(Distribution distribution) =>
        WholeNumbers.Of(k => Between(distribution, k), [distribution.Median], distribution.Quantile(0.0), distribution.Quantile(1.0));

    /// <summary>The log-probability between numbers, where sums become integrals: the cubic through the four numbers about.</summary>
    private static double Between(Distribution distribution, double k)
    {
        double floor = Math.Floor(k), x = k - floor;
        if (x == 0.0) return distribution.LogDensity(k);
        double a = distribution.LogDensity(floor - 1.0), b = distribution.LogDensity(floor), c = distribution.LogDensity(floor + 1.0), d = distribution.LogDensity(floor + 2.0);
        double first = c - b, second = c - (2.0 * b) + a, third = d - (3.0 * first) - a;
        return b + (x * first) + (0.5 * x * (x - 1.0) * (second + ((x + 1.0) / 3.0 * third)));
    }

    /// <summary>Whether all of the distribution is on whole numbers: its median is one, and so is what halves the tail above it.</summary>
    private static bool IsDiscrete(Distribution distribution)
    {
        double median = distribution.Median;
        if (!HasJump(distribution, median)) return false;
        double above = distribution.Survival(median), below = distribution.Cdf(Math.BitDecrement(median));
        return (!(above > Elementary.Exp(-30.0)) || HasJump(distribution, distribution.SurvivalQuantile(0.5 * above)))
            && (!(below > Elementary.Exp(-30.0)) || HasJump(distribution, distribution.Quantile(0.5 * below)));
    }

    /// <summary>Whether the cdf jumps at a response by what the log-density says is its probability.</summary>
    private static bool HasJump(Distribution distribution, double y)
    {
        double probability = Elementary.Exp(distribution.LogDensity(y)), before = Math.BitDecrement(y);
        if (Math.Floor(y) != y || !(probability > 0.0)) return false;
        double step = distribution.Cdf(y) < 0.5 ? distribution.Cdf(y) - distribution.Cdf(before) : distribution.Survival(before) - distribution.Survival(y);
        return Math.Abs(step - probability) <= Agreement * probability;
    }
}
