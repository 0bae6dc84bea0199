using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Solvers.Kinks;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers.Kinks;

/// <summary>Many rows at the cost of few: the same optimum, with a proof over all rows.</summary>
public sealed class ReducedSolverTests
{
    private const int Rows = 40_000;
    private static readonly EvaluationOptions Options = new(2, CancellationToken.None);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.05, 0)]
    [InlineData(0, 0.5)]
    public void Every_row_is_accounted_for(double tau, double epsilon)
    {
        KinkProblem problem = Make(tau == 0 ? OwnKinks.Insensitive(epsilon) : OwnKinks.Asymmetric(tau), static (r, _) => r.NextNormal());
        Assert.True(ReducedSolver.Serves(problem));
        KinkSolution reduced = new ReducedSolver(problem, Options).Solve(1e-10)!;
        Programmes.RequireProof(problem, reduced, "reduced");
        Assert.Equal(problem.Columns.Count, reduced.Basis.Count);
        KinkSolution direct = Direct(problem);
        Near.Relative(direct.Loss, reduced.Loss, 1e-13);
        for (int j = 0; j < direct.Coefficients.Length; j++) Near.Relative(direct.Coefficients[j], reduced.Coefficients[j], 1e-13);
        Assert.True(reduced.IsUnique);
    }

    [Fact]
    public void Rows_unlike_the_sample_are_found_in_the_end()
    {
        // The last rows pull elsewhere and hardly any of them is in the sample: sides that were taken for granted are wrong at first.
        KinkProblem problem = Make(OwnKinks.Laplace(), static (r, i) => i % 50 == 0 ? 40 + (1e-3 * r.NextNormal()) : r.NextInteger(3) - 1);
        KinkSolution solution = new KinkSolver(Options).Solve(problem);
        Programmes.RequireProof(problem, solution, "mixed");
        Near.Relative(Direct(problem).Loss, solution.Loss, 1e-12);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        KinkProblem problem = Make(OwnKinks.Asymmetric(0.3), static (r, _) => r.NextNormal());
        KinkSolution one = new KinkSolver(new EvaluationOptions(1, CancellationToken.None)).Solve(problem), seven = new KinkSolver(new EvaluationOptions(7, CancellationToken.None)).Solve(problem);
        Assert.Equal(one.Coefficients, seven.Coefficients);
        Assert.Equal(one.Slopes[0], seven.Slopes[0]);
        Assert.Equal(one.Imbalance, seven.Imbalance);
    }

    [Fact]
    public void A_request_to_stop_is_heard()
    {
        KinkProblem problem = Make(OwnKinks.Laplace(), static (r, _) => r.NextNormal());
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new KinkSolver(new EvaluationOptions(2, source.Token)).Solve(problem));
    }

    /// <summary>The whole problem by the interior point method and a vertex search over all rows.</summary>
    private static KinkSolution Direct(KinkProblem problem)
    {
        PackedRows rows = new(problem, null, [], Options);
        InteriorPoint interior = new(rows, Options);
        interior.Minimise(null, 1e-10, 100);
        Vertex vertex = VertexSearch.From(interior).Search(200);
        Assert.True(vertex.IsOptimal);
        (int Hinge, int Row)[] basis = [.. vertex.Basis.Select(e => (e / rows.Padded, e % rows.Padded))];
        double[] coefficients = KinkCertificate.Coefficients(problem, basis)!;
        double[][] slopes = [.. problem.Function.Hinges.Select((_, k) => vertex.Slopes.AsSpan(k * rows.Padded, problem.RowCount).ToArray())];
        return KinkCertificate.Judge(problem, coefficients, KinkCertificate.Residuals(problem, coefficients, basis, Options), slopes, basis, vertex.IsUnique, 0, 0, Options);
    }

    private static KinkProblem Make(OwnKinks noise, Func<RandomStream, int, double> draw)
    {
        RandomStream random = new(21);
        double[][] cells =
        [
            [.. Enumerable.Repeat(1.0, Rows)],
            [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())],
            [.. Enumerable.Range(0, Rows).Select(_ => 2000 + random.NextDouble())],
            [.. Enumerable.Range(0, Rows).Select(static i => i % 4000 == 17 ? 1.0 : 0)],
        ];
        double[] y = [.. Enumerable.Range(0, Rows).Select(i => 1 + (2 * cells[1][i]) - cells[2][i] + (3 * cells[3][i]) + draw(random, i))];
        double[] cost = [.. y.Select(_ => 1.0 + random.NextInteger(3))];
        CheckFunction function = new(noise);
        return new KinkProblem(Programmes.Columns(cells, true), y, cost, function.IsHomogeneous ? [] : [.. y.Select(static _ => 1.0)], function);
    }
}
