using Surprisal.Models;

namespace Surprisal.Solvers.Kinks;

/// <summary>Minimises a <see cref="KinkProblem"/> exactly: interior point, crossover to a vertex, proof. Solves many problems that differ in costs and scales.</summary>
internal sealed class KinkSolver(EvaluationOptions options)
{
    // From here the vertex is found at once, or in a few pivots.
    private const double Tolerance = 1e-10;

    // So many pivots from the last vertex cost less than to begin anew.
    private const int FewPivots = 10;
    private PackedRows? _rows;
    private KinkSolution? _last;

    /// <summary>Minimises; begins at the last problem's vertex where there is one.</summary>
    /// <param name="problem">What; of the same columns as the last.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public KinkSolution Solve(KinkProblem problem)
    {
        if (_last is { Basis.Count: > 0 } last && Finish(FromVertex(Pack(problem), last).Search(FewPivots), 0) is { } near) return _last = near;
        if (ReducedSolver.Serves(problem) && new ReducedSolver(problem, options).Solve(Tolerance) is { RelativeGap: <= Tolerance } reduced) return _last = reduced;
        InteriorPoint interior = new(Pack(problem), options);
        (Vertex vertex, int iterations) = NarrowedSearch.Run(interior, null, Tolerance, options);
        if (Finish(vertex, iterations) is { } proven) return _last = proven;

        // To the end on all rows, where it has not gone there.
        interior.Minimise(null, Tolerance, NarrowedSearch.MostSteps);
        return _last = Inner(interior);
    }

    /// <summary>All rows; their cells are copied once for all problems.</summary>
    private PackedRows Pack(KinkProblem problem) => _rows = _rows is null ? new PackedRows(problem, null, [], options) : _rows.For(problem);

    private KinkSolution? Finish(Vertex vertex, int iterations)
    {
        PackedRows rows = _rows!;
        (int Hinge, int Row)[] basis = [.. vertex.Basis.Select(e => (e / rows.Padded, rows.RowOf(e % rows.Padded)))];
        if (!vertex.IsOptimal || KinkCertificate.Coefficients(rows.Problem, basis) is not { } exact) return null;
        double[][] residuals = KinkCertificate.Residuals(rows.Problem, exact, basis, options);
        KinkSolution solution = KinkCertificate.Judge(rows.Problem, exact, residuals, Slopes(e => vertex.Slopes[e]), basis, vertex.IsUnique, iterations + vertex.Pivots, Passes(iterations) + (2 * vertex.Pivots), options);
        return solution.RelativeGap <= Tolerance ? solution : null;
    }

    /// <summary>Where no vertex was proven: the interior point method's coefficients, with its gap.</summary>
    private KinkSolution Inner(InteriorPoint interior)
    {
        PackedRows rows = _rows!;
        double[] inner = rows.ToProblem(interior.Coefficients);
        return KinkCertificate.Judge(rows.Problem, inner, KinkCertificate.Residuals(rows.Problem, inner, [], options), Slopes(interior.Slope), [], null, interior.Iterations, Passes(interior.Iterations), options);
    }

    private static VertexSearch FromVertex(PackedRows rows, KinkSolution last)
    {
        int elements = rows.Padded * rows.Problem.Function.Hinges.Count;
        double[] guess = new double[elements], keys = new double[elements];
        for (int k = 0; k < last.Slopes.Length; k++)
        {
            for (int i = 0; i < rows.Single; i++) guess[(k * rows.Padded) + i] = last.Slopes[k][i] * (Cost(rows, i) / last.Problem.Cost[i]);
        }

        foreach ((int hinge, int row) in last.Basis) keys[(hinge * rows.Padded) + row] = -1;
        return new VertexSearch(rows, guess, keys);
    }

    /// <summary>Three sweeps an interior step, one at a vertex, one for the residuals of the proof.</summary>
    private static int Passes(int interiorSteps) => (3 * interiorSteps) + 2;

    private static unsafe double Cost(PackedRows rows, int row) => rows.Cost[row];

    private double[][] Slopes(Func<int, double> slope)
    {
        PackedRows rows = _rows!;
        double[][] slopes = new double[rows.Problem.Function.Hinges.Count][];
        for (int k = 0; k < slopes.Length; k++)
        {
            slopes[k] = new double[rows.Single];
            for (int i = 0; i < rows.Single; i++) slopes[k][i] = slope((k * rows.Padded) + i);
        }

        return slopes;
    }
}
