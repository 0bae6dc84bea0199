using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>
/// Weighted least squares: the gaussian fit with identity link and constant sigma, and the starting point of every location model.
/// </summary>
/// <remarks>
/// Small problems, and large ones whose columns are nearly dependent, are solved in double-double
/// (<see cref="LeastSquares"/>). Large well-conditioned ones are solved by the normal equations, 1. one pass for XᵀWX and XᵀWy, 2. Cholesky,
/// 3. a second pass whose gradient is the residuals' product with X, for one step of iterative refinement (Björck 1996, section 2.9.2) and the
/// residual sum of squares.
/// </remarks>
internal static class LeastSquaresSolver
{
    // Rows times squared columns up to which double-double costs no more than a few milliseconds.
    private const double SmallWork = 2e7;

    // And up to which it takes no more than minutes.
    private const double AffordableWork = 2e10;
    private const int MostWideSteps = 50;

    // A pivot of the scaled normal equations below this loses more than four of sixteen digits.
    private const double SafePivot = 1e-4;

    // Residuals this small relative to the response want the careful path's verdict.
    private const double SmallResidual = 1e-16;

    /// <summary>Whether the careful path is cheap enough to be taken at once.</summary>
    public static bool IsSmall(int rows, int columns) => rows * ((double)columns * columns) <= SmallWork;

    /// <summary>Whether the careful path can be taken where digits are in danger.</summary>
    public static bool IsAffordable(int rows, int columns) => rows * ((double)columns * columns) <= AffordableWork;

    /// <summary>Solves.</summary>
    /// <param name="predictor">Columns (none of them aliased) and offset.</param>
    /// <param name="response">y.</param>
    /// <param name="weights">w; empty for ones.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="careful">Whether digits matter: false for a starting point.</param>
    public static LeastSquaresResult Solve(
        Predictor predictor, ReadOnlyMemory<double> response, ReadOnlyMemory<double> weights, EvaluationOptions options, bool careful)
    {
        if (careful && IsSmall(response.Length, predictor.Count)) return SolveCarefully(predictor, response, weights, options);
        BoundNoise noise = new(new SquaredError(), [LinkRegistry.Get("identity")], [null]);
        Objective objective = new(noise, [predictor with { Start = 0 }], new Observations(response), weights);
        if (WideProblem.Serves(objective) && !WideProblem.IsFormedOnce(objective)) return WideProblem.LeastSquares(objective, MostWideSteps, options);
        if (!careful && SampleStart.Serves(objective) && OnSample(objective, options) is { } rough) return rough;
        ObjectiveValue normal = objective.Evaluate(new double[predictor.Count], 2, options);
        NewtonDirection first = NewtonDirection.At(normal);
        bool affordable = IsAffordable(response.Length, predictor.Count);
        if (!first.IsPositiveDefinite && !affordable) return WideProblem.LeastSquares(objective, MostWideSteps, options);
        if (!first.IsPositiveDefinite || (careful && affordable && first.RelativePivot < SafePivot)) return SolveCarefully(predictor, response, weights, options);
        double[] coefficients = first.Step;
        ObjectiveValue at = objective.Evaluate(coefficients, 1, options);
        NewtonDirection second = first.For(at.Gradient)!;
        for (int j = 0; j < coefficients.Length; j++) coefficients[j] += second.Step[j];

        // The refinement lowers ½ RSS by half its squared decrement.
        double sum = Math.Max((2 * at.Surprisal) - (second.Decrement * second.Decrement), 0);
        if (affordable && sum <= SmallResidual * normal.Surprisal) return SolveCarefully(predictor, response, weights, options);
        bool isFull = predictor.Count <= WideProblem.MostCovariances;
        return new LeastSquaresResult(
            coefficients, sum, isFull ? first.Inverse()! : [], normal.Shape.IsDense ? normal.Curvature : [], IsExact: false, Careful: false, ConditionNumber: double.NaN, Evaluations: 2)
        {
            Variances = isFull ? [] : WideProblem.Variances(first, [predictor with { Start = 0 }])!,
        };
    }

    /// <summary>A starting point from a sample of the rows; null where the sample does not have the rank for it.</summary>
    private static LeastSquaresResult? OnSample(Objective objective, EvaluationOptions options)
    {
        ObjectiveValue normal = objective.Evaluate(new double[objective.CoefficientCount], 2, options with { EveryBlock = SampleStart.Stride(objective) });
        NewtonDirection direction = NewtonDirection.At(normal);
        if (!direction.IsPositiveDefinite) return null;
        double sum = Math.Max((2 * normal.Surprisal) - (direction.Decrement * direction.Decrement), 0);
        return new LeastSquaresResult(direction.Step, sum, [], [], IsExact: false, Careful: false, ConditionNumber: double.NaN, Evaluations: 1);
    }

    private static LeastSquaresResult SolveCarefully(
        Predictor predictor, ReadOnlyMemory<double> response, ReadOnlyMemory<double> weights, EvaluationOptions options)
    {
        LeastSquaresProblem problem = new(
            new DesignSource(predictor.Columns, response.Length), response, weights.IsEmpty ? (ReadOnlyMemory<double>?)null : weights, predictor.Offset);
        LeastSquaresSolution solution = LeastSquares.Solve(problem, options.Threads, options.Cancellation);

        // A coefficient of nothing is 0, not -0.
        double[] coefficients = [.. solution.Coefficients.Select(static b => b + 0.0)];
        double[] inverse = solution.InverseGram();
        if (solution.Rank < coefficients.Length) inverse = Spread(inverse, solution.Estimable, coefficients);
        return new LeastSquaresResult(coefficients, solution.ResidualSumOfSquares, inverse, [], solution.IsExactFit, Careful: true, solution.ConditionNumber, Evaluations: 1);
    }

    /// <summary>Puts dependent columns back with coefficient zero: for starting points, which come before they are found out.</summary>
    private static double[] Spread(double[] inverse, IReadOnlyList<int> estimable, double[] coefficients)
    {
        int size = coefficients.Length, rank = estimable.Count;
        double[] spread = new double[size * size];
        for (int i = 0; i < rank; i++)
        {
            for (int j = 0; j < rank; j++) spread[(estimable[i] * size) + estimable[j]] = inverse[(i * rank) + j];
        }

        for (int j = 0; j < size; j++)
        {
            if (double.IsNaN(coefficients[j])) coefficients[j] = 0;
        }

        return spread;
    }
}
