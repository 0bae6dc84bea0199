using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>What a solver is given. Immutable.</summary>
/// <param name="Bound">The model with its data.</param>
/// <param name="Predictors">Its predictors over the columns that are estimable.</param>
/// <param name="Objective">Their objective.</param>
/// <param name="Options">Threads and cancellation.</param>
/// <param name="MaximumIterations">The most steps.</param>
/// <param name="Progress">Told of iteration, objective and distance after every step; null for nobody.</param>
internal sealed record SolverTask(
    BoundModel Bound,
    IReadOnlyList<Predictor> Predictors,
    Objective Objective,
    EvaluationOptions Options,
    int MaximumIterations,
    Action<int, double, double?>? Progress)
{
    /// <summary>The objective of a model over some predictors.</summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="predictors">Its predictors.</param>
    /// <param name="held">Natural values of parameters held besides those that the model holds; null for none.</param>
    public static Objective NewObjective(BoundModel bound, IReadOnlyList<Predictor> predictors, IReadOnlyDictionary<string, double>? held) =>
        new(bound.BindNoise(held), predictors, bound.Observations, bound.Weights, CoefficientPrior.Of(bound, predictors));
}
