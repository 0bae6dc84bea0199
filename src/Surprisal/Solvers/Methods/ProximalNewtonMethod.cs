using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>Newton's method with coordinate descent where the prior has kinks or bounds (<see cref="ProximalSolver"/>).</summary>
internal sealed class ProximalNewtonMethod : SmoothMethod
{
    /// <inheritdoc/>
    public override string Name => "proximal-newton";

    /// <inheritdoc/>
    public override string Description => "proximal newton with coordinate descent (smooth surprisal, prior with kinks or bounds, all parameters jointly)";

    /// <inheritdoc/>
    public override string? Missing(SolverTask task) => task.Objective.Prior is { IsRough: true } ? null : "a prior with a kink or a bound, as laplace has";

    /// <inheritdoc/>
    public override SolverResult Minimise(SolverTask task, Objective objective, double[] start, Runaway watch, int seenRows) =>
        new ProximalSolver(objective, task.Options, task.Progress).Minimise(start, task.MaximumIterations, watch.Look);

    /// <inheritdoc/>
    public override StartingPoints Starts(SolverTask task, double[] start) => task.Bound.Noise.StartCount > 1 ? ExpectationMaximisationMethod.Components(task, start) : base.Starts(task, start);
}
