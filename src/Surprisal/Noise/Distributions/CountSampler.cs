using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>Draws counts: inversion where the mean is small, transformed rejection elsewhere.</summary>
/// <remarks>Hörmann, The transformed rejection method for generating Poisson random variables (1993), doi:10.1016/0167-6687(93)90997-4,
/// algorithm PTRS;
/// Hörmann, The generation of binomial random variates (1993), doi:10.1080/00949659308811496, algorithm BTRS.</remarks>
internal static class CountSampler
{
    private const double LargestInverted = 10.0;

    /// <summary>A poisson draw.</summary>
    public static double NextPoisson(RandomStream stream, double mean)
    {
        if (mean < LargestInverted) return InvertPoisson(stream, mean);
        PoissonDistribution distribution = new(mean);
        double b = 0.931 + (2.53 * Math.Sqrt(mean)), a = -0.059 + (0.02483 * b);
        double logInverseAlpha = Elementary.Log(1.1239 + (1.1328 / (b - 3.4))), squeeze = 0.9277 - (3.6224 / (b - 2.0));
        while (true)
        {
            double u = stream.NextDouble() - 0.5, v = stream.NextDouble(), us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2.0 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= squeeze) return k;
            if (k < 0.0 || (us < 0.013 && v > us)) continue;
            if (Elementary.Log(v) + logInverseAlpha - Elementary.Log((a / (us * us)) + b) <= distribution.LogDensity(k)) return k;
        }
    }

    /// <summary>A binomial draw, for a probability of at most ½.</summary>
    public static double NextBinomial(RandomStream stream, double trials, double probability)
    {
        double mean = trials * probability;
        if (mean < LargestInverted) return InvertBinomial(stream, trials, probability);
        BinomialDistribution distribution = new(trials, probability);
        double spread = Math.Sqrt(mean * (1.0 - probability)), b = 1.15 + (2.53 * spread);
        double a = -0.0873 + (0.0248 * b) + (0.01 * probability), squeeze = 0.92 - (4.2 / b);
        double alpha = (2.83 + (5.1 / b)) * spread, atMode = distribution.LogDensity(Math.Floor((trials + 1.0) * probability));
        while (true)
        {
            double u = stream.NextDouble() - 0.5, v = stream.NextDouble(), us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2.0 * a / us) + b) * u) + mean + 0.5);
            if (k < 0.0 || k > trials) continue;
            if (us >= 0.07 && v <= squeeze) return k;
            if (Elementary.Log(v * alpha / ((a / (us * us)) + b)) <= distribution.LogDensity(k) - atMode) return k;
        }
    }

    private static double InvertPoisson(RandomStream stream, double mean)
    {
        double u = stream.NextDouble(), probability = Elementary.Exp(-mean), k = 0.0;
        while (u > probability && probability > 0.0)
        {
            u -= probability;
            k++;
            probability *= mean / k;
        }

        return k;
    }

    private static double InvertBinomial(RandomStream stream, double trials, double success)
    {
        double u = stream.NextDouble(), odds = success / (1.0 - success), k = 0.0;
        double probability = Elementary.Exp(trials * Elementary.Log1p(-success));
        while (u > probability && k < trials && probability > 0.0)
        {
            u -= probability;
            k++;
            probability *= (trials - k + 1.0) / k * odds;
        }

        return k;
    }
}
