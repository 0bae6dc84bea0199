namespace Surprisal.Solvers;

/// <summary>
/// A way to the optimum that can be chosen by what it needs, or named with <c>--solver</c>. One file each, listed in <see cref="SolverRegistry"/>. Stateless.
/// </summary>
internal abstract class SolverMethod
{
    /// <summary>The name on the command line: lower case, words joined by hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in a few words.</summary>
    public abstract string Description { get; }

    /// <summary>What it needs and a task lacks, to be read after "it needs"; null where it serves.</summary>
    /// <param name="task">A model with its data.</param>
    public abstract string? Missing(SolverTask task);

    /// <summary>Finds the optimum of a task that it serves.</summary>
    /// <param name="task">A model with its data.</param>
    /// <exception cref="InputException">No coefficients are feasible to start from.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before there was anything to report.</exception>
    public abstract Estimate Solve(SolverTask task);
}
