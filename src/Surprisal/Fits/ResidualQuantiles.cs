using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Solvers;

namespace Surprisal.Fits;

/// <summary>
/// Quantiles of normalised quantile residuals: standard normal if the model holds, whatever the noise model (Dunn and Smyth 1996,
/// doi:10.1080/10618600.1996.10474708). For counts the middle of the distribution function's jump, so no randomness enters.
/// </summary>
internal static class ResidualQuantiles
{
    private const int SampleRows = 2048;

    /// <summary>
    /// Quantiles 0, ¼, ½, ¾, 1 over at most 2,048 rows in evenly spaced runs of eight, computed when first asked for; null for classes, and where a parameter
    /// has left its domain.
    /// </summary>
    public static Lazy<IReadOnlyList<double>?> Of(Estimate estimate)
    {
        BoundModel bound = estimate.Bound;
        if (!bound.Noise.IsUnivariate) return new Lazy<IReadOnlyList<double>?>((IReadOnlyList<double>?)null);
        int size = Math.Min(bound.RowCount, SampleRows);
        int[] rows = new int[size];

        // Eight neighbours at a time: scattered single rows would fetch a line of cache for each of their cells.
        for (int i = 0; i < size; i++) rows[i] = size < SampleRows ? i : (int)((long)(i / 8) * bound.RowCount / (size / 8)) + (i % 8);
        RowParameters parameters = new(estimate, rows);
        (double[] Natural, double Response, double Trials)[] sample = new (double[], double, double)[size];
        for (int i = 0; i < size; i++)
        {
            double[] natural = new double[bound.Noise.Parameters.Count];
            parameters.Fill(i, natural);
            sample[i] = (natural, bound.Response.Span[rows[i]], bound.Trials.IsEmpty ? 1 : bound.Trials.Span[rows[i]]);
        }

        return new Lazy<IReadOnlyList<double>?>(() => Quantiles(bound.Noise, sample));
    }

    private static double[]? Quantiles(NoiseModel noise, (double[] Natural, double Response, double Trials)[] sample)
    {
        double[] residuals = new double[sample.Length];
        for (int i = 0; i < sample.Length; i++)
        {
            (double[] natural, double y, double trials) = sample[i];
            for (int k = 0; k < natural.Length; k++)
            {
                if (!noise.Parameters[k].Domain.Contains(natural[k])) return null;
            }

            residuals[i] = Residual(noise, noise.At(natural, trials), y);
        }

        Array.Sort(residuals);
        return [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(p => Quantile(residuals, p))];
    }

    private static double Residual(NoiseModel noise, Distribution distribution, double y)
    {
        if (!noise.Support.IsDiscrete())
        {
            double logCdf = distribution.LogCdf(y), logSurvival = distribution.LogSurvival(y);
            return logCdf < logSurvival ? Normal.QuantileFromLog(logCdf) : Normal.QuantileFromLogSurvival(logSurvival);
        }

        // The middle of the jump from the side on which it is small: nothing cancels, and one tail is enough.
        double half = 0.5 * Elementary.Exp(distribution.LogDensity(y)), above = distribution.Survival(y) + half;
        return above < 0.5 ? Normal.QuantileFromSurvival(above) : Normal.Quantile(distribution.Cdf(y) - half);
    }

    private static double Quantile(double[] sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int low = (int)Math.Floor(at);
        int high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((at - low) * (sorted[high] - sorted[low]));
    }
}
