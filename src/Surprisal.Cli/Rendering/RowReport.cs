using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>What is asked of a distribution over classes or over several responses.</summary>
/// <param name="Spec">The noise model with its values.</param>
/// <param name="Distribution">The distribution.</param>
/// <param name="At">Rows to evaluate it at.</param>
/// <param name="Quantiles">Probabilities whose quantiles are asked for; of classes in an order only.</param>
/// <param name="Sample">Draws.</param>
internal sealed record RowReport(
    NoiseSpec Spec, RowDistribution Distribution, IReadOnlyList<double[]> At, IReadOnlyList<double> Quantiles, IReadOnlyList<double[]> Sample)
{
    /// <summary>Whether there is a distribution function.</summary>
    public bool HasCdf => Distribution is { IsClass: true, IsOrdered: true };

    /// <summary>Why there are no quantiles and no median.</summary>
    public string NoQuantiles => Distribution.IsClass ? "the classes have no order" : "several responses have no order";

    /// <summary>The most probable class; null where the response is not one.</summary>
    public string? Mode
    {
        get
        {
            if (!Distribution.IsClass) return null;
            IReadOnlyList<double> log = Distribution.LogProbabilitiesOf(0);
            return Distribution.ClassesOf(0)[Enumerable.Range(0, log.Count).MaxBy(k => log[k])];
        }
    }

    /// <summary>What does not exist or is not computed, by the name that JSON has for it, and why.</summary>
    public IEnumerable<(string Name, string Reason)> Reasons
    {
        get
        {
            RowDistribution d = Distribution;
            if (WhyNot(a => d.Mean[a]) is { } noMean) yield return ("mean", noMean);
            if (WhyNot(a => d.Covariance(a, a)) is { } noVariance) yield return ("variance", noVariance);
            if (!HasCdf)
            {
                yield return ("median", NoQuantiles);
                yield return ("cdf", d.IsClass ? NoQuantiles : "the probability of a corner in several dimensions is not computed");
            }

            if (!d.IsClass) yield return ("mode", "not computed for several responses");
            if (double.IsNaN(d.Entropy)) yield return ("entropy", "no closed form is known");
        }
    }

    /// <summary>Why some response has none of a moment; null where all have it.</summary>
    private string? WhyNot(Func<int, double> moment)
    {
        int[] without = [.. Enumerable.Range(0, Distribution.Responses.Count).Where(a => double.IsNaN(moment(a)))];
        if (without.Length == 0) return null;
        return Array.Exists(without, a => Distribution.ClassesOf(a).Count == 0) ? "the tails are too heavy" : "a class is no number";
    }
}
