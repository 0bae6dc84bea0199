using Surprisal.Formulas;
using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>Finds the estimate of a bound model by the solver that is named, or by the first that serves.</summary>
internal sealed class Estimator
{
    private readonly SolverTask _task;

    /// <summary>Sets up the objective.</summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="columns">The estimable columns of each parameter.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="progress">Told of iteration, objective and distance after every step; null for nobody.</param>
    public Estimator(
        BoundModel bound, IReadOnlyList<IReadOnlyList<DesignColumn>> columns, EvaluationOptions options, int maximumIterations, Action<int, double, double?>? progress)
    {
        List<Predictor> predictors = [];
        int start = 0;
        for (int k = 0; k < columns.Count; k++)
        {
            bool ownIntercept = bound.Priors.Any(p => p.Parameter == bound.Parameters[k] && !p.IsOfCentre && p.Columns.Any(static c => c is InterceptColumn));
            IReadOnlyList<DesignColumn> own = GaussianSolver.Serves(bound) || ownIntercept ? columns[k] : Centering.Of(columns[k], bound.RowCount);
            predictors.Add(new Predictor(own, bound.Parameters[k].Offset, start));
            start += columns[k].Count;
        }

        _task = new SolverTask(bound, predictors, SolverTask.NewObjective(bound, predictors, null), options, maximumIterations, progress);
    }

    /// <summary>Estimates.</summary>
    /// <param name="solver">The name of the solver; null for the first that serves.</param>
    /// <exception cref="InputException">The noise model cannot be fitted, the solver does not exist or does not serve, or no coefficients are feasible to start from.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before there was anything to report.</exception>
    public Estimate Estimate(string? solver = null)
    {
        if (_task.Bound.Noise.FitObjection is { } objection)
            throw new InputException($"noise model '{_task.Bound.Noise.Name}' cannot be fitted: {objection}", "take parts without kinks (student-t, logistic and hyperbolic-secant have tails like theirs); at given values it is a distribution like any other");
        SolverMethod method = SolverRegistry.Choose(_task, solver);
        return method.Solve(_task) with { SolverName = method.Name };
    }
}
