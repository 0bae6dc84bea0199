using Surprisal.Models;
using Surprisal.Solvers.Paths;

namespace Surprisal.Fits;

/// <summary>What a path minimises, and where. Immutable.</summary>
/// <param name="Bound">The model with its data.</param>
/// <param name="Predictors">Its predictors.</param>
/// <param name="Penalty">The penalty over all coefficients.</param>
/// <param name="Lambdas">How the strengths are chosen.</param>
/// <param name="Total">Σw.</param>
/// <param name="IsGaussian">Whether it is a sum of squares.</param>
/// <param name="Variance">sigma² where a sum of squares has it held, else 1.</param>
/// <param name="Evaluation">Threads and cancellation.</param>
internal sealed record PathProblem(
    BoundModel Bound,
    IReadOnlyList<Predictor> Predictors,
    PathPenalty Penalty,
    LambdaSequence Lambdas,
    double Total,
    bool IsGaussian,
    double Variance,
    EvaluationOptions Evaluation)
{
    /// <summary>The strengths in terms of half the mean square.</summary>
    public LambdaSequence ToSquares() => Lambdas with { Given = [.. Lambdas.Given.Select(l => l * Variance)] };

    /// <summary>Points of half the mean square with the strengths of the surprisal.</summary>
    public IReadOnlyList<PathPoint> ToGiven(IReadOnlyList<PathPoint> points) => [.. points.Select(p => p with { Lambda = p.Lambda / Variance })];
}
