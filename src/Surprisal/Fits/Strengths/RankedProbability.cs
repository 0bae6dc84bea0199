using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Fits.Strengths;

/// <summary>The continuous ranked probability score ∫ (F(x) − 1{x ≥ y})² dx: in the units of the response, 0 for a sure and right prediction.</summary>
/// <remarks>
/// <para>Of a gaussian in closed form; on whole numbers a sum; else by Gauss-Legendre rules between quantiles, which is good to about 1e-8 relative.</para>
/// <para>Gneiting, Raftery (2007), doi:10.1198/016214506000001437.</para>
/// </remarks>
internal static class RankedProbability
{
    private const double SmallTail = 1e-13;
    private const int MostTerms = 100_000;
    private static readonly double[] Tails = [1e-15, 1e-12, 1e-9, 1e-7, 1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.15, 0.3];

    /// <summary>The score of a response.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="distribution">What it predicts.</param>
    /// <param name="y">The response.</param>
    public static double Of(NoiseModel noise, Distribution distribution, double y)
    {
        if (noise is GaussianNoise) return Gaussian((y - distribution.Mean) / Math.Sqrt(distribution.Variance)) * Math.Sqrt(distribution.Variance);
        return noise.Support.IsDiscrete() ? Whole(distribution, y) : Continuous(noise, distribution, y);
    }

    private static double Gaussian(double z)
    {
        const double InverseSqrtPi = 0.56418958354775628695;
        double density = Elementary.Exp((-0.5 * z * z) - Constants.HalfLogTwoPi);
        return (z * (1 - (2 * Elementary.Exp(Normal.LogSurvival(z))))) + (2 * density) - InverseSqrtPi;
    }

    private static double Whole(Distribution distribution, double y)
    {
        double sum = 0, at = Math.Floor(y);
        for (double k = at - 1; at - k < MostTerms; k--)
        {
            double below = distribution.Cdf(k);
            sum += below * below;
            if (below < SmallTail) break;
        }

        for (double k = at; k - at < MostTerms; k++)
        {
            double above = distribution.Survival(k);
            sum += above * above;
            if (above < SmallTail) break;
        }

        return sum;
    }

    private static double Continuous(NoiseModel noise, Distribution distribution, double y)
    {
        SortedSet<double> nodes = [y, distribution.Median, .. noise.Atoms];
        foreach (double tail in Tails)
        {
            nodes.Add(distribution.Quantile(tail));
            nodes.Add(distribution.SurvivalQuantile(tail));
        }

        double[] ends = [.. nodes.Where(double.IsFinite)];
        double sum = 0;
        for (int k = 1; k < ends.Length; k++)
        {
            double half = 0.5 * (ends[k] - ends[k - 1]), centre = ends[k - 1] + half, part = 0;
            bool below = ends[k] <= y;
            for (int node = 0; node < GaussLegendre.Ten.Count; node++)
            {
                double x = centre + (half * GaussLegendre.Ten.Node(node)), probability = below ? distribution.Cdf(x) : distribution.Survival(x);
                part += GaussLegendre.Ten.Weight(node) * probability * probability;
            }

            sum += half * part;
        }

        return sum;
    }
}
