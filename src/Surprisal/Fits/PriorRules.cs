using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Priors;

namespace Surprisal.Fits;

/// <summary>Refuses models and options that a prior does not go with, and objectives that have no minimum.</summary>
internal static class PriorRules
{
    /// <summary>Refuses what cannot be fitted.</summary>
    /// <exception cref="InputException">The model or an option is one of them.</exception>
    public static void Require(BoundModel bound, FitOptions options)
    {
        if (bound.Noise is CategoricalNoise { IsSymmetric: true }) RequireSymmetric(bound);
        if (bound.Priors.Count == 0) return;
        if (bound.Noise.HasKink)
        {
            throw new InputException(
                $"noise model '{bound.Noise.Name}' has a surprisal with a kink, and a prior needs a smooth one so far", "use a smooth noise model, for instance student-t or hyperbolic, or leave out the prior");
        }

        if (options.Covariance != CovarianceKind.Classical)
            throw new InputException("sandwich standard errors are those of maximum likelihood, and a fit with a prior has posterior ones", "leave out the covariance, or the prior");
        foreach (BoundParameter scale in bound.Parameters.Where(static p => p.Parameter.Role == ParameterRole.Scale)) RequireBounded(bound, scale);
    }

    /// <summary>
    /// A scale shrinks to zero where every row can be met exactly, and the log-likelihood grows as n log(1/scale): only a prior whose surprisal grows faster, or a bound, stops it.
    /// </summary>
    private static void RequireBounded(BoundModel bound, BoundParameter scale)
    {
        if (bound.Parameters.Max(static p => p.Design.ColumnCount) < bound.RowCount || !bound.Parameters.Any(p => p != scale && p.Design.ColumnCount >= bound.RowCount)) return;
        bool isHeld = scale.Design.Columns.All(c => bound.Priors.Any(p => p.Parameter == scale && p.Columns.Contains(c) && p.Prior is ScalarPrior prior && StopsFall(prior)));
        if (isHeld) return;
        string name = scale.Parameter.Name;
        throw new InputException(
            $"with as many terms as rows {name} can shrink to zero on rows that are met exactly, so the objective has no minimum",
            $"hold it, as in {bound.Noise.Name}({name}=1), give it a gaussian prior on the scale of its link, as in {name}:gaussian(mean=0, sd=1), or use fewer terms");
    }

    private static bool StopsFall(ScalarPrior prior) => prior.GrowsQuadratically || double.IsFinite(prior.Lower);

    private static void RequireSymmetric(BoundModel bound)
    {
        foreach (BoundParameter parameter in bound.Parameters)
        {
            if (parameter.Design.Columns.FirstOrDefault(c => c is not InterceptColumn && !bound.Priors.Any(p => p.Parameter == parameter && !p.IsOfCentre && p.Columns.Contains(c))) is not { } free) continue;
            throw new InputException(
                $"categorical(coding=symmetric) gives every class its own coefficients, which only a prior tells apart, and {parameter.Parameter.Name}: {free.Name} has none",
                "give all terms a prior, as in --prior gaussian(sd=1), or leave out the coding: the first class then is the reference");
        }
    }
}
