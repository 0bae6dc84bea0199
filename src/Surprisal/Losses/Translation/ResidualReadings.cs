using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Losses;

/// <summary>Sentences that help to read a loss of the residual; their numbers are computed.</summary>
internal static class ResidualReadings
{
    private const double FarResidual = 5.0;
    private const double WindowShare = 0.99;

    private static readonly Dictionary<string, string> Mixtures = new(StringComparer.Ordinal)
    {
        ["laplace"] = "a gaussian whose variance differs from row to row as an exponential does",
        ["student-t"] = "a gaussian whose precision differs from row to row as a gamma with shape nu/2 does",
        ["cauchy"] = "a gaussian whose precision differs from row to row as a gamma with shape 1/2 does",
        ["logistic"] = "a gaussian whose standard deviation differs from row to row as a Kolmogorov statistic does",
        ["hyperbolic"] = "a gaussian whose variance differs from row to row as a generalised inverse gaussian does",
    };

    /// <summary>Readings of a registered noise model.</summary>
    /// <param name="model">The noise model with its values.</param>
    public static IEnumerable<string> Of(ResidualModel model)
    {
        if (model.Model.HyperValues.TryGetValue("k", out double k) && string.Equals(model.Model.Name, "huber", StringComparison.Ordinal))
        {
            yield return $"a gaussian contaminated in its tails: huber with k = {Sentence.Number(k)} is the least favourable noise when a share of {Sentence.Number(ContaminatedShare(k))} of the rows "
                + "may come from anywhere, 2 phi(k)/k - 2 Phi(-k) = share/(1 - share)";
        }

        if (Mixtures.TryGetValue(model.Model.Name, out string? mixture)) yield return mixture;
        double scale = model.Spec.Held.GetValueOrDefault(model.Scale ?? string.Empty, 1.0), centre = model.Parameters[0], far = FarResidual * scale;
        double beyond = model.Distribution.Cdf(centre - far) + model.Distribution.Survival(centre + far);
        if (beyond > 0.0) yield return $"it expects one residual in {Sentence.Number(1.0 / beyond)} beyond {Sentence.Number(far)}";
    }

    /// <summary>What a far residual counts, for losses that are quadratic in the middle and not beyond.</summary>
    /// <param name="function">The loss.</param>
    /// <param name="shape">Its shape.</param>
    public static IEnumerable<string> Weights(ResidualFunction function, PenaltyShape shape)
    {
        if (!shape.IsSymmetric || !shape.HasMinimumAtZero || shape.RightCentre is not { Power: 2.0, IsHomogeneous: false }) yield break;
        double[] influence = function.Influence(1e-4, 3.0, 10.0);
        double unit = influence[0] / 1e-4;
        if (!(unit > 0.0) || !double.IsFinite(unit)) yield break;
        yield return $"as weighted least squares: a residual of 3 has {Sentence.Number(influence[1] / 3.0 / unit)} of the weight of a small one, one of 10 has {Sentence.Number(influence[2] / 10.0 / unit)}";
    }

    /// <summary>The share of contaminated rows for which a huber loss is the least favourable noise's: Huber (1964), doi:10.1214/aoms/1177703732.</summary>
    /// <param name="k">Where the tails begin.</param>
    public static double ContaminatedShare(double k)
    {
        // 2φ(k)(1/k − Mills' ratio): the difference of the two terms as they stand cancels for large k.
        double odds = 2.0 * Constants.InverseSqrtTwoPi * Elementary.Exp(-0.5 * k * k) * ((1.0 / k) - Elementary.MillsRatio(k));
        return odds / (1.0 + odds);
    }

    /// <summary>What a bounded loss is on a window of finite width: a peak on a uniform background.</summary>
    /// <param name="function">The loss.</param>
    /// <param name="bound">What it comes near.</param>
    public static IEnumerable<string> Window(ResidualFunction function, double bound)
    {
        double window = 10.0;
        while (window < 1e6 && !(function.Loss(window)[0] >= WindowShare * bound)) window *= 10.0;
        double mass = AdaptiveIntegral.Of(points => [[.. function.Loss(points).Select(static loss => Elementary.Exp(-loss))]], -window, window, 40)[0];
        double background = 2.0 * window * Elementary.Exp(-bound);
        yield return $"over a window of finite width it is a likelihood, a peak on a uniform background: on |r| < {Sentence.Number(window)} the peak holds {Sentence.Percent(1.0 - (background / mass))} of the mass";
    }
}
