using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>The outcome of estimation, before it is dressed up: numbers over the coefficients that are estimable. Immutable.</summary>
internal sealed record Estimate
{
    /// <summary>The model with its data; without the parameters that turned out to be at a boundary.</summary>
    public required BoundModel Bound { get; init; }

    /// <summary>The predictors, whose columns are the estimable ones.</summary>
    public required IReadOnlyList<Predictor> Predictors { get; init; }

    /// <summary>One number a coefficient.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>Σ surprisal in nats on the scale of the response; null where the density has no bound.</summary>
    public required double? Surprisal { get; init; }

    /// <summary>The inverse of the observed information; null where there is none.</summary>
    public required double[]? InverseInformation { get; init; }

    /// <summary>The variance of each coefficient, of the columns as they are, where there are too many for all covariances; null elsewhere.</summary>
    public double[]? Variances { get; init; }

    /// <summary>Why there is no uncertainty; null where the usual words serve.</summary>
    public string? WhyNoErrors { get; init; }

    /// <summary>The observed information; empty where there is none.</summary>
    public required double[] Information { get; init; }

    /// <summary>The gradient.</summary>
    public required double[] Gradient { get; init; }

    /// <summary>√(gᵀH⁻¹g).</summary>
    public required double? Decrement { get; init; }

    /// <summary>What happened on the way.</summary>
    public required RunawayKind Runaway { get; init; }

    /// <summary>The parameter that ran away, if one did.</summary>
    public BoundParameter? RunawayParameter { get; init; }

    /// <summary>The positions of the coefficients that grow without bound: their columns separate, or a scale vanishes.</summary>
    public IReadOnlyList<int> Separating { get; init; } = [];

    /// <summary>What separates the responses; null where nothing does.</summary>
    public Recession.SeparationVerdict? Separation { get; init; }

    /// <summary>How the solver ended.</summary>
    public required SolverStatus Status { get; init; }

    /// <summary>Whether every row is met exactly.</summary>
    public bool IsExact { get; init; }

    /// <summary>The closed form's result, where it served.</summary>
    public LeastSquaresResult? LeastSquares { get; init; }

    /// <summary>The minimum of the location with its proof, where the surprisal has kinks.</summary>
    public Kinks.KinkSolution? Kinks { get; init; }

    /// <summary>The surprisal of the coefficients under the prior, in nats; null without a prior.</summary>
    public double? PriorSurprisal { get; init; }

    /// <summary>½ log det of the expected information: Jeffreys's prior up to a constant; null where there is none.</summary>
    public double? LogJeffreys { get; init; }

    /// <summary>Whether each coefficient stands exactly at a kink or bound of its prior; empty where no prior has any.</summary>
    public IReadOnlyList<bool> Pinned { get; init; } = [];

    /// <summary>Whether the objective may have other minima because a prior is not log-concave.</summary>
    public bool MayHaveOthers { get; init; }

    /// <summary>False where the curvature off the kinks is flat in some direction at an optimum; null where it is not, and where there are no kinks.</summary>
    public bool? IsUniqueUnderPrior => KktResidual is not null && Status == SolverStatus.Converged && Runaway == RunawayKind.None && InverseInformation is null ? false : null;

    /// <summary>How far the optimality conditions of a prior with kinks or bounds are from being met; null elsewhere.</summary>
    public double? KktResidual { get; init; }

    /// <summary>What ran, in a few words.</summary>
    public required string Solver { get; init; }

    /// <summary>From how many places the solver started; 0 for a solver without starts.</summary>
    public int Starts { get; init; }

    /// <summary>How many of them led here.</summary>
    public int AgreeingStarts { get; init; }

    /// <summary>The name of the solver that ran.</summary>
    public string SolverName { get; init; } = "";

    public required int Iterations { get; init; }

    public required int Evaluations { get; init; }

    /// <summary>How many of the evaluations looked at the curvature; 0 for a closed form.</summary>
    public int Curvatures { get; init; }
}
