using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Solvers;

/// <summary>
/// The gaussian with identity link and constant sigma in closed form: β by least squares, sigma² = RSS/n. Serves sigma up to known factors too
/// (an offset on log sigma: precision weights).
/// </summary>
internal static class GaussianSolver
{
    /// <summary>Whether a model has the closed form.</summary>
    public static bool Serves(BoundModel bound) =>
        bound.Noise is GaussianNoise
        && bound.Priors.Count == 0
        && bound.Parameters is [{ Parameter.Name: "mu", Link: IdentityLink }, { Parameter.Name: "sigma", Link: LogLink, IsSingleNumber: true }];

    /// <summary>Weights of the sum of squares: frequencies times exp(−2 offset of log sigma).</summary>
    public static ReadOnlyMemory<double> SquareWeights(BoundModel bound)
    {
        if (bound.Parameters[1].Offset is not { } offset) return bound.Weights;
        double[] weights = new double[bound.RowCount];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = (bound.Weights.IsEmpty ? 1 : bound.Weights.Span[i]) * Elementary.Exp(-2 * offset.Span[i]);
        return weights;
    }

    /// <summary>The estimate from a least squares result.</summary>
    public static Estimate Finish(BoundModel bound, Objective objective, LeastSquaresResult squares, EvaluationOptions options)
    {
        double n = TotalWeight(bound), logSigma = 0.5 * Elementary.Log(squares.ResidualSumOfSquares / n);
        if (squares.IsExact) return Exact(bound, objective, squares, [.. squares.Coefficients, double.NaN]);
        double[] coefficients = [.. squares.Coefficients, logSigma];
        int mu = squares.Coefficients.Length, size = mu + 1;
        double variance = squares.ResidualSumOfSquares / n;
        double[]? inverse = squares.InverseGram.Length == 0 && mu > 0 ? null : new double[size * size];
        for (int i = 0; i < mu && inverse is not null; i++)
        {
            for (int j = 0; j < mu; j++) inverse[(i * size) + j] = variance * squares.InverseGram[(i * mu) + j];
        }

        if (inverse is not null) inverse[(size * size) - 1] = 1 / (2 * n);
        bool isFormed = !WideProblem.Serves(objective) || WideProblem.IsFormedOnce(objective), hasGram = squares.Gram.Length > 0 && objective.Shape.IsDense;
        ObjectiveValue value = objective.Evaluate(coefficients, hasGram || !isFormed ? 1 : 2, options);
        if (hasGram) value = value with { Curvature = Information(squares.Gram, mu, variance, n) };
        NewtonDirection direction = isFormed ? NewtonDirection.At(value) : new ConjugateGradientSolver(objective, options).Minimise(coefficients, 0).Direction;
        return new Estimate
        {
            Bound = bound,
            Predictors = objective.Predictors,
            Coefficients = coefficients,
            Surprisal = (n * (logSigma + (0.5 * (Constants.LogTwoPi + 1)))) + OffsetSum(bound),
            InverseInformation = inverse,
            Variances = Unbiased(squares, n),
            WhyNoErrors = isFormed ? null : WideProblem.NoErrors,
            Information = objective.Shape.IsDense ? value.Curvature : [],
            Gradient = value.Gradient,
            Decrement = direction.Decrement,
            Runaway = RunawayKind.None,
            Status = SolverStatus.Converged,
            LeastSquares = squares,
            Solver = squares.Careful
                ? "least squares in double-double (small, or nearly dependent columns)"
                : isFormed ? "normal equations with one refinement (large and well conditioned)" : "conjugate gradients (so many coefficients that their products are not formed)",
            Iterations = 0,
            Evaluations = squares.Evaluations + 1,
        };
    }

    /// <summary>Variances with the unbiased RSS/(n − p), and that of log sigma; null where they are part of all covariances, or not known.</summary>
    private static double[]? Unbiased(LeastSquaresResult squares, double n)
    {
        double degrees = n - squares.Coefficients.Length;
        if (squares.Variances.Length == 0 || degrees <= 0) return null;
        return [.. squares.Variances.Select(v => v * squares.ResidualSumOfSquares / degrees), 1 / (2 * n)];
    }

    /// <summary>XᵀWX/σ² and 2n; the mixed derivatives are 2Xᵀ W r/σ², which vanishes at the optimum.</summary>
    private static double[] Information(double[] gram, int mu, double variance, double n)
    {
        int size = mu + 1;
        double[] information = new double[size * size];
        for (int i = 0; i < mu; i++)
        {
            for (int j = 0; j < mu; j++) information[(i * size) + j] = gram[(i * mu) + j] / variance;
        }

        information[(size * size) - 1] = 2 * n;
        return information;
    }

    /// <summary>An estimate whose residuals vanish: coefficients, and a scale of zero.</summary>
    public static Estimate Exact(BoundModel bound, Objective objective, LeastSquaresResult squares, double[] coefficients) => new()
    {
        Bound = bound,
        Predictors = objective.Predictors,
        Coefficients = coefficients,
        Surprisal = null,
        InverseInformation = null,
        Information = [],
        Gradient = [],
        Decrement = null,
        Runaway = RunawayKind.None,
        Status = SolverStatus.Converged,
        IsExact = true,
        LeastSquares = squares,
        Solver = "least squares in double-double",
        Iterations = 0,
        Evaluations = squares.Evaluations,
    };

    /// <summary>Σw: the number of observations.</summary>
    public static double TotalWeight(BoundModel bound)
    {
        if (bound.Weights.IsEmpty) return bound.RowCount;
        double sum = 0;
        foreach (double weight in bound.Weights.Span) sum += weight;
        return sum;
    }

    private static double OffsetSum(BoundModel bound)
    {
        if (bound.Parameters[1].Offset is not { } offset) return 0;
        double sum = 0;
        for (int i = 0; i < bound.RowCount; i++) sum += (bound.Weights.IsEmpty ? 1 : bound.Weights.Span[i]) * offset.Span[i];
        return sum;
    }
}
