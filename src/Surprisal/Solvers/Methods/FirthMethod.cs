using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Solvers.Firth;

namespace Surprisal.Solvers;

/// <summary>Firth's penalty: the maximum of log-likelihood + ½ log det of the expected information (<see cref="JeffreysObjective"/>).</summary>
internal sealed class FirthMethod : SolverMethod
{
    private const double Tolerance = 1e-9;
    private const double Same = 1e-8;

    // Where rows are explained nearly all, the penalised likelihood may have several maxima, one behind the other as seen from zero.
    private static readonly double[] Rays = [2, 4, 0.5];

    /// <inheritdoc/>
    public override string Name => "firth";

    /// <inheritdoc/>
    public override string Description => "scoring with secants of the penalty (log-likelihood + 1/2 log det of the expected information)";

    /// <summary>What Firth's penalty needs and a model lacks, to be read after "it needs"; null where it has a meaning.</summary>
    public static string? MissingOf(BoundModel bound)
    {
        if (KindOf(bound.Noise) is not { } kind) return $"noise model bernoulli, binomial, categorical or poisson, whose expected information is known in closed form, and '{bound.Noise.Name}' is none of them";
        Link? link = bound.Parameters.Count == 0 ? null : bound.Parameters[0].Link;
        return kind switch
        {
            _ when bound.Model.Options.Priors.Count > 0 => "a fit without a prior: it is a prior itself, that of Jeffreys",
            InformationKind.Binomial when link is not (LogitLink or ProbitLink or ComplementaryLogLogLink or CauchitLink) => $"link logit, probit, cloglog or cauchit, and this is '{link?.Name}'",
            InformationKind.Poisson when link is not LogLink => $"link log, and this is '{link?.Name}'",
            InformationKind.Categorical when bound.Noise is CategoricalNoise { IsSymmetric: true } => "coding=reference: with coefficients for every class the information is singular",
            InformationKind.Categorical when bound.Parameters.Any(static p => p.Link is not IdentityLink) => "link identity",
            _ => bound.Parameters.Count == 0 ? "something to estimate" : null,
        };
    }

    /// <summary>What is minimised.</summary>
    public static JeffreysObjective Target(BoundModel bound, Objective objective, EvaluationOptions options) => new(objective, KindOf(bound.Noise)!.Value, options);

    /// <inheritdoc/>
    public override string? Missing(SolverTask task) =>
        task.Bound.Model.Options.Jeffreys ? MissingOf(task.Bound) : "Firth's penalty (--penalty firth), which is not asked for";

    /// <inheritdoc/>
    public override Estimate Solve(SolverTask task)
    {
        int evaluations = 0;
        TargetSolver solver = new(Target(task.Bound, task.Objective, task.Options), held: -1);
        double[] start = StartingPoint.For(task.Bound, task.Predictors, null, task.Objective.CoefficientCount);
        TargetOptimum end = solver.Minimise(start, Tolerance, task.MaximumIterations, task.Progress);
        int starts = 1, agreeing = 1, iterations = end.Iterations;
        for (bool isBetter = true; isBetter && IsNearlySaturated(end);)
        {
            isBetter = false;
            foreach (double[] from in Elsewhere(end.Point))
            {
                // Secants belong to their own way.
                TargetSolver again = new(Target(task.Bound, task.Objective, task.Options), held: -1);
                TargetOptimum other = again.Minimise(from, Tolerance, task.MaximumIterations);
                starts++;
                iterations += other.Iterations;
                evaluations += again.Evaluations;
                if (other.Status != SolverStatus.Converged) continue;
                double gain = end.Value.Value - other.Value.Value;
                if (Math.Abs(gain) <= Same) agreeing++;
                if (!(gain > Same)) continue;
                (end, agreeing, isBetter) = (other, 1, true);
            }
        }

        NewtonDirection information = NewtonDirection.At(end.Value.Gradient, end.Value.Curvature);
        return new Estimate
        {
            Bound = task.Bound,
            Predictors = task.Predictors,
            Coefficients = end.Point,
            Surprisal = end.Value.Surprisal,
            LogJeffreys = end.Value.Surprisal - end.Value.Value,
            InverseInformation = end.Status == SolverStatus.Converged ? information.Inverse() : null,
            Information = end.Value.Curvature,
            Gradient = end.Value.Gradient,
            Decrement = double.IsFinite(end.Decrement) ? end.Decrement : null,
            Runaway = RunawayKind.None,
            Status = end.Status,
            Solver = Description,
            Iterations = iterations,
            Evaluations = evaluations + solver.Evaluations,
            Curvatures = evaluations + solver.Evaluations,
            Starts = starts,
            AgreeingStarts = agreeing,
        };
    }

    /// <summary>Points farther out and farther in, and with one of few coefficients farther out.</summary>
    private static IEnumerable<double[]> Elsewhere(double[] point)
    {
        const int Few = 20;
        foreach (double factor in Rays) yield return Array.ConvertAll(point, b => factor * b);
        for (int j = 0; j < point.Length && point.Length <= Few; j++)
        {
            double[] far = (double[])point.Clone();
            far[j] *= 2;
            yield return far;
        }
    }

    private static bool IsNearlySaturated(TargetOptimum end) => end.Status == SolverStatus.Converged && end.Value.Surprisal < 2 * end.Point.Length;

    private static InformationKind? KindOf(NoiseModel noise) => noise switch
    {
        BernoulliNoise or BinomialNoise => InformationKind.Binomial,
        PoissonNoise => InformationKind.Poisson,
        CategoricalNoise => InformationKind.Categorical,
        _ => null,
    };
}
