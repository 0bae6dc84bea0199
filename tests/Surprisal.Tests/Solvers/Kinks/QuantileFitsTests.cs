using System.Globalization;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Solvers.Kinks;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers.Kinks;

/// <summary>Several quantiles at once: one by one, and together in order.</summary>
public sealed class QuantileFitsTests
{
    private static readonly EvaluationOptions Options = new(1, CancellationToken.None);

    // scipy's linear programming: Reference/quantile/joint.csv, by Reference/scripts/quantiles_joint.py.
    [Fact]
    public void Sums_of_losses_as_another_solver_has_them()
    {
        foreach (string[] row in File.ReadLines(PathOf("quantile", "joint.csv")).Skip(1).Select(static line => line.Split(',')))
        {
            Table table = Table.ReadCsv(PathOf("data", row[0]));
            Model model = Model.Of("asymmetric-laplace", $"{row[1]} ~ {string.Join(" + ", row[2].Split(' '))}");
            double[] levels = [.. row[3].Split(' ').Select(Number)];
            QuantileFits separate = model.FitQuantiles(table, levels), joint = model.FitQuantiles(table, levels, nonCrossing: true);
            Near.Relative(Number(row[4]), Loss(separate), 1e-12, row[0]);
            Near.Relative(Number(row[5]), Loss(joint), 1e-12, row[0]);
            Assert.Equal(separate.CrossingRows, joint.CrossingRows);
            Assert.Equal(levels, joint.Quantiles.Select(static q => q.Tau));
            bool crosses = Number(row[5]) > Number(row[4]) * (1 + 1e-9);
            Assert.True(crosses ? joint.CrossingRows > 0 : true);
            Assert.All(joint.Quantiles, static q => Assert.True(q.Fit.Certificate.DualityGap is >= 0 and <= 1e-10));
            Assert.All(joint.Quantiles, static q => Assert.Equal(FitStatus.Converged, q.Fit.Status));
        }
    }

    [Fact]
    public void Random_quantiles_together_are_in_order_and_proven()
    {
        int crossed = 0, exact = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            RandomStream random = new(seed);
            KinkProblem[] problems = Problems(random, seed);
            double[][] start = [.. problems.Select(p => Programmes.Solve(p).Coefficients)];
            double separate = problems.Select((p, k) => Programmes.Loss(p, start[k])).Sum();
            KinkSolution[] joint = JointQuantiles.Solve(problems, start, Options);
            double together = problems.Select((p, k) => Programmes.Loss(p, joint[k].Coefficients)).Sum(), size = problems.Sum(Programmes.Size);
            Assert.True(together >= separate - (1e-11 * size), $"{seed}: {together:R} below {separate:R}");
            Assert.True(joint[0].RelativeGap is >= 0 and <= 1e-10, $"{seed}: gap {joint[0].RelativeGap:R}");
            double[][] eta = [.. joint.Select(s => problems[0].Predict(s.Coefficients, Options))];
            for (int i = 0; i < problems[0].RowCount; i++)
            {
                for (int k = 1; k < eta.Length; k++) Assert.True(eta[k][i] >= eta[k - 1][i] - (1e-10 * (Math.Abs(eta[k][i]) + Math.Abs(eta[k - 1][i]))), $"{seed}: row {i}, {eta[k - 1][i]:R} above {eta[k][i]:R}");
            }

            double whole = problems[0].Cost.Sum();
            Assert.All(joint, s => Assert.True(s.Imbalance.Max(Math.Abs) <= 1e-9 * whole * 4, $"{seed}: out of balance by {s.Imbalance.Max(Math.Abs):R}"));
            crossed += together > separate * (1 + 1e-9) ? 1 : 0;
            exact += joint[0].RelativeGap < 1e-13 ? 1 : 0;
        }

        Assert.True(crossed > 50, $"{crossed} crossed");
        Assert.True(exact > 150, $"{exact} exact");
    }

    [Fact]
    public void Weights_offsets_and_a_held_scale()
    {
        RandomStream random = new(3);
        double[] x = [.. Enumerable.Range(0, 40).Select(_ => random.NextNormal())], w = [.. x.Select(_ => 1.0 + random.NextInteger(3))];
        double[] y = [.. x.Select(v => (v * v) + random.NextNormal())];
        int[] rows = [.. Enumerable.Range(0, x.Length).SelectMany(i => Enumerable.Repeat(i, (int)w[i]))];
        Table weighted = Table.Of(("y", [.. y.Zip(x, static (a, b) => a + (3 * b))]), ("x", x), ("w", w), ("o", [.. x.Select(static v => 3 * v)]));
        Table repeated = Table.Of(("y", [.. rows.Select(i => y[i])]), ("x", [.. rows.Select(i => x[i])]));
        double[] levels = [0.4, 0.45, 0.5, 0.55];
        QuantileFits one = Model.Of("asymmetric-laplace(scale=0.7)", ["y ~ x"], new ModelOptions { Weights = "w", Offset = "o" }).FitQuantiles(weighted, levels, nonCrossing: true);
        QuantileFits other = Model.Of("asymmetric-laplace", "y ~ x").FitQuantiles(repeated, levels, nonCrossing: true);
        Assert.True(one.CrossingRows > 0, "they cross");
        for (int k = 0; k < levels.Length; k++)
        {
            for (int j = 0; j < 2; j++) Near.Equal(other.Quantiles[k].Fit.Parameters[0].Coefficients[j].Estimate, one.Quantiles[k].Fit.Parameters[0].Coefficients[j].Estimate, 1e-9);
        }
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Table table = Table.Of(("y", [1, 5, 2, 4, 3, 9, 1, 7]), ("x", [1, 2, 3, 4, 5, 6, 7, 8]));
        Model model = Model.Of("asymmetric-laplace", "y ~ x");
        Assert.Throws<InputException>(() => Model.Of("laplace", "y ~ x").FitQuantiles(table, [0.5]));
        Assert.Throws<InputException>(() => model.FitQuantiles(table, []));
        Assert.Throws<InputException>(() => model.FitQuantiles(table, [0.5, 0.5]));
        Assert.Throws<InputException>(() => model.FitQuantiles(table, [1.5]));
    }

    private static KinkProblem[] Problems(RandomStream random, int seed)
    {
        int rows = 8 + (int)random.NextInteger(50), size = 1 + (int)random.NextInteger(3);
        double[][] cells = [.. Enumerable.Range(0, size).Select(j => Enumerable.Range(0, rows).Select(_ => j == 0 ? 1 : random.NextNormal()).ToArray())];
        double[] y = [.. Enumerable.Range(0, rows).Select(i => cells.Sum(c => c[i]) + ((1 + Math.Abs(cells[^1][i])) * (seed % 3 == 0 ? random.NextInteger(4) : random.NextNormal())))];
        double[] cost = [.. y.Select(_ => seed % 2 == 0 ? 1 : 0.5 + random.NextDouble())];
        return [.. new[] { 0.2, 0.35, 0.5, 0.8 }.Select(tau => new KinkProblem(Programmes.Columns(cells, true), y, cost, [], new CheckFunction(OwnKinks.Asymmetric(tau))))];
    }

    private static double Loss(QuantileFits fits) => fits.Quantiles.Sum(static q => q.Fit.Parameters[1].Value!.Estimate * q.Fit.Observations);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string PathOf(string folder, string file) => HouseRules.Repository.PathOf("tests", "Surprisal.Tests", "Reference", folder, file);
}
