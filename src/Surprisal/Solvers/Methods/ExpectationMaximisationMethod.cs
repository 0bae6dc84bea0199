using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>Several starts, each improved by the EM algorithm; Newton's method goes on from the best (<see cref="MultiStart"/>).</summary>
internal sealed class ExpectationMaximisationMethod : NewtonMethod
{
    /// <inheritdoc/>
    public override string Name => "expectation-maximisation";

    /// <inheritdoc/>
    public override string Description => "expectation-maximisation from several starts, then newton (all parameters jointly)";

    /// <inheritdoc/>
    public override string? Missing(SolverTask task) =>
        task.Bound.Noise.StartCount > 1 ? base.Missing(task) : $"a noise model with components, as a mixture has, and '{task.Bound.Noise.Name}' has none";

    /// <inheritdoc/>
    public override StartingPoints Starts(SolverTask task, double[] start) => Components(task, start);

    /// <summary>Starts that share the rows among the components in different ways.</summary>
    public static StartingPoints Components(SolverTask task, double[] start) => MultiStart.From(
        task,
        task.Bound.Noise.StartCount,
        variant => variant == 0 ? start : StartingPoint.For(task.Bound, task.Predictors, null, start.Length, variant),
        CurvatureKind.CompleteData);
}
