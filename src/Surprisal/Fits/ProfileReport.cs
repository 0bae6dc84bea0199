using Surprisal.Models;
using Surprisal.Numerics.Distributions;
using Surprisal.Solvers;

namespace Surprisal.Fits;

/// <summary>Profile likelihood intervals of all coefficients of a fit.</summary>
internal static class ProfileReport
{
    /// <summary>The kind of intervals that is asked for; Firth's penalty has profiles unless told otherwise.</summary>
    public static IntervalKind KindOf(BoundModel bound, FitOptions options) => options.Intervals ?? (bound.Model.Options.Jeffreys ? IntervalKind.Profile : IntervalKind.Wald);

    /// <summary>Refuses profiles where they have no meaning.</summary>
    /// <exception cref="InputException">The noise model or an option goes without them.</exception>
    public static void Require(BoundModel bound, FitOptions options)
    {
        if (bound.Model.Options.Jeffreys)
        {
            if (FirthMethod.MissingOf(bound) is { } missing) throw new InputException($"penalty 'firth' cannot serve here: it needs {missing}", "use a prior for this noise model, for instance --prior 'gaussian(sd=2.5)', or leave out the penalty");
            if (options.Covariance != CovarianceKind.Classical) throw new InputException("sandwich standard errors are those of maximum likelihood, and Firth's penalty is none", "leave out the covariance, or the penalty");
        }

        if (KindOf(bound, options) != IntervalKind.Profile) return;
        if (bound.Noise.HasKink) throw new InputException($"noise model '{bound.Noise.Name}' has a surprisal with kinks, and profile intervals need a smooth one", "leave out --intervals, or choose a smooth noise model");
        if (bound.Model.Options.Priors.Count > 0 || bound.Noise is Noise.CategoricalNoise { IsSymmetric: true }) throw new InputException("profile intervals are of the likelihood, and a fit with a prior has a posterior", "leave out --intervals, or the prior");
        if (options.Covariance != CovarianceKind.Classical) throw new InputException("profile intervals take the noise model to be right, and sandwich standard errors do not", "ask for one of the two");
    }

    /// <summary>The interval of every coefficient; null where none can be had.</summary>
    /// <param name="estimate">The estimate, in the basis that it was found in.</param>
    /// <param name="covariance">Its covariance in the basis of the columns as they are; null where it does not exist.</param>
    /// <param name="level">The level.</param>
    /// <param name="options">Threads and cancellation.</param>
    public static ProfileInterval[]? Of(Estimate estimate, double[]? covariance, double level, EvaluationOptions options)
    {
        if (covariance is null || estimate.InverseInformation is not { } inverse || estimate.Runaway is not (RunawayKind.None or RunawayKind.Boundary) || estimate.IsExact) return null;
        double z = Normal.QuantileFromSurvival((1 - level) / 2);
        Estimate original = Centering.ToOriginal(estimate);
        ProfileSearch centered = Search(estimate, inverse, options), plain = ReferenceEquals(original, estimate) ? centered : Search(original, covariance, options);
        ProfileInterval[] intervals = new ProfileInterval[estimate.Coefficients.Length];

        // Coefficients go to threads, rows do not: what each gives does not depend on the others.
        Parallel.For(0, intervals.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = options.Cancellation }, at =>
        {
            bool isMoved = estimate.Predictors.Any(p => p.Start == at && p.Count > 0 && p.Columns.Any(static c => c is CenteredColumn));
            intervals[at] = (isMoved ? plain : centered).Of(at, z);
        });
        return intervals;
    }

    private static ProfileSearch Search(Estimate estimate, double[] covariance, EvaluationOptions options)
    {
        BoundModel bound = estimate.Bound;
        IReadOnlyDictionary<string, double>? held = estimate.Runaway == RunawayKind.Boundary
            ? new Dictionary<string, double>(StringComparer.Ordinal) { [estimate.RunawayParameter!.Parameter.Name] = Runaway.HeldValue(estimate.RunawayParameter.Parameter) }
            : null;
        Objective objective = SolverTask.NewObjective(bound, estimate.Predictors, held);
        EvaluationOptions single = options with { Threads = 1 };
        ISmoothTarget target = bound.Model.Options.Jeffreys ? FirthMethod.Target(bound, objective, single) : new SurprisalTarget(objective, single);
        return new ProfileSearch(target, estimate.Coefficients, covariance);
    }
}
