using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Laws;

/// <summary>Draws follow the cdf, and their mean and variance lie within the Monte Carlo error.</summary>
/// <remarks>
/// Kolmogorov-Smirnov with the bound of Massart (1990), doi:10.1214/aop/1176990746: P(D > ε) ≤ 2 exp(−2nε²), valid for discrete distributions too,
/// where the distance is taken at the jumps.
/// </remarks>
internal sealed class SamplingLaw : CaseLaw
{
    private const double FalseAlarm = 1e-6;
    private const double StandardErrors = 5.0;

    // Beyond this share of the draws as kurtosis the mean of the draws is not yet normal.
    private const double LargestKurtosisShare = 0.01;

    /// <inheritdoc/>
    public override string Name => "sampling";

    /// <inheritdoc/>
    public override string Statement => "random draws follow the cdf, with mean and variance within the Monte Carlo error";

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        if (@case.Distribution is not { } d)
        {
            RowSamplingLaw.Examine(@case, options, verdict);
            return;
        }

        RandomStream stream = new(options.Seed);
        double[] draws = new double[options.Draws];
        for (int i = 0; i < draws.Length; i++)
        {
            draws[i] = d.Sample(stream);
            verdict.Require(@case.Noise.Contains(draws[i], @case.Trials), $"draw {Verdict.Format(draws[i])} lies outside the support");
        }

        Array.Sort(draws);
        double bound = Math.Sqrt(Math.Log(2.0 / FalseAlarm) / (2.0 * draws.Length));
        verdict.AtMost(Distance(@case, draws), bound, "Kolmogorov-Smirnov distance of the draws from the cdf");
        if (@case.Support == Support.Circle) Circular(d, draws, verdict);
        else if (double.IsFinite(d.Mean) && double.IsFinite(d.Variance)) Moments(@case, draws, verdict);
    }

    private static double Distance(NoiseCase @case, double[] sorted)
    {
        Distribution d = @case.Distribution!;
        double n = sorted.Length, largest = 0.0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i + 1 < sorted.Length && sorted[i + 1] == sorted[i]) continue;
            double cdf = d.Cdf(sorted[i]);
            double above = Math.Abs(((i + 1) / n) - cdf);
            int first = Array.BinarySearch(sorted, 0, i + 1, sorted[i]);
            while (first > 0 && sorted[first - 1] == sorted[i]) first--;
            double below = Math.Abs((first / n) - (@case.HasProbability(sorted[i]) ? @case.CdfBelow(sorted[i]) : cdf));
            double distance = Math.Max(above, below);
            if (!(distance <= largest)) largest = distance;
        }

        return largest;
    }

    /// <summary>Sine and one minus cosine of the angles from the mean, each with the standard error that the draws themselves have.</summary>
    private static void Circular(Distribution d, double[] draws, Verdict verdict)
    {
        double[] sines = [.. draws.Select(y => Math.Sin(y - d.Mean))];
        double[] lacks = [.. draws.Select(y => 2.0 * Math.Sin(0.5 * (y - d.Mean)) * Math.Sin(0.5 * (y - d.Mean)))];
        double n = draws.Length, lack = lacks.Average();
        verdict.Near(sines.Average(), 0.0, StandardErrors * Math.Sqrt(sines.Average(static s => s * s) / n), "mean sine of the draws about the mean");
        double spread = Math.Sqrt(lacks.Average(v => (v - lack) * (v - lack)) / n);
        verdict.Near(lack, d.Variance, StandardErrors * spread, "circular variance of the draws");
    }

    private static void Moments(NoiseCase @case, double[] draws, Verdict verdict)
    {
        Distribution d = @case.Distribution!;
        double mean = d.Mean, variance = d.Variance, n = draws.Length;
        Integrals fourth = Expectation.Of(@case, 0, 1, (y, _, weights, values) =>
        {
            for (int i = 0; i < y.Length; i++)
            {
                double deviation = y[i] - mean;
                if (weights[i] != 0.0) values[0][i] = weights[i] * deviation * deviation * deviation * deviation;
            }
        });
        double kurtosis = fourth.Values[0] / variance / variance;
        if (!fourth.Converged || !(kurtosis <= LargestKurtosisShare * n)) return;
        double sampleMean = draws.Average(), sampleVariance = draws.Average(y => (y - mean) * (y - mean));
        verdict.Near(sampleMean, mean, StandardErrors * Math.Sqrt(variance / n), "mean of the draws");
        verdict.Near(sampleVariance, variance, StandardErrors * variance * Math.Sqrt((kurtosis - 1.0) / n), "variance of the draws");
    }
}
