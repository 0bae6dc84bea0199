using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Mode and entropy of a distribution from its log-density and its quantiles, for those without a closed form.</summary>
internal static class NumericalSummary
{
    private const int Nodes = 400;
    private const double Reach = 6.5;
    private const double HalfPi = 1.5707963267948966;
    private const int ModeGrid = 129;
    private const int GoldenSteps = 90;

    /// <summary>
    /// The expected surprisal: the surprisal at the quantiles, by the double exponential rule on the probabilities (Takahasi and Mori 1974,
    /// doi:10.2977/prims/1195192451), each half through its own tail.
    /// </summary>
    public static double Entropy(Distribution distribution)
    {
        double step = Reach / Nodes, sum = 0.0;
        for (int k = -Nodes; k <= Nodes; k++)
        {
            double u = k * step, e = Elementary.Exp(u), sinh = 0.5 * (e - (1.0 / e)), cosh = 0.5 * (e + (1.0 / e));
            double tail = 1.0 / (1.0 + Elementary.Exp(2.0 * HalfPi * Math.Abs(sinh)));
            double weight = step * HalfPi * cosh * 2.0 * tail * (1.0 - tail);
            if (weight == 0.0) continue;
            double y = u < 0.0 ? distribution.Quantile(tail) : distribution.SurvivalQuantile(tail);
            double surprisal = distribution.Surprisal(y);
            if (double.IsFinite(surprisal)) sum += weight * surprisal;
        }

        return sum;
    }

    /// <summary>The best point of a grid of quantiles, and a golden section about it.</summary>
    public static double Mode(Distribution distribution)
    {
        int best = 1;
        double highest = double.NegativeInfinity;
        for (int k = 1; k < ModeGrid; k++)
        {
            double density = distribution.LogDensity(distribution.Quantile(k / (double)ModeGrid));
            if (!(density > highest)) continue;
            highest = density;
            best = k;
        }

        double low = distribution.Quantile((best - 1.0) / ModeGrid), high = distribution.Quantile((best + 1.0) / ModeGrid);
        if (double.IsInfinity(low)) low = distribution.Quantile(0.25 / ModeGrid);
        if (double.IsInfinity(high)) high = distribution.SurvivalQuantile(0.25 / ModeGrid);
        double ratio = (Math.Sqrt(5.0) - 1.0) / 2.0;
        for (int k = 0; k < GoldenSteps; k++)
        {
            double a = high - (ratio * (high - low)), b = low + (ratio * (high - low));
            if (distribution.LogDensity(a) >= distribution.LogDensity(b)) high = b;
            else low = a;
        }

        return 0.5 * (low + high);
    }
}
