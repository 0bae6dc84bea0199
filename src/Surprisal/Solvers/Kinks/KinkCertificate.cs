using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Kinks;

/// <summary>Judges coefficients and slopes on all rows and on the columns as they are, whatever solver they come from.</summary>
/// <remarks>
/// Weak duality: any slopes within their bounds with Xᵀd = 0 give loss(b) ≥ Σ d target for every b, and loss − Σ d target = Σ (hinge(r) − d r), a sum of
/// terms none of which is negative: so it is added up in this form, in which nothing cancels.
/// </remarks>
internal static class KinkCertificate
{
    private const double Ulps = 64.0 / (1L << 53);
    private const double NearZero = 1e-6;

    /// <summary>The coefficients at which rows stand on their kinks, every digit right.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="basis">Hinge and row, one for each column.</param>
    /// <returns>Null where the rows do not determine them.</returns>
    public static double[]? Coefficients(KinkProblem problem, IReadOnlyList<(int Hinge, int Row)> basis)
    {
        ReadOnlyMemory<double>[] columns = new ReadOnlyMemory<double>[problem.Columns.Count];
        for (int j = 0; j < columns.Length; j++)
        {
            double[] cells = new double[basis.Count];
            for (int b = 0; b < cells.Length; b++) problem.Columns[j].Fill(basis[b].Row, cells.AsSpan(b, 1));
            columns[j] = cells;
        }

        double[] target = [.. basis.Select(b => problem.Shifted(b.Row, problem.Function.Hinges[b.Hinge]))];
        LeastSquaresSolution solution = LeastSquares.Solve(new LeastSquaresProblem(new MemoryColumns(basis.Count, columns), target), 1);

        // A coefficient of nothing is 0, not -0.
        return solution.Rank < columns.Length ? null : [.. solution.Coefficients.Select(static b => b + 0.0)];
    }

    /// <summary>Residuals of all rows and hinges; 0 in the basis, and where they are no more than rounding of their own terms.</summary>
    public static double[][] Residuals(KinkProblem problem, double[] coefficients, IReadOnlyList<(int Hinge, int Row)> basis, EvaluationOptions options)
    {
        double[] eta = problem.Predict(coefficients, options);
        double[][] residuals = [.. problem.Function.Hinges.Select(hinge =>
        {
            double[] r = new double[eta.Length];
            for (int i = 0; i < r.Length; i++)
            {
                r[i] = problem.Shifted(i, hinge) - eta[i];
                double size = Math.Abs(problem.Target[i]) + (hinge.Kink == 0 ? 0 : Math.Abs(hinge.Kink * problem.Scale[i]));
                if (Math.Abs(r[i]) <= NearZero * (size + Math.Abs(eta[i])) && Math.Abs(r[i]) <= Ulps * (size + Magnitude(problem, coefficients, i))) r[i] = 0;
            }

            return r;
        })];
        foreach ((int hinge, int row) in basis) residuals[hinge][row] = 0;
        return residuals;
    }

    /// <summary>Σ |xb| of a row.</summary>
    private static double Magnitude(KinkProblem problem, double[] coefficients, int row)
    {
        Span<double> cell = stackalloc double[1];
        double sum = 0;
        for (int j = 0; j < coefficients.Length; j++)
        {
            problem.Columns[j].Fill(row, cell);
            sum += Math.Abs(cell[0] * coefficients[j]);
        }

        return sum;
    }

    /// <summary>Loss, gap and balance, on one more pass.</summary>
    public static KinkSolution Judge(
        KinkProblem problem, double[] coefficients, double[][] residuals, double[][] slopes, IReadOnlyList<(int Hinge, int Row)> basis, bool? isUnique, int iterations, int evaluations, EvaluationOptions options)
    {
        double loss = 0, gap = 0;
        double[] total = new double[problem.RowCount];
        for (int k = 0; k < slopes.Length; k++)
        {
            Hinge hinge = problem.Function.Hinges[k];
            for (int i = 0; i < total.Length; i++)
            {
                double r = residuals[k][i], value = problem.Cost[i] * hinge.At(r);
                loss += value;
                gap += Math.Max(value - (slopes[k][i] * r), 0);
                total[i] += slopes[k][i];
            }
        }

        return new KinkSolution(
            problem,
            coefficients,
            slopes,
            residuals,
            loss,
            loss > 0 ? gap / loss : 0,
            Balance(problem, total, options),
            basis,
            isUnique,
            iterations,
            evaluations + 1);
    }

    /// <summary>Xᵀd on the engine's one pass: the gradient of ½ Σ (d − xb)² at b = 0 is −Xᵀd.</summary>
    public static double[] Balance(KinkProblem problem, double[] slopes, EvaluationOptions options)
    {
        Noise.BoundNoise noise = new(new SquaredError(), [Links.LinkRegistry.Get("identity")], [null]);
        Objective objective = new(noise, [new Predictor(problem.Columns, null, 0)], new Noise.Observations(slopes), default);
        return Array.ConvertAll(objective.Evaluate(new double[problem.Columns.Count], 1, options).Gradient, static g => -g);
    }
}
