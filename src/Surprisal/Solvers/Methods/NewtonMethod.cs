using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>Newton's method over all coefficients of all parameters jointly (<see cref="NewtonSolver"/>), large fits from samples of their rows.</summary>
internal class NewtonMethod : SmoothMethod
{
    // An optimum at infinity is approached by a constant factor a step, about 0.6; a finite one ever faster.
    private const double Quadratic = 0.1;

    /// <inheritdoc/>
    public override string Name => "newton";

    /// <inheritdoc/>
    public override string Description => "newton (smooth surprisal, all parameters jointly)";

    /// <inheritdoc/>
    public override string? Missing(SolverTask task) =>
        task.Objective.Prior is { IsRough: true } ? "priors without kinks and bounds"
        : task.Objective.Prior is null && Kinks.KinkFit.Serves(task.Bound) ? $"a smooth surprisal, and that of '{task.Bound.Noise.Name}' has kinks"
        : WideProblem.Serves(task.Objective) ? $"fewer coefficients: the curvature of {task.Objective.CoefficientCount} takes too much room or time"
        : null;

    /// <inheritdoc/>
    public override StartingPoints Starts(SolverTask task, double[] start)
    {
        if (!task.Bound.Noise.Redescends || !StartingPoint.IsLocation(task.Bound)) return base.Starts(task, start);
        IReadOnlyList<double[]> starts = RobustStarts.Of(task, start);
        return MultiStart.From(task, starts.Count, which => starts[which], CurvatureKind.Observed);
    }

    /// <inheritdoc/>
    public sealed override SolverResult Minimise(SolverTask task, Objective objective, double[] start, Runaway watch, int seenRows)
    {
        NewtonSolver solver = new(objective, task.Options, task.Progress) { IsCurvatureFading = () => watch.Kind == RunawayKind.Separation };
        SolverResult result = SampleStart.Find(objective, start, task.Options, task.MaximumIterations, seenRows) is { } sample
            ? solver.Minimise(sample, task.MaximumIterations, watch.Look)
            : solver.Minimise(start, task.MaximumIterations, watch.Look);
        return result.Status == SolverStatus.Converged && result.Rate > Quadratic && watch.IsRestless(result.Direction) ? result with { Status = SolverStatus.Stalled } : result;
    }
}
