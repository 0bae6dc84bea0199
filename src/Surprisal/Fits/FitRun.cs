using System.Diagnostics;
using Surprisal.Data;
using Surprisal.Fits.Strengths;
using Surprisal.Models;
using Surprisal.Numerics.Dense;
using Surprisal.Solvers;

namespace Surprisal.Fits;

/// <summary>One fit from table to result: design, estimate, covariance, tables, status.</summary>
internal sealed class FitRun(Model model, Table table, FitOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation, StrengthChoice? choice = null)
{
    private const string NoSandwich = "there are too many coefficients for a sandwich: take classical standard errors, or fit fewer terms";
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Estimates in the place of the solver; null for the solver. Given the model and its estimable columns.</summary>
    public Func<BoundModel, IReadOnlyList<IReadOnlyList<Formulas.DesignColumn>>, Estimate>? Solve { get; init; }

    public Fit Run()
    {
        BoundModel bound = BoundModel.Bind(model, table);
        PriorRules.Require(bound, options);
        ProfileReport.Require(bound, options);
        TimeSpan design = Stopwatch.GetElapsedTime(_started);
        EvaluationOptions evaluation = new(options.Threads, cancellation);
        AliasReport aliases = AliasReport.Of(bound, evaluation);
        Estimate estimate = Solve?.Invoke(bound, aliases.Kept) ?? new Estimator(bound, aliases.Kept, evaluation, options.MaximumIterations, Report).Estimate(options.Solver);
        double observations = GaussianSolver.TotalWeight(bound);
        double residualDegrees = observations - (estimate.LeastSquares?.Coefficients.Length ?? 0);
        bool unbiased = ProfileReport.KindOf(bound, options) == IntervalKind.Wald && estimate.LeastSquares is not null && GaussianSolver.Serves(bound) && options.Covariance == CovarianceKind.Classical;

        // What is left is short; a request to stop that comes now finds the fit done.
        EvaluationOptions finish = evaluation with { Cancellation = CancellationToken.None };
        double[]? covariance = Centering.ToOriginal(estimate, CovarianceEstimator.Of(estimate, options.Covariance, residualDegrees, finish));
        double? residualSigma = PriorReport.ResidualSigma(bound, estimate, observations);
        if (residualSigma is { } sigma) covariance = covariance?.Select(c => sigma * sigma * c).ToArray();
        Certificate certificate = Certify(estimate, observations) with { DualityGap = estimate.Kinks?.RelativeGap, IsUnique = estimate.Kinks?.IsUnique ?? estimate.IsUniqueUnderPrior, KktResidual = estimate.KktResidual, SolverName = estimate.SolverName, Starts = estimate.Starts, AgreeingStarts = estimate.AgreeingStarts, IsAskedFor = options.Solver is not null };
        IntervalKind intervals = ProfileReport.KindOf(bound, options);
        ProfileInterval[]? profiles = intervals == IntervalKind.Profile ? ProfileReport.Of(estimate, covariance, options.Level, finish) : null;
        double? effective = bound.Priors.Count == 0 ? null : Shrinkage.EffectiveParameters(estimate);
        double? evidence = bound.Priors.Count == 0 ? null : Shrinkage.LogEvidence(estimate, LogJacobian(bound));
        estimate = Centering.ToOriginal(estimate);
        if (options.Covariance != CovarianceKind.Classical && estimate.Variances is not null) estimate = estimate with { Variances = null, WhyNoErrors = NoSandwich };
        CoefficientTable tables = new(estimate, covariance, unbiased && residualDegrees > 0 ? residualDegrees : null, options.Level, aliases.Reasons, profiles)
        {
            Inverted = options.Covariance == CovarianceKind.Rank && covariance is not null ? RankInversion.Of(estimate, estimate.Predictors[0].Columns, options.Level, finish) ?? [] : null,
        };
        FitVerdict verdict = FitVerdict.Of(estimate, bound);
        Lazy<IReadOnlyList<double>?> residuals = verdict.HasLikelihood && residualSigma is null ? ResidualQuantiles.Of(estimate) : new((IReadOnlyList<double>?)null);
        ParameterFit[] parameters = [.. bound.Parameters.Select(tables.Of)];
        return new Fit(model, new PredictionRecipe(bound, estimate, aliases.Kept), residuals)
        {
            Noise = bound.Model.Noise,
            Parameters = parameters,
            Prior = PriorReport.Of(bound, estimate, parameters, observations, effective, evidence, choice),
            ResponseLevels = bound.ResponseLevels,
            Held = model.Spec.Held,
            Observations = observations,
            Rows = bound.RowCount,
            Dropped = bound.Frame.RowsDropped,
            LogLikelihood = verdict.HasLikelihood ? LogLikelihood(estimate, bound) : null,
            ParametersEstimated = bound.Parameters.Select((_, k) => aliases.Kept[k].Count).Sum() - estimate.Pinned.Count(static pinned => pinned),
            Status = verdict.Status,
            Reasons = [.. verdict.Reasons, .. choice?.Limits ?? []],
            Warnings = [.. bound.Warnings, .. aliases.Warnings, .. choice?.CrossValidation?.Warnings ?? []],
            Certificate = certificate,
            CovarianceKind = options.Covariance,
            UsesStudentT = unbiased,
            ResidualDegreesOfFreedom = unbiased ? residualDegrees : null,
            Level = options.Level,
            Intervals = intervals,
            LogJeffreys = estimate.LogJeffreys,
            Timing = new FitTiming(design, Stopwatch.GetElapsedTime(_started) - design),
            Covariance = covariance is null ? (ReadOnlyMemory<double>?)null : covariance,
        };
    }

