using Surprisal.Models;

namespace Surprisal.Solvers.Kinks;

/// <summary>Minimises a <see cref="KinkProblem"/> exactly: interior point, crossover to a vertex, proof.</summary>
internal static class KinkSolver
{
    // From here the vertex is found at once, or in a few pivots.
    private const double Tolerance = 1e-10;
    private const int MostSteps = 100;
    private const int FewestPivots = 100;

    /// <summary>Minimises.</summary>
    /// <param name="problem">What.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static KinkSolution Solve(KinkProblem problem, EvaluationOptions options)
    {
        PackedRows rows = new(problem, null, []);
        InteriorPoint interior = new(rows, options);
        if (problem.Columns.Count > 0) interior.Minimise(null, Tolerance, MostSteps);
        Vertex vertex = new VertexSearch(interior).Search(FewestPivots + (20 * problem.Columns.Count));
        (int Hinge, int Row)[] basis = [.. vertex.Basis.Select(e => (e / rows.Padded, rows.RowOf(e % rows.Padded)))];
        int iterations = interior.Iterations + vertex.Pivots;
        if (vertex.IsOptimal && KinkCertificate.Coefficients(problem, basis) is { } exact)
        {
            double[][] slopes = Slopes(rows, e => vertex.Slopes[e]);
            return KinkCertificate.Judge(problem, exact, KinkCertificate.Residuals(problem, exact, basis, options), slopes, basis, vertex.IsUnique, iterations, options);
        }

        double[] inner = rows.ToProblem(interior.Coefficients);
        return KinkCertificate.Judge(problem, inner, KinkCertificate.Residuals(problem, inner, [], options), Slopes(rows, interior.Slope), [], null, iterations, options);
    }

    private static double[][] Slopes(PackedRows rows, Func<int, double> slope)
    {
        double[][] slopes = new double[rows.Problem.Function.Hinges.Count][];
        for (int k = 0; k < slopes.Length; k++)
        {
            slopes[k] = new double[rows.Single];
            for (int i = 0; i < rows.Single; i++) slopes[k][i] = slope((k * rows.Padded) + i);
        }

        return slopes;
    }
}
