using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>How a solver ended.</summary>
internal enum SolverStatus
{
    /// <summary>At a local minimum to rounding.</summary>
    Converged,

    /// <summary>Steps were used up, or none made progress.</summary>
    Stalled,

    /// <summary>Stopped on request.</summary>
    Cancelled,
}

/// <summary>Where a solver ended. Immutable.</summary>
/// <param name="Coefficients">The best point found.</param>
/// <param name="Value">The objective there, with gradient and curvature.</param>
/// <param name="Direction">The Newton direction there; its decrement says how far the optimum is.</param>
/// <param name="Rate">The last decrement over the one before; 1 if no step was taken.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Evaluations">Passes over the rows.</param>
/// <param name="Curvatures">Those of them that looked at the curvature.</param>
internal sealed record SolverResult(
    double[] Coefficients, ObjectiveValue Value, NewtonDirection Direction, double Rate, SolverStatus Status, int Iterations, int Evaluations, int Curvatures)
{
    /// <summary>How far the optimality conditions of a prior with a kink are from being met, in standard errors; null for smooth objectives.</summary>
    public double? KktResidual { get; init; }
}
