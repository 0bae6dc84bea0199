using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Noise.Distributions;

/// <summary>Expectations under a distribution from its quantiles, or by summation where responses are whole numbers.</summary>
internal static class QuantileExpectation
{
    private const double Negligible = 1e-18;
    private const double MostTerms = 200_000;
    private static readonly DoubleExponentialRule Rule = new(400, 6.5 / 400);

    /// <summary>E[g(Y)]: NaN where it does not converge.</summary>
    /// <remarks>
    /// ∫ g(Q(p)) dp by the double exponential rule, each half of the probabilities through its own
    /// tail, so that the nodes next to 0 and 1 are not rounded away. Whole numbers are summed, the tails left out holding 1e-18 each.
    /// </remarks>
    public static double Of(Distribution distribution, bool discrete, Func<double, double> function)
    {
        if (discrete && Sum(distribution, function) is { } sum) return sum;
        double total = 0.0, largest = 0.0, first = 0.0, last = 0.0;
        for (int k = -Rule.Half; k <= Rule.Half; k++)
        {
            double weight = Rule.Weight(k), tail = Rule.Tail(k);
            if (weight == 0.0) continue;
            last = weight * function(k < 0 ? distribution.Quantile(tail) : distribution.SurvivalQuantile(tail));
            if (k == -Rule.Half) first = last;
            largest = Math.Max(largest, Math.Abs(last));
            total += last;
        }

        // An integrand that has not fallen off at its ends has no finite integral.
        const double FallenOff = 1e-12;
        return Math.Abs(last) <= FallenOff * largest && Math.Abs(first) <= FallenOff * largest ? total : double.NaN;
    }

    /// <summary>The variance about a mean.</summary>
    public static double Variance(Distribution distribution, bool discrete, double mean) => Of(distribution, discrete, y => (y - mean) * (y - mean));

    private static double? Sum(Distribution distribution, Func<double, double> function)
    {
        double low = distribution.Quantile(Negligible), high = distribution.SurvivalQuantile(Negligible);
        if (!(high - low < MostTerms)) return null;
        double sum = 0.0;
        for (double y = low; y <= high; y++)
        {
            double log = distribution.LogDensity(y);
            if (log > double.NegativeInfinity) sum += Elementary.Exp(log) * function(y);
        }

        return sum;
    }
}
