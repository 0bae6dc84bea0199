namespace Surprisal.Solvers.Kinks;

/// <summary>The minimum of a <see cref="KinkProblem"/> with the slopes that prove it. Immutable.</summary>
/// <param name="Problem">What was minimised.</param>
/// <param name="Coefficients">b.</param>
/// <param name="Slopes">d of every hinge and row, within cost times the hinge's slopes.</param>
/// <param name="Residuals">target − κ scale − xb of every hinge and row; 0 in the rows that determine a vertex and in others that are on their kinks to rounding.</param>
/// <param name="Loss">The minimum.</param>
/// <param name="RelativeGap">(loss − Σ d r)/loss: what the loss can at most be above its minimum, as a share of it. 0 for a loss of 0.</param>
/// <param name="Imbalance">Xᵀd, 0 but for rounding: the smallest subgradient.</param>
/// <param name="Basis">The hinges and rows that determine the vertex; empty where the interior point method had the last word.</param>
/// <param name="IsUnique">Whether no other coefficients have the same loss; null where that is not known.</param>
/// <param name="Iterations">Interior steps and pivots.</param>
/// <param name="Evaluations">Passes over all rows, about.</param>
internal sealed record KinkSolution(
    KinkProblem Problem,
    double[] Coefficients,
    double[][] Slopes,
    double[][] Residuals,
    double Loss,
    double RelativeGap,
    double[] Imbalance,
    IReadOnlyList<(int Hinge, int Row)> Basis,
    bool? IsUnique,
    int Iterations,
    int Evaluations)
{
    /// <summary>The same minimum of the problem whose scales are larger by a factor, which does not move the kinks: costs, slopes and loss are smaller by it.</summary>
    public KinkSolution WithScale(double factor) => this with
    {
        Problem = new KinkProblem(Problem.Columns, Problem.Target, Divided(Problem.Cost, factor), Problem.Scale, Problem.Function),
        Slopes = [.. Slopes.Select(s => Divided(s, factor))],
        Loss = Loss / factor,
        Imbalance = Divided(Imbalance, factor),
    };

    private static double[] Divided(double[] values, double factor) => Array.ConvertAll(values, v => v / factor);
}
