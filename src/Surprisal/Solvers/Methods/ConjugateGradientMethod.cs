using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>Newton's method whose steps conjugate gradients find, so that no second derivative is kept (<see cref="ConjugateGradientSolver"/>).</summary>
internal sealed class ConjugateGradientMethod : SmoothMethod
{
    // An optimum at infinity is approached by a constant factor a step; a finite one ever faster.
    private const double Quadratic = 0.1;

    /// <inheritdoc/>
    public override string Name => "conjugate-gradients";

    /// <inheritdoc/>
    public override string Description => "newton with conjugate gradients (smooth surprisal, no step forms the curvature, all parameters jointly)";

    /// <inheritdoc/>
    public override string? Missing(SolverTask task) =>
        task.Objective.Prior is { IsRough: true } ? "a prior without kinks and bounds"
        : task.Objective.Prior is null && Kinks.KinkFit.Serves(task.Bound) ? $"a smooth surprisal, and that of '{task.Bound.Noise.Name}' has kinks"
        : null;

    /// <inheritdoc/>
    public override SolverResult Minimise(SolverTask task, Objective objective, double[] start, Runaway watch, int seenRows)
    {
        SolverResult result = new ConjugateGradientSolver(objective, task.Options, task.Progress).Minimise(start, task.MaximumIterations, watch.Look);
        if (result.Status == SolverStatus.Converged && result.Rate > Quadratic && watch.IsRestless(result.Direction)) result = result with { Status = SolverStatus.Stalled };
        bool isRegular = watch.Kind == RunawayKind.None && result.Status == SolverStatus.Converged;
        return isRegular && (!WideProblem.Serves(objective) || WideProblem.IsFormedOnce(objective)) ? Formed(task, objective, result) : result;
    }

    /// <summary>A result with the curvature at its end, for standard errors; as it was where that is not positive definite.</summary>
    private static SolverResult Formed(SolverTask task, Objective objective, SolverResult result)
    {
        ObjectiveValue value = objective.Evaluate(result.Coefficients, 2, task.Options);
        NewtonDirection direction = NewtonDirection.At(value);
        return direction.IsPositiveDefinite ? result with { Value = value, Direction = direction, Evaluations = result.Evaluations + 1, Curvatures = 1 } : result;
    }
}
