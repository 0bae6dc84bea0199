namespace Surprisal.Solvers;

/// <summary>The closed form of the gaussian: coefficients by least squares, sigma² the mean of the squared residuals (<see cref="GaussianSolver"/>).</summary>
internal sealed class LeastSquaresMethod : SolverMethod
{
    /// <inheritdoc/>
    public override string Name => "least-squares";

    /// <inheritdoc/>
    public override string Description => "closed form of the gaussian";

    /// <inheritdoc/>
    public override string? Missing(SolverTask task) =>
        GaussianSolver.Serves(task.Bound) ? null : "noise model gaussian with identity link, a single sigma that is not held, and no prior";

    /// <inheritdoc/>
    public override Estimate Solve(SolverTask task)
    {
        LeastSquaresResult squares = LeastSquaresSolver.Solve(
            task.Predictors[0], task.Bound.Response, GaussianSolver.SquareWeights(task.Bound), task.Options, careful: true);
        return GaussianSolver.Finish(task.Bound, task.Objective, squares, task.Options);
    }
}
