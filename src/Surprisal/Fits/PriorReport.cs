using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Priors;
using Surprisal.Solvers;

namespace Surprisal.Fits;

/// <summary>Refuses what a prior cannot be asked for, and puts into words what it amounted to.</summary>
internal static class PriorReport
{
    /// <summary>Refuses models and options that a prior does not go with.</summary>
    /// <exception cref="InputException">The model or an option is one of them.</exception>
    public static void Require(BoundModel bound, FitOptions options)
    {
        if (bound.Model.Options.Prior is null) return;
        if (bound.Noise.HasKink)
        {
            throw new InputException(
                $"noise model '{bound.Noise.Name}' has a surprisal with a kink, and a prior needs a smooth one so far", "use a smooth noise model, for instance student-t or hyperbolic, or leave out the prior");
        }

        if (options.Covariance != CovarianceKind.Classical)
            throw new InputException("sandwich standard errors are those of maximum likelihood, and a fit with a prior has posterior ones", "leave out the covariance, or the prior");
        BoundParameter[] covered = [.. bound.Parameters.Where(p => bound.Model.HasPrior(p.Parameter.Name))];
        if (covered.All(static p => p.Design.Columns.All(static c => c is InterceptColumn)))
            throw new InputException("the first formula has no coefficient but the intercept, so there is nothing to have a prior", "leave out the prior, or add a term");
        bool freeScale = bound.Parameters.Any(static p => p.Parameter.Role == ParameterRole.Scale);
        if (freeScale && covered.Max(static p => p.Design.ColumnCount) >= bound.RowCount)
        {
            throw new InputException(
                "with as many terms as rows the scale can shrink to zero, so the objective has no minimum", "hold the scale, for instance gaussian(sigma=1), or use fewer terms");
        }
    }

    /// <summary>What the prior amounted to; null without one.</summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="estimate">The estimate.</param>
    /// <param name="parameters">What was estimated.</param>
    /// <param name="observations">Σw.</param>
    public static PriorFit? Of(BoundModel bound, Estimate estimate, IReadOnlyList<ParameterFit> parameters, double observations)
    {
        if (bound.Model.Options.Prior is not { } prior || estimate.PriorSurprisal is not { } surprisal) return null;
        List<string> terms = [];
        foreach (BoundParameter parameter in bound.Parameters.Where(p => bound.Model.HasPrior(p.Parameter.Name)))
            terms.AddRange(parameter.Design.Columns.Where(static c => c is not InterceptColumn).Select(c => $"{parameter.Parameter.Name}: {c.Name}"));
        return new PriorFit(prior, terms, -surprisal, estimate.AtZero.Count, Penalties(prior, observations, Variance(bound, parameters)));
    }

    private static IReadOnlyList<PriorPenalty> Penalties(Prior prior, double n, double? variance)
    {
        string? reason = variance is null ? "the noise model is not a gaussian of one sigma" : null;
        if (prior is LaplacePrior)
        {
            double rate = prior.KinkSlope;
            return
            [
                new("summed", "sum surprisal + lambda sum |b|", rate),
                new("averaged", "mean surprisal + lambda sum |b|", rate / n),
                new("sumOfSquares", "sum (y - mu)^2 + lambda sum |b|", 2 * variance * rate, reason),
            ];
        }

        if (prior is not GaussianPrior) return [];
        double precision = prior.Curvature(0);
        return
        [
            new("summed", "sum surprisal + lambda/2 sum b^2", precision),
            new("averaged", "mean surprisal + lambda/2 sum b^2", precision / n),
            new("sumOfSquares", "sum (y - mu)^2 + lambda sum b^2", variance * precision, reason),
        ];
    }

    /// <summary>sigma² of a gaussian, held or estimated; null elsewhere.</summary>
    private static double? Variance(BoundModel bound, IReadOnlyList<ParameterFit> parameters)
    {
        if (bound.Noise is not GaussianNoise) return null;
        double? sigma = bound.Model.Spec.Held.TryGetValue("sigma", out double held)
            ? held
            : parameters.FirstOrDefault(static p => string.Equals(p.Name, "sigma", StringComparison.Ordinal))?.Value?.Estimate;
        return sigma * sigma;
    }
}
