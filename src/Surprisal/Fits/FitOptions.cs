namespace Surprisal.Fits;

/// <summary>How to fit. Immutable; the defaults serve.</summary>
public sealed record FitOptions
{
    /// <summary>The defaults.</summary>
    public static FitOptions Default { get; } = new();

    /// <summary>The level of intervals, between 0 and 1.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Where standard errors come from.</summary>
    public CovarianceKind Covariance { get; init; } = CovarianceKind.Classical;

    /// <summary>What intervals and p values are made of; null for <see cref="IntervalKind.Wald"/>, and <see cref="IntervalKind.Profile"/> with Firth's penalty.</summary>
    public IntervalKind? Intervals { get; init; }

    /// <summary>The most threads to use; results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The name of the solver, one of <see cref="Solvers.SolverRegistry.Names"/>; null for the first that serves.</summary>
    public string? Solver { get; init; }

    /// <summary>How rows are dealt and scored where a strength is chosen by cross-validation; its path is that of the penalty. At most as many folds as rows.</summary>
    public CrossValidationOptions CrossValidation { get; init; } = CrossValidationOptions.Default;

    /// <summary>The most Newton steps.</summary>
    public int MaximumIterations { get; init; } = 200;
}
