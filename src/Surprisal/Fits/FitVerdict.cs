using System.Globalization;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Solvers;
using Surprisal.Solvers.Recession;

namespace Surprisal.Fits;

/// <summary>An estimate's ending in the words of the contract.</summary>
/// <param name="Status">How the fit ended.</param>
/// <param name="Reasons">Why, and what to do about it.</param>
/// <param name="HasLikelihood">Whether a log-likelihood exists.</param>
internal sealed record FitVerdict(FitStatus Status, IReadOnlyList<string> Reasons, bool HasLikelihood)
{
    private const string NotUnique =
        "the optimum is not unique: other coefficients of the location have the same likelihood (as every number between the two middle ones is a median of an even sample); the estimate is one corner of them";

    private const string OthersPossible =
        "the prior is not log-concave, so the objective may have other minima: this is the best of those reached from the documented starts, and its conditions hold to the certificate's residual";

    private const string Shared =
        "the optimum is not unique: columns that say the same share an effect that the prior does not divide between them; predictions are, and an elastic net divides it evenly";

    public static FitVerdict Of(Estimate estimate, BoundModel bound)
    {
        if (estimate.IsExact)
        {
            return new(
                FitStatus.ExactFit,
                ["every row is met exactly, so the spread is zero and the likelihood has no bound: coefficients are given, uncertainty does not exist"],
                false);
        }

        return estimate.Runaway switch
        {
            RunawayKind.Boundary => Boundary(estimate, bound),
            RunawayKind.Separation => Separated(estimate, bound),
            RunawayKind.Singular => Singular(estimate),
            RunawayKind.Vanishing => Vanishing(estimate),
            _ => Plain(estimate),
        };
    }

    private static FitVerdict Boundary(Estimate estimate, BoundModel bound)
    {
        NoiseParameter parameter = estimate.RunawayParameter!.Parameter;
        string name = parameter.Name, limit = parameter.LimitingModel!, goes = parameter.LimitWords;
        string reason = $"the optimum lies where {name} {goes}, and there {bound.Noise.Name} is {limit}: fit --noise {limit} for the same model with one parameter less";
        return estimate.Status == SolverStatus.Converged ? new(FitStatus.Boundary, [reason], true) : Plain(estimate);
    }

    private static FitVerdict Vanishing(Estimate estimate)
    {
        string name = estimate.RunawayParameter!.Parameter.Name;
        string[] reasons =
        [
            $"the optimum lies where {name} shrinks to zero on rows none of which is more than epsilon away from its centre: the density there is even over the core and nothing beyond, and 1/(2 epsilon) bounds it",
            $"choose a smaller epsilon (in units of the response), or hold {name}",
        ];
        return new(FitStatus.Boundary, estimate.Kinks is { IsUnique: false } ? [.. reasons, NotUnique] : reasons, true);
    }

    private static FitVerdict Separated(Estimate estimate, BoundModel bound)
    {
        SeparationVerdict verdict = estimate.Separation!;
        bool isOne = verdict.Columns.Count == 1;
        string rows = string.Create(CultureInfo.InvariantCulture, $"{verdict.Rows} of {bound.RowCount} rows");
        string kind = verdict.IsComplete ? "completely" : $"quasi-completely ({rows}{(verdict.Levels.Count == 0 ? string.Empty : ", those of " + string.Join(" and ", verdict.Levels))})";
        string sufficient = verdict.Sufficient.Count < verdict.Columns.Count ? $" ({Quoted(verdict.Sufficient)} {(verdict.Sufficient.Count == 1 ? "does" : "do")} by {(verdict.Sufficient.Count == 1 ? "itself" : "themselves")})" : string.Empty;
        string ending = isOne ? "its coefficient grows without bound and has no estimate" : "their coefficients grow without bound and have no estimate";
        string penalty = FirthMethod.MissingOf(bound) is null ? "--penalty firth (finite estimates with profile intervals) or " : string.Empty;
        return new(
            FitStatus.Separated,
            [
                $"{Quoted(verdict.Columns)}: {(isOne ? "this column" : "some combination of these columns")} separates the responses {kind}{sufficient}, so {ending}",
                $"add {penalty}--prior weakly-informative; or leave these columns out, merge the levels concerned, or collect rows that overlap",
            ],
            false);
    }

    private static string Quoted(IReadOnlyList<string> names) => string.Join(", ", names.Select(static c => $"'{c}'"));

    private static FitVerdict Singular(Estimate estimate) => new(
        FitStatus.Unbounded,
        [
            $"the likelihood has no bound: {estimate.RunawayParameter!.Parameter.Name} {(estimate.RunawayParameter.Parameter.Role == ParameterRole.Scale ? "shrinks to zero" : "grows without end")} on rows that are met exactly, and no regular optimum was found",
            "give the scale a simpler formula, or choose a noise model with lighter tails",
        ],
        false);

    private static string[] Remarks(Estimate estimate) =>
        estimate.Kinks is { IsUnique: false } ? [NotUnique] : estimate.IsUniqueUnderPrior == false ? [Shared] : estimate.MayHaveOthers ? [OthersPossible] : [];

    private static FitVerdict Plain(Estimate estimate) => estimate.Status switch
    {
        SolverStatus.Converged => new(FitStatus.Converged, Remarks(estimate), true),
        SolverStatus.Cancelled => new(FitStatus.Cancelled, ["stopped on request: the estimate is the best so far"], true),
        _ => new(
            FitStatus.IterationLimit,
            ["the steps allowed were used up, or none made progress, before the gradient vanished: the estimate is not an optimum"],
            true),
    };
}
