using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Solvers.Kinks;
using Xunit;

namespace Surprisal.Tests.Solvers.Kinks;

/// <summary>Random problems of all the kinds that trouble exact solvers, and judgements of their solutions that share no code with the library's.</summary>
internal static class Programmes
{
    private static readonly double[] Levels = [0.5, 0.1, 0.25, 0.9, 0.01];

    public static KinkProblem Make(long seed)
    {
        RandomStream random = new(seed);
        int rows = 4 + (int)random.NextInteger(120), size = (int)random.NextInteger(Math.Min(6, rows - 2) + 1), kind = (int)random.NextInteger(6);
        bool hasIntercept = random.NextDouble() < 0.8;
        double[][] cells = new double[size][];
        double[] target = new double[rows], cost = new double[rows], scale = new double[rows];
        for (int j = 0; j < size; j++)
        {
            cells[j] = new double[rows];
            for (int i = 0; i < rows; i++)
            {
                cells[j][i] = j == 0 && hasIntercept ? 1 : Cell(random, kind, j);
                target[i] += cells[j][i] * ((j % 3) - 1);
            }
        }

        for (int i = 0; i < rows; i++)
        {
            target[i] += kind switch
            {
                0 => random.NextNormal() / Math.Sqrt(random.NextDouble() + 0.02),
                1 or 2 => random.NextInteger(4) - 1,
                3 => Math.Round(2 * random.NextNormal()) / 10,
                4 => 1e6 + random.NextNormal(),
                _ => random.NextDouble() < 0.7 ? 0 : random.NextNormal(),
            };
            cost[i] = seed % 3 == 0 ? 1 + random.NextInteger(4) : seed % 3 == 1 ? 1 : 0.01 + random.NextExponential();
            scale[i] = seed % 2 == 0 ? 1 : 0.2 + random.NextDouble();
        }

        double epsilon = 0.25 * (1 + random.NextInteger(3));
        CheckFunction function = new(seed % 5 == 0 ? OwnKinks.Insensitive(epsilon) : OwnKinks.Asymmetric(Levels[random.NextInteger(Levels.Length)]));
        return new KinkProblem(Columns(cells, hasIntercept), target, cost, function.IsHomogeneous ? [] : scale, function);
    }

    /// <summary>Two factors and responses that are few whole numbers, in ordinary, huge and tiny units.</summary>
    public static KinkProblem MakeFactors(long seed)
    {
        RandomStream random = new(seed);
        int rows = 20 + (int)random.NextInteger(400), levels = 2 + (int)random.NextInteger(7);
        double unit = (seed % 7) switch { 0 => 1e-200, 1 => 1e150, _ => 1 };
        List<double[]> cells = [[.. Enumerable.Repeat(1.0, rows)]];
        for (int factor = 0; factor < 2; factor++)
        {
            int[] codes = [.. Enumerable.Range(0, rows).Select(_ => (int)random.NextInteger(levels))];
            for (int level = 1; level < levels; level++) cells.Add([.. codes.Select(code => code == level ? 1.0 : 0)]);
        }

        double[] target = [.. Enumerable.Range(0, rows).Select(_ => unit * (seed % 2 == 0 ? random.NextInteger(4) : Math.Floor(2 * random.NextExponential()) / 10))];
        double[] cost = [.. target.Select(_ => seed % 5 == 0 ? 1.0 + random.NextInteger(3) : 1)];
        CheckFunction function = new(seed % 4 == 3 ? OwnKinks.Insensitive(0.5) : OwnKinks.Asymmetric(Levels[(int)(seed % 3)]));
        return new KinkProblem(Columns([.. cells], true), target, cost, function.IsHomogeneous ? [] : [.. target.Select(_ => unit)], function);
    }

