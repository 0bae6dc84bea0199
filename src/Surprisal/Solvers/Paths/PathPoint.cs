namespace Surprisal.Solvers.Paths;

/// <summary>The optimum at one λ. Immutable.</summary>
/// <param name="Lambda">λ.</param>
/// <param name="Places">The coefficients that are not zero or are free, ascending.</param>
/// <param name="Values">Their values.</param>
/// <param name="Loss">The mean surprisal.</param>
/// <param name="Penalty">What the penalty adds to it.</param>
/// <param name="KktResidual">By how much the optimality conditions fail at most, in units of λ times the coefficient's factor.</param>
/// <param name="HasConverged">Whether they hold.</param>
internal sealed record PathPoint(double Lambda, int[] Places, double[] Values, double Loss, double Penalty, double KktResidual, bool HasConverged);
