using Surprisal.Priors;

namespace Surprisal.Fits;

/// <summary>A prior as the penalty that others write it as, in numbers.</summary>
internal static class PenaltyForms
{
    private const string NoSigma = "the noise model is not a gaussian of one sigma, or the prior is not of its mean";

    /// <summary>The forms of a prior; empty where it is no penalty in common use.</summary>
    /// <param name="prior">The prior.</param>
    /// <param name="observations">Σw.</param>
    /// <param name="variance">sigma² of a gaussian; null where there is none.</param>
    public static IReadOnlyList<PriorPenalty> Of(Prior prior, double observations, double? variance)
    {
        string b = prior is ScalarPrior { Mean: not 0 } shifted ? FormattableString.Invariant($"(b - {shifted.Mean})") : "b", absolute = b is "b" ? "|b|" : $"|{b[1..^1]}|";
        return prior switch
        {
            GaussianPrior p => Forms(1 / p.Sd / p.Sd, $"lambda/2 sum {b}^2", $"lambda sum {b}^2", 1),
            LaplacePrior p => Forms(1 / p.Scale, $"lambda sum {absolute}", $"lambda sum {absolute}", 2),
            ElasticNetPrior p => [.. Forms(p.L1 + p.L2, $"lambda (alpha sum {absolute} + (1 - alpha)/2 sum {b}^2)", $"lambda (alpha sum {absolute} + (1 - alpha)/2 sum {b}^2)", 2)
                .Select(form => form with { Mixing = p.L1 / (p.L1 + p.L2) })],
            GroupLaplacePrior p => Forms(1 / p.Scale, "lambda sum over terms of sqrt(k) |b_term|", "lambda sum over terms of sqrt(k) |b_term|", 2),
            RandomWalkPrior p => Forms(1 / p.Sd / p.Sd, "lambda/2 sum of squared differences", "lambda sum of squared differences", 1),
            _ => [],
        };

        PriorPenalty[] Forms(double strength, string summed, string squares, double factor) =>
        [
            new("summed", $"sum surprisal + {summed}", strength),
            new("averaged", $"mean surprisal + {summed}", strength / observations),
            new("sumOfSquares", $"sum (y - mu)^2 + {squares}", factor * variance * strength, variance is null ? NoSigma : null),
        ];
    }
}
