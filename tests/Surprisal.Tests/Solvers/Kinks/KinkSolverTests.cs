using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Solvers.Kinks;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers.Kinks;

/// <summary>The exact solver for piecewise linear losses: every solution with its proof.</summary>
public sealed class KinkSolverTests
{
    private const int Many = 1000;

    [Fact]
    public void A_thousand_problems_are_solved_and_proven()
    {
        int vertices = 0, ambiguous = 0, problems = 0;
        for (long seed = 0; seed < Many; seed++)
        {
            KinkProblem problem = Programmes.Make(seed);
            if (IsDependent(problem)) continue;
            KinkSolution solution = Programmes.Solve(problem);
            Programmes.RequireProof(problem, solution, $"problem {seed}");
            problems++;
            vertices += solution.Basis.Count == problem.Columns.Count ? 1 : 0;
            ambiguous += solution.IsUnique == false ? 1 : 0;
        }

        Assert.True(problems > 0.9 * Many, $"{problems} problems");
        Assert.True(vertices == problems, $"{vertices} vertices of {problems}");
        Assert.True(ambiguous > 0.02 * problems, $"{ambiguous} without a unique solution");
    }

    [Fact]
    public void Small_problems_agree_with_every_vertex_there_is()
    {
        for (long seed = 0; seed < 300; seed++)
        {
            KinkProblem problem = Programmes.Make(seed);
            if (problem.RowCount > 40 || problem.Columns.Count is 0 or > 2 || IsDependent(problem)) continue;
            KinkSolution solution = Programmes.Solve(problem);
            double best = Vertices(problem).Min(b => Programmes.Loss(problem, b));
            double rounding = (1e-11 * best) + (1e-12 * Programmes.Size(problem));
            Assert.True(Math.Abs(solution.Loss - best) <= rounding, $"problem {seed}: {solution.Loss:R}, best vertex {best:R}");

            // Unique means: every other vertex is worse. Not unique: some other is as good.
            double[][] ties = [.. Vertices(problem).Where(b => Programmes.Loss(problem, b) <= best + rounding)];
            bool isUnique = ties.All(b => b.Zip(solution.Coefficients).All(static pair => Math.Abs(pair.First - pair.Second) <= 1e-6 * Math.Max(1, Math.Abs(pair.Second))));
            Assert.True(isUnique == solution.IsUnique, $"problem {seed}: unique {solution.IsUnique}, {ties.Length} vertices as good");
        }
    }

    [Fact]
    public void Factors_and_whole_numbers_make_ties_without_end()
    {
        int problems = 0, ambiguous = 0;
        for (long seed = 0; seed < 300; seed++)
        {
            KinkProblem problem = Programmes.MakeFactors(seed);
            if (IsDependent(problem)) continue;
            KinkSolution solution = Programmes.Solve(problem);
            Programmes.RequireProof(problem, solution, $"problem {seed}");
            Assert.Equal(problem.Columns.Count, solution.Basis.Count);
            problems++;
            ambiguous += solution.IsUnique == false ? 1 : 0;
        }

        Assert.True(problems > 200 && ambiguous > problems / 10, $"{problems} problems, {ambiguous} without a unique solution");
    }

    [Fact]
    public void The_median_of_a_sample()
    {
        KinkSolution odd = Constant([3, 1, 2, 10, -5]), even = Constant([4, 1, 2, 10]), tied = Constant([2, 2, 2, 1, 7, 2]), weighted = Constant([1, 2, 3], [1, 1, 5]);
        Assert.Equal([2.0], odd.Coefficients);
        Assert.True(odd.IsUnique);
        Assert.True(even.Coefficients[0] is 2 or 4, $"{even.Coefficients[0]:R}");
        Assert.False(even.IsUnique);
        Assert.Equal([2.0], tied.Coefficients);
        Assert.True(tied.IsUnique);
        Assert.Equal([3.0], weighted.Coefficients);
        Assert.True(weighted.IsUnique);
        Assert.Equal(0, odd.RelativeGap);
    }

