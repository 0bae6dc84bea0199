namespace Surprisal.Noise;

/// <summary>What is known of the response, or the responses, of a row at given parameters: what <see cref="RowDistribution"/> shows.</summary>
/// <param name="Mean">The mean of each response; NaN where it does not exist or the response is a class.</param>
/// <param name="Covariance">The covariances, row by row; NaN where they do not exist.</param>
/// <param name="Entropy">The expected surprisal in nats; NaN where no formula of it is known.</param>
/// <param name="LogProbabilities">The logarithm of the probability of each class of each response that is one; empty for numbers.</param>
internal sealed record RowSummary(double[] Mean, double[] Covariance, double Entropy, double[][] LogProbabilities)
{
    /// <summary>Numbers without classes among them.</summary>
    public static RowSummary OfNumbers(double[] mean, double[] covariance, double entropy) => new(mean, covariance, entropy, [.. mean.Select(static _ => Array.Empty<double>())]);

    /// <summary>A single class.</summary>
    /// <param name="logProbabilities">The logarithm of the probability of each.</param>
    public static RowSummary OfClass(double[] logProbabilities)
    {
        double entropy = 0.0;
        foreach (double log in logProbabilities)
        {
            if (!double.IsNegativeInfinity(log)) entropy -= Numerics.Elementary.Exp(log) * log;
        }

        return new([double.NaN], [double.NaN], entropy, [logProbabilities]);
    }

    /// <summary>Independent responses one after another.</summary>
    public static RowSummary Join(IReadOnlyList<RowSummary> parts)
    {
        int d = parts.Sum(static p => p.Mean.Length);
        double[] covariance = new double[d * d];
        int first = 0;
        foreach (RowSummary part in parts)
        {
            int own = part.Mean.Length;
            for (int a = 0; a < own; a++)
            {
                // A class, or a response without a mean, has no covariance with any other.
                for (int b = 0; b < d; b++)
                {
                    bool inside = b >= first && b < first + own;
                    if (inside) covariance[((first + a) * d) + b] = part.Covariance[(a * own) + (b - first)];
                    else if (double.IsNaN(part.Mean[a])) covariance[((first + a) * d) + b] = covariance[(b * d) + first + a] = double.NaN;
                }
            }

            first += own;
        }

        return new([.. parts.SelectMany(static p => p.Mean)], covariance, parts.Sum(static p => p.Entropy), [.. parts.SelectMany(static p => p.LogProbabilities)]);
    }

    /// <summary>One of several, by its probability: the law of total covariance.</summary>
    /// <param name="parts">Of the same responses.</param>
    /// <param name="logWeights">The logarithms of their probabilities.</param>
    public static RowSummary Mix(IReadOnlyList<RowSummary> parts, double[] logWeights)
    {
        int d = parts[0].Mean.Length;
        double[] mean = new double[d], covariance = new double[d * d];
        for (int k = 0; k < parts.Count; k++)
        {
            double weight = Numerics.Elementary.Exp(logWeights[k]);
            for (int a = 0; a < d; a++) mean[a] += weight * parts[k].Mean[a];
        }

        for (int k = 0; k < parts.Count; k++)
        {
            double weight = Numerics.Elementary.Exp(logWeights[k]);
            for (int a = 0; a < d; a++)
            {
                for (int b = 0; b < d; b++)
                    covariance[(a * d) + b] += weight * (parts[k].Covariance[(a * d) + b] + ((parts[k].Mean[a] - mean[a]) * (parts[k].Mean[b] - mean[b])));
            }
        }

        double[][] classes = [.. Enumerable.Range(0, d).Select(r => Enumerable.Range(0, parts[0].LogProbabilities[r].Length)
            .Select(c => LogSumExp([.. parts.Select((p, k) => p.LogProbabilities[r][c] + logWeights[k])])).ToArray())];
        return d == 1 && classes[0].Length > 0 ? OfClass(classes[0]) : new(mean, covariance, double.NaN, classes);
    }

    /// <summary>log Σ exp without overflow.</summary>
    public static double LogSumExp(ReadOnlySpan<double> terms)
    {
        double largest = double.NegativeInfinity, sum = 0.0;
        foreach (double term in terms) largest = Math.Max(largest, term);
        if (double.IsInfinity(largest)) return largest;
        foreach (double term in terms) sum += Numerics.Elementary.Exp(term - largest);
        return largest + Numerics.Elementary.Log(sum);
    }
}
