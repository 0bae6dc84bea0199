using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>A solver that steps from a starting point by slopes and curvature: starts, optima at infinity and boundaries are common to all of them (<see cref="SmoothFit"/>).</summary>
internal abstract class SmoothMethod : SolverMethod
{
    /// <summary>Minimises an objective from one start.</summary>
    /// <param name="task">What is solved; the objective may be one of fewer parameters.</param>
    /// <param name="objective">What is minimised.</param>
    /// <param name="start">Coefficients at which it is finite.</param>
    /// <param name="watch">Watches the steps for optima at infinity.</param>
    /// <param name="seenRows">The rows of whose sample the start is the optimum already; 0 for none.</param>
    public abstract SolverResult Minimise(SolverTask task, Objective objective, double[] start, Runaway watch, int seenRows);

    /// <summary>The points from which it is worth to minimise, the most promising first.</summary>
    /// <param name="task">What is solved.</param>
    /// <param name="start">The noise model's start.</param>
    public virtual StartingPoints Starts(SolverTask task, double[] start) => new([new StartingGroup(start, 1)], 1, 0);

    /// <inheritdoc/>
    public sealed override Estimate Solve(SolverTask task) => new SmoothFit(task, this).Run();
}