    private void Report(int iteration, double surprisal, double? decrement) =>
        progress?.Report(new FitProgress(iteration, surprisal, decrement, Stopwatch.GetElapsedTime(_started)));

    private static double? LogLikelihood(Estimate estimate, BoundModel bound) => estimate.Surprisal is { } surprisal ? LogJacobian(bound) - surprisal : null;

    private static double LogJacobian(BoundModel bound)
    {
        double jacobian = 0;
        ReadOnlySpan<double> logs = bound.LogJacobian.Span, weights = bound.Weights.Span;
        for (int i = 0; i < logs.Length; i++) jacobian += (weights.IsEmpty ? 1 : weights[i]) * logs[i];
        return jacobian;
    }

    /// <summary>The curvature of the coefficients that stand at no kink or bound of a prior.</summary>
    private static (double[] Information, int Size) Free(Estimate estimate)
    {
        int size = estimate.Coefficients.Length;
        if (!estimate.Pinned.Contains(true)) return (estimate.Information, size);
        int[] free = [.. Enumerable.Range(0, size).Where(at => !estimate.Pinned[at])];
        double[] block = new double[free.Length * free.Length];
        for (int a = 0; a < free.Length; a++)
        {
            for (int c = 0; c < free.Length; c++) block[(a * free.Length) + c] = estimate.Information[(free[a] * size) + free[c]];
        }

        return (block, free.Length);
    }

    private static Certificate Certify(Estimate estimate, double observations)
    {
        double? largest = estimate.Gradient.Length == 0 ? null : estimate.Gradient.Max(Math.Abs) / observations;
        if (estimate.Information.Length == 0 || estimate.Coefficients.Length > WideProblem.MostEigenvalues)
            return new Certificate(estimate.Solver, estimate.Iterations, estimate.Evaluations, estimate.Decrement, largest, null, null);
        (double[] information, int size) = Free(estimate);
        SymmetricEigen eigen = SymmetricEigen.ValuesOf(NewtonDirection.ToUnitDiagonal(information, size), size);
        if (size == 0) return new Certificate(estimate.Solver, estimate.Iterations, estimate.Evaluations, estimate.Decrement, largest, null, null);
        double smallest = eigen.Values[0], condition = smallest > 0 ? eigen.Values[^1] / smallest : double.PositiveInfinity;

        // Where rounding has eaten the smallest eigenvalue, the double-double factor still knows it.
        const double Rounding = 1e-13;
        if (smallest < Rounding && estimate.LeastSquares is { Careful: true } squares)
        {
            condition = squares.ConditionNumber * squares.ConditionNumber;
            smallest = eigen.Values[^1] / condition;
        }

        return new Certificate(
            estimate.Solver,
            estimate.Iterations,
            estimate.Evaluations,
            estimate.Decrement,
            largest,
            eigen.HasConverged ? smallest : null,
            eigen.HasConverged && double.IsFinite(condition) ? condition : null);
    }
}
