namespace Surprisal.Fits;

/// <summary>The evidence that an estimate is what it claims to be.</summary>
/// <param name="Solver">What ran, in a few words.</param>
/// <param name="Iterations">Newton steps taken (0 for a closed form).</param>
/// <param name="Evaluations">Passes over the rows.</param>
/// <param name="GradientNorm">
/// √(gᵀH⁻¹g), the gradient measured by the curvature: how far the optimum is, in standard errors. Null where the curvature is singular.
/// Of 100,000 rows and more, whose last step may be too small for another pass, a bound from the steps before it.
/// </param>
/// <param name="LargestGradient">The largest absolute derivative of the mean surprisal in a coefficient.</param>
/// <param name="SmallestEigenvalue">Of the curvature scaled to a unit diagonal: 1 for orthogonal columns, 0 for dependent ones. Null above 500 coefficients.</param>
/// <param name="ConditionNumber">Of the curvature scaled to a unit diagonal. Null above 500 coefficients.</param>
public sealed record Certificate(
    string Solver, int Iterations, int Evaluations, double? GradientNorm, double? LargestGradient, double? SmallestEigenvalue, double? ConditionNumber)
{
    /// <summary>The name of the solver that ran, one of <see cref="Solvers.SolverRegistry.Names"/>.</summary>
    public string SolverName { get; init; } = "";

    /// <summary>From how many places the solver started: several where the likelihood may have several maxima; 0 for a solver without starts.</summary>
    public int Starts { get; init; }

    /// <summary>How many of the starts led to this optimum; the others to worse ones, or nowhere.</summary>
    public int AgreeingStarts { get; init; }

    /// <summary>Whether the solver was asked for; else it is the first of <see cref="Solvers.SolverRegistry.Names"/> that serves.</summary>
    public bool IsAskedFor { get; init; }

    /// <summary>
    /// For noise models with kinks, whose gradient does not vanish at the optimum: how far the location's part of the objective can at most be above its minimum, as a
    /// share of it, by slopes within their bounds that balance (linear programming duality). <see cref="LargestGradient"/> is what their balance
    /// lacks. Null elsewhere.
    /// </summary>
    public double? DualityGap { get; init; }

    /// <summary>
    /// For priors with a kink, under which the gradient does not vanish at the optimum: the largest failure of the optimality conditions (the slope of the whole
    /// objective where a coefficient is not zero, what exceeds the kink's slope where it is), in standard errors. Null elsewhere.
    /// </summary>
    public double? KktResidual { get; init; }

    /// <summary>Whether no other location has the same likelihood; null where that is not looked into or not known.</summary>
    public bool? IsUnique { get; init; }
}
