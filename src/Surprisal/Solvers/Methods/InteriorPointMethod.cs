namespace Surprisal.Solvers;

/// <summary>Linear programming for surprisals of straight pieces (<see cref="Kinks.KinkFit"/>).</summary>
internal sealed class InteriorPointMethod : SolverMethod
{
    /// <inheritdoc/>
    public override string Name => "interior-point";

    /// <inheritdoc/>
    public override string Description => "linear programming for medians and quantiles: an interior point, then the exact vertex";

    /// <inheritdoc/>
    public override string? Missing(SolverTask task) =>
        task.Objective.Prior is not null ? "a fit without a prior"
        : Kinks.KinkFit.Serves(task.Bound) ? null
        : "a surprisal of straight pieces with identity link, as that of laplace, asymmetric-laplace and epsilon-insensitive";

    /// <inheritdoc/>
    public override Estimate Solve(SolverTask task) => Kinks.KinkFit.Run(task.Bound, task.Objective, task.Options, task.Progress);
}