    /// <summary>Σ cost Σ hinges, straight from the definition.</summary>
    public static double Loss(KinkProblem problem, double[] coefficients)
    {
        double[] cell = new double[1];
        double sum = 0;
        for (int i = 0; i < problem.RowCount; i++)
        {
            double eta = 0;
            for (int j = 0; j < coefficients.Length; j++)
            {
                problem.Columns[j].Fill(i, cell);
                eta += cell[0] * coefficients[j];
            }

            foreach (Hinge hinge in problem.Function.Hinges)
            {
                double r = problem.Target[i] - (hinge.Kink == 0 ? 0 : hinge.Kink * problem.Scale[i]) - eta;
                sum += problem.Cost[i] * Math.Max(hinge.Lower * r, hinge.Upper * r);
            }
        }

        return sum;
    }

    /// <summary>
    /// Weak duality in plain arithmetic: slopes within their bounds, Xᵀd = 0, and Σ d target no less than the loss, all to rounding; together they
    /// prove the optimum.
    /// </summary>
    public static void RequireProof(KinkProblem problem, KinkSolution solution, string what)
    {
        double[] cells = new double[problem.RowCount];
        double loss = Loss(problem, solution.Coefficients), bound = 0, size = Size(problem);
        for (int k = 0; k < solution.Slopes.Length; k++)
        {
            Hinge hinge = problem.Function.Hinges[k];
            for (int i = 0; i < problem.RowCount; i++)
            {
                double d = solution.Slopes[k][i], slack = 1e-13 * problem.Cost[i];
                Assert.True(d >= (problem.Cost[i] * hinge.Lower) - slack && d <= (problem.Cost[i] * hinge.Upper) + slack, $"{what}: slope {d:R} of row {i}");
                bound += d * problem.Shifted(i, hinge);
            }
        }

        for (int j = 0; j < problem.Columns.Count; j++)
        {
            problem.Columns[j].Fill(0, cells);
            double sum = 0, absolute = 0, whole = 0;
            for (int i = 0; i < cells.Length; i++)
            {
                whole += problem.Cost[i] * Math.Abs(cells[i]);
                foreach (double[] slopes in solution.Slopes) (sum, absolute) = (sum + (slopes[i] * cells[i]), absolute + Math.Abs(slopes[i] * cells[i]));
            }

            Assert.True(Math.Abs(sum) <= (1e-11 * absolute) + (1e-14 * whole), $"{what}: column {j} is out of balance by {sum:R} of {absolute:R}");
        }

        Assert.True(Math.Abs(loss - bound) <= (1e-10 * loss) + (1e-12 * size), $"{what}: loss {loss:R}, dual bound {bound:R}");
        Assert.True(Math.Abs(loss - solution.Loss) <= (1e-12 * loss) + (1e-13 * size), $"{what}: loss {loss:R}, said {solution.Loss:R}");
        Assert.True(solution.RelativeGap is >= 0 and <= 1e-10, $"{what}: gap {solution.RelativeGap:R}");
    }

    /// <summary>Σ cost |target|: what losses are rounded by.</summary>
    public static double Size(KinkProblem problem) => problem.Target.Zip(problem.Cost, static (y, c) => Math.Abs(y) * c).Sum();

    public static IReadOnlyList<DesignColumn> Columns(double[][] cells, bool hasIntercept) =>
        [.. cells.Select((c, j) => j == 0 && hasIntercept ? (DesignColumn)new InterceptColumn() : new NumericColumn($"x{j}", j, c))];

    public static KinkSolution Solve(KinkProblem problem) => new KinkSolver(new EvaluationOptions(1, CancellationToken.None)).Solve(problem);

    private static double Cell(RandomStream random, int kind, int column) => kind switch
    {
        0 => random.NextNormal(),
        1 => random.NextInteger(3),
        2 => random.NextInteger(2),
        3 => random.NextInteger(7) / 10.0,
        4 => 2000 + random.NextInteger(30) + random.NextDouble(),
        _ => random.NextNormal() * (column == 2 ? 1e-6 : 1e4),
    };
}
