using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Solvers;

namespace Surprisal.Fits;

/// <summary>Puts into words and numbers what priors amounted to.</summary>
internal static class PriorReport
{
    /// <summary>What the priors amounted to; null without any.</summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="estimate">The estimate.</param>
    /// <param name="parameters">What was estimated.</param>
    /// <param name="observations">Σw.</param>
    /// <param name="effective">Effective parameters, if known.</param>
    /// <param name="logEvidence">The log-evidence, if it exists.</param>
    /// <param name="choice">How strengths were chosen; null where they were given.</param>
    public static PriorFit? Of(
        BoundModel bound, Estimate estimate, IReadOnlyList<ParameterFit> parameters, double observations, double? effective, double? logEvidence, StrengthChoice? choice)
    {
        if (bound.Priors.Count == 0 || estimate.PriorSurprisal is not { } surprisal) return null;
        double? variance = Variance(bound, parameters);
        PriorBlock[] blocks = [.. bound.Priors.Select(p => Block(p, estimate, observations, IsOfMean(p) ? variance : null))];
        return new PriorFit(blocks, -surprisal, bound.Model.Options.Standardize)
        {
            ResidualSigma = ResidualSigma(bound, estimate, observations),
            EffectiveParameters = effective,
            LogEvidence = logEvidence,
            Choice = choice,
        };
    }

    private static PriorBlock Block(AssignedPrior assigned, Estimate estimate, double observations, double? variance) => new(
        assigned.Parameter.Parameter.Name,
        assigned.Prior,
        [.. assigned.Columns.Select(static c => c.Name)],
        Pinned(assigned, estimate),
        assigned.IsProper,
        assigned.IsOfCentre ? [] : PenaltyForms.Of(assigned.Prior, observations, variance))
    {
        Penalty = assigned.Penalty,
        IsOfCentre = assigned.IsOfCentre,
        IsDefault = assigned.IsDefault,
    };

    private static int Pinned(AssignedPrior assigned, Estimate estimate)
    {
        if (estimate.Pinned.Count == 0 || assigned.IsOfCentre) return 0;
        HashSet<string> names = new(assigned.Columns.Select(static c => c.Name), StringComparer.Ordinal);
        int count = 0;
        for (int k = 0; k < estimate.Predictors.Count; k++)
        {
            if (estimate.Bound.Parameters[k] != assigned.Parameter) continue;
            Predictor predictor = estimate.Predictors[k];
            for (int j = 0; j < predictor.Count; j++) count += estimate.Pinned[predictor.Start + j] && names.Contains(predictor.Columns[j].Name) ? 1 : 0;
        }

        return count;
    }

    private static bool IsOfMean(AssignedPrior assigned) => assigned.Parameter.Parameter.Role == ParameterRole.Location;

    /// <summary>sigma² of a gaussian, held or estimated; null elsewhere.</summary>
    private static double? Variance(BoundModel bound, IReadOnlyList<ParameterFit> parameters)
    {
        if (bound.Noise is not GaussianNoise) return null;
        double? sigma = bound.Model.Spec.Held.TryGetValue("sigma", out double held)
            ? held
            : parameters.FirstOrDefault(static p => string.Equals(p.Name, "sigma", StringComparison.Ordinal))?.Value?.Estimate;
        return sigma * sigma;
    }

    /// <summary>√(Σ(y − mu)²/n) where sigma is 1 because a penalty means the sum of squares; null elsewhere.</summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="estimate">The estimate.</param>
    /// <param name="observations">Σw.</param>
    public static double? ResidualSigma(BoundModel bound, Estimate estimate, double observations)
    {
        if (!bound.Model.HasUnitSigma || bound.Noise is not GaussianNoise) return null;
        Predictor mean = estimate.Predictors[0];
        Link link = estimate.Bound.Parameters[0].Link;
        double[] eta = PredictorValues.Of(mean.Columns, estimate.Coefficients.AsSpan(mean.Start, mean.Count), mean.Offset, bound.RowCount);
        ReadOnlySpan<double> y = bound.Response.Span, weights = bound.Weights.Span;
        double sum = 0;
        for (int i = 0; i < eta.Length; i++)
        {
            double residual = y[i] - link.Invert(eta[i]);
            sum += (weights.IsEmpty ? 1 : weights[i]) * residual * residual;
        }

        return Math.Sqrt(sum / observations);
    }
}