    [Fact]
    public void Frequencies_are_repeated_rows()
    {
        RandomStream random = new(5);
        double[] x = [.. Enumerable.Range(0, 40).Select(_ => random.NextNormal())], y = [.. x.Select(v => v + random.NextNormal())];
        double[] w = [.. x.Select(_ => 1.0 + random.NextInteger(4))];
        int[] repeated = [.. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Repeat(i, (int)w[i]))];
        CheckFunction function = new(OwnKinks.Asymmetric(0.3));
        KinkSolution weighted = Programmes.Solve(new KinkProblem([new InterceptColumn(), new NumericColumn("x", 1, x)], y, w, [], function));
        KinkSolution plain = Programmes.Solve(new KinkProblem(
            [new InterceptColumn(), new NumericColumn("x", 1, repeated.Select(i => x[i]).ToArray())],
            [.. repeated.Select(i => y[i])],
            [.. repeated.Select(static _ => 1.0)],
            [],
            function));
        Assert.Equal(plain.Coefficients, weighted.Coefficients);
        Near.Relative(plain.Loss, weighted.Loss, 1e-13);
        Assert.Equal(plain.IsUnique, weighted.IsUnique);
    }

    [Fact]
    public void More_problems_begin_at_the_last_vertex_and_end_at_the_same_optimum()
    {
        KinkProblem problem = Programmes.Make(31);
        KinkSolver warm = new(new EvaluationOptions(1, CancellationToken.None));
        RandomStream random = new(2);
        for (int round = 0; round < 10; round++)
        {
            double[] cost = [.. problem.Cost.Select(c => c * (0.5 + random.NextDouble()))];
            KinkProblem next = new(problem.Columns, problem.Target, cost, problem.Scale, problem.Function);
            KinkSolution solution = warm.Solve(next);
            Programmes.RequireProof(next, solution, $"round {round}");
            Near.Relative(Programmes.Solve(next).Loss, solution.Loss, 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Threads_change_no_bit(int threads)
    {
        KinkProblem problem = Large(20_000, 6);
        KinkSolution one = Programmes.Solve(problem), several = new KinkSolver(new EvaluationOptions(threads, CancellationToken.None)).Solve(problem);
        Assert.Equal(one.Coefficients, several.Coefficients);
        Assert.Equal(one.Slopes[0], several.Slopes[0]);
        Assert.Equal(one.Loss, several.Loss);
        Assert.Equal(one.Imbalance, several.Imbalance);
        Programmes.RequireProof(problem, several, "large");
    }

    internal static KinkProblem Large(int rows, int columns)
    {
        RandomStream random = new(8);
        double[][] cells = [.. Enumerable.Range(0, columns).Select(j => Enumerable.Range(0, rows).Select(_ => j == 0 ? 1 : random.NextNormal()).ToArray())];
        double[] y = [.. Enumerable.Range(0, rows).Select(i => cells.Sum(c => c[i]) + (random.NextNormal() / Math.Sqrt(random.NextDouble() + 0.05)))];
        return new KinkProblem(Programmes.Columns(cells, true), y, [.. Enumerable.Repeat(1.0, rows)], [], new CheckFunction(OwnKinks.Asymmetric(0.7)));
    }

    private static KinkSolution Constant(double[] y, double[]? weights = null)
    {
        KinkProblem problem = new([new InterceptColumn()], y, weights ?? [.. y.Select(static _ => 1.0)], [], new CheckFunction(OwnKinks.Laplace()));
        KinkSolution solution = Programmes.Solve(problem);
        Programmes.RequireProof(problem, solution, "sample");
        return solution;
    }

    /// <summary>Whether the random cells happen to depend on one another: a fit leaves such columns out before.</summary>
    private static bool IsDependent(KinkProblem problem)
    {
        IndependentRows rows = new(problem.Columns.Count);
        for (int i = 0; i < problem.RowCount && !rows.IsFull; i++) rows.Add(Row(problem, i), 1e-9);
        return !rows.IsFull;
    }

    private static double[] Row(KinkProblem problem, int row)
    {
        double[] cells = new double[problem.Columns.Count];
        for (int j = 0; j < cells.Length; j++) problem.Columns[j].Fill(row, cells.AsSpan(j, 1));
        return cells;
    }

    /// <summary>Every point at which as many rows as there are columns (one or two) stand on kinks.</summary>
    private static IEnumerable<double[]> Vertices(KinkProblem problem)
    {
        (double[] Cells, double Target)[] elements =
            [.. problem.Function.Hinges.SelectMany(hinge => Enumerable.Range(0, problem.RowCount).Select(i => (Row(problem, i), problem.Shifted(i, hinge))))];
        foreach ((double[] a, double u) in elements)
        {
            if (a.Length == 1)
            {
                if (a[0] != 0) yield return [u / a[0]];
                continue;
            }

            foreach ((double[] b, double v) in elements)
            {
                double determinant = (a[0] * b[1]) - (a[1] * b[0]);
                if (Math.Abs(determinant) > 1e-12 * (Math.Abs(a[0] * b[1]) + Math.Abs(a[1] * b[0]))) yield return [((u * b[1]) - (v * a[1])) / determinant, ((a[0] * v) - (b[0] * u)) / determinant];
            }
        }
    }
}
