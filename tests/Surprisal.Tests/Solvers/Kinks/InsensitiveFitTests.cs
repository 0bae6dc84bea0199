using System.Globalization;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers.Kinks;

/// <summary>Fits of epsilon-insensitive, whose kinks are in units of the response: exact location, scale in closed form, endings.</summary>
public sealed class InsensitiveFitTests
{
    private const int Rows = 120;
    private static readonly Dictionary<string, double[]> Columns = Draw();

    public static TheoryData<string, string> Models => new()
    {
        { "epsilon=0.5", "y ~ x + z" },
        { "epsilon=0.01", "y ~ 1" },
        { "epsilon=1.5", "y | weights(w) ~ x" },
        { "epsilon=0.4, scale=0.3", "y ~ x + z" },
        { "epsilon=0.5", "y ~ 0 + offset(x)" },
        { "epsilon=0.3", "y ~ x;scale ~ 1 + offset(z)" },
        { "epsilon=0.3", "y ~ x + z;scale ~ x + z" },
        { "epsilon=0.8", "y | weights(w) ~ x;scale ~ z" },
        { "epsilon=0.5", "y ~ 0 + offset(x);scale ~ x" },
        { "epsilon=0.2", "y ~ x;scale ~ 0 + w" },
        { "epsilon=0", "y ~ x;scale ~ z" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void No_point_nearby_is_better(string noise, string formulas)
    {
        Model model = Model.Of(NoiseSpec.Parse($"epsilon-insensitive({noise})"), formulas.Split(';'));
        Fit fit = model.Fit(ToTable());
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Contains("vertex", fit.Parameters[0].Coefficients.Count == 0 ? "vertex" : fit.Certificate.Solver, StringComparison.Ordinal);
        Assert.True(fit.Certificate.DualityGap is >= 0 and <= 1e-10, $"gap {fit.Certificate.DualityGap:R}");
        Assert.True(fit.Certificate.GradientNorm is >= 0 and < 1e-6, $"{fit.Certificate.GradientNorm:R} standard errors");
        double[] best = Estimates(fit), errors = [.. fit.Parameters.SelectMany(static p => p.Coefficients).Select(static c => c.StandardError!.Value)];
        double surprisal = Surprisal(model, best);
        Near.Equal(-surprisal, fit.LogLikelihood, 1e-12);
        RandomStream random = new(7);
        for (int trial = 0; trial < 2000; trial++)
        {
            double length = Math.Pow(10, -1 - (trial % 6));
            double[] other = [.. best.Select((b, j) => b + (length * errors[j] * random.NextNormal()))];
            Assert.True(Surprisal(model, other) >= surprisal - (1e-12 * Math.Abs(surprisal)), $"better by {surprisal - Surprisal(model, other):R} at distance {length}");
        }
    }

    [Fact]
    public void No_pair_of_rows_at_the_edge_of_the_core_is_better()
    {
        RandomStream random = new(3);
        for (int trial = 0; trial < 30; trial++)
        {
            double[] x = [.. Enumerable.Range(0, 12).Select(_ => random.NextNormal())], y = [.. x.Select(v => v + random.NextNormal())];
            const double Epsilon = 0.4;
            double Loss(double a, double b) => y.Select((v, i) => Math.Max(0, Math.Abs(v - a - (b * x[i])) - Epsilon)).Sum();
            Fit fit = Fit("epsilon=0.4", "y ~ x", Table.Of(("y", y), ("x", x)));
            double found = Loss(Estimates(fit)[0], Estimates(fit)[1]), best = double.PositiveInfinity;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    foreach (double e in new[] { -Epsilon, Epsilon })
                    {
                        foreach (double f in new[] { -Epsilon, Epsilon })
                        {
                            double slope = (y[i] + e - y[j] - f) / (x[i] - x[j]);
                            best = Math.Min(best, Loss(y[i] + e - (slope * x[i]), slope));
                        }
                    }
                }
            }

            Near.Relative(best, found, 1e-12);
            Near.Relative(((found + Math.Sqrt((found * found) + (4 * 12 * found * Epsilon))) / 24), fit.Parameters[1].Value!.Estimate, 1e-12);
        }
    }

    /// <summary>Reference/scripts/epsilon_insensitive.py: scipy's linear programme.</summary>
    [Theory]
    [InlineData(20, 87.84618099832846, 0.5535334735680798, 72.63151382331115, -1411.3788257645438)]
    [InlineData(50, 99.1624954968349, 0.5337479277487129, 65.40645157616528, -1411.9636829025585)]
    [InlineData(150, 161.7847076185412, 0.49361275195476007, 44.805305367727044, -1455.8598371899213)]
    public void As_a_linear_programme_of_scipy(double epsilon, double intercept, double slope, double scale, double logLikelihood)
    {
        Fit fit = Fit(string.Create(CultureInfo.InvariantCulture, $"epsilon={epsilon}"), "foodexp ~ income", Engel());
        Near.Relative(intercept, Estimates(fit)[0], 1e-9);
        Near.Relative(slope, Estimates(fit)[1], 1e-9);
        Near.Relative(scale, fit.Parameters[1].Value!.Estimate, 1e-11);
        Near.Relative(logLikelihood, fit.LogLikelihood, 1e-12);
    }

    [Fact]
    public void A_support_vector_machine_finds_nearly_as_much()
    {
        // The same script: scikit-learn's SVR, linear kernel, C = 1000 on standardised data; its objective has a ridge, ours none.
        Table engel = Engel();
        double[] x = Cells(engel, "income"), y = Cells(engel, "foodexp");
        double Loss(double a, double b) => y.Select((v, i) => Math.Max(0, Math.Abs(v - a - (b * x[i])) - 50)).Sum();
        Fit fit = Fit("epsilon=50", "foodexp ~ income", engel);
        double own = Loss(Estimates(fit)[0], Estimates(fit)[1]), machine = Loss(99.0732634141591, 0.5338537326005971);
        Assert.True(own <= machine && machine <= own * (1 + 1e-4), $"{own:R}, {machine:R}");
    }

    [Fact]
    public void Standard_errors_are_those_of_the_expected_information()
    {
        Fit fit = Fit("epsilon=0.5", "y ~ 1", ToTable());
        double scale = fit.Parameters[1].Value!.Estimate, tail = scale / (scale + 0.5);
        Near.Relative(Math.Sqrt(scale * (scale + 0.5) / Rows), fit.Parameters[0].Coefficients[0].StandardError, 1e-12);
        Near.Relative(1 / Math.Sqrt(Rows * tail * (2 - tail)), fit.Parameters[1].Coefficients[0].StandardError, 1e-12);

        // By simulation: the variance of the gradient at the truth.
        const double Truth = 0.7, Epsilon = 0.5;
        const int Draws = 200_000;
        Distribution distribution = NoiseSpec.Parse("epsilon-insensitive(0, 0.7, epsilon=0.5)").ToDistribution();
        RandomStream random = new(4);
        double location = 0, logScale = 0;
        for (int i = 0; i < Draws; i++)
        {
            double excess = Math.Max(0, Math.Abs(distribution.Sample(random)) - Epsilon);
            double pull = (Truth / (Truth + Epsilon)) - (excess / Truth);
            (location, logScale) = (location + (excess > 0 ? 1 / (Truth * Truth * Draws) : 0), logScale + (pull * pull / Draws));
        }

        Near.Relative(1 / (Truth * (Truth + Epsilon)), location, 0.01);
        Near.Relative(Truth / (Truth + Epsilon) * (2 - (Truth / (Truth + Epsilon))), logScale, 0.02);
    }

    [Theory]
    [InlineData("y ~ x")]
    [InlineData("y ~ x;scale ~ z")]
    public void Rows_that_all_lie_in_the_core_leave_no_scale(string formulas)
    {
        Fit fit = Fit("epsilon=40", formulas, ToTable());
        Assert.Equal(FitStatus.Boundary, fit.Status);
        Assert.Contains("scale shrinks to zero", fit.Reasons[0], StringComparison.Ordinal);
        Assert.Contains(fit.Reasons, static r => r.Contains("not unique", StringComparison.Ordinal));
        Near.Relative(-Rows * Math.Log(80), fit.LogLikelihood, 1e-12);
        Assert.Null(fit.Parameters[1].Coefficients[0].Estimate);
        Assert.NotNull(fit.Parameters[0].Coefficients[1].Estimate);
        Assert.Null(fit.Parameters[0].Coefficients[1].StandardError);
        if (fit.Parameters[1].Coefficients.Count == 1) Assert.Equal(0, fit.Parameters[1].Value!.Estimate);
        double[] means = fit.PredictMean(ToTable());
        Assert.All(means, (m, i) => Assert.True(Math.Abs(Columns["y"][i] - m) <= 40 * (1 + 1e-12), $"row {i}"));
    }

    [Fact]
    public void A_group_that_lies_in_the_core_has_no_scale()
    {
        // y spreads widely in one group, and by less than the core in the other.
        double[] group = [.. Columns["x"].Select(static (_, i) => i % 3 == 0 ? 1.0 : 0)];
        double[] y = [.. Columns["y"].Select((v, i) => group[i] == 1 ? Math.Sin(v) / 10 : v)];
        Table table = Table.Of(("y", y), ("g", group));
        Fit fit = Fit("epsilon=0.5", "y ~ g;scale ~ g", table);
        Assert.Equal(FitStatus.Boundary, fit.Status);
        Assert.Null(fit.Parameters[1].Coefficients[1].Estimate);
        double[] rest = [.. y.Where((_, i) => group[i] == 0)];
        Fit alone = Fit("epsilon=0.5", "y ~ 1", Table.Of(("y", rest)));
        Near.Relative(alone.Parameters[0].Coefficients[0].Estimate, fit.Parameters[0].Coefficients[0].Estimate, 1e-9);
        Near.Relative(alone.Parameters[1].Coefficients[0].Estimate, fit.Parameters[1].Coefficients[0].Estimate, 1e-6);
        Near.Relative(alone.LogLikelihood - (group.Sum() * Math.Log(1)), fit.LogLikelihood, 1e-9);
    }

    [Fact]
    public void Without_a_core_it_is_laplace()
    {
        Fit fit = Fit("epsilon=0", "y ~ x + z", ToTable()), laplace = Model.Of("laplace", "y ~ x + z").Fit(ToTable());
        Assert.Equal(Estimates(laplace), Estimates(fit));
        Near.Relative(laplace.LogLikelihood, fit.LogLikelihood, 1e-14);
        double[] exact = [.. Columns["x"].Select(static v => 0.1 + (0.3 * v))];
        Assert.Equal(FitStatus.ExactFit, Fit("epsilon=0", "y ~ x", Table.Of(("y", exact), ("x", Columns["x"]))).Status);
        Assert.Equal(FitStatus.Boundary, Fit("epsilon=0.1", "y ~ x", Table.Of(("y", exact), ("x", Columns["x"]))).Status);
    }

    [Fact]
    public void The_kernel_sandwich_is_refused()
    {
        Model model = Model.Of(NoiseSpec.Parse("epsilon-insensitive"), ["y ~ x"]);
        InputException refused = Assert.Throws<InputException>(() => model.Fit(ToTable(), new FitOptions { Covariance = CovarianceKind.HC0 }));
        Assert.Contains("HC0", refused.Message, StringComparison.Ordinal);
    }

    private static double[] Cells(Table table, string name) => ((NumberColumn)table.Find(name)!).Values.ToArray();

    private static Table Engel() => Table.ReadCsv(HouseRules.Repository.PathOf("tests", "Surprisal.Tests", "Reference", "data", "engel.csv"));

    private static Fit Fit(string noise, string formulas, Table table) => Model.Of(NoiseSpec.Parse($"epsilon-insensitive({noise})"), formulas.Split(';')).Fit(table);

    private static double[] Estimates(Fit fit) => [.. fit.Parameters.SelectMany(static p => p.Coefficients).Select(static c => c.Estimate!.Value)];

    /// <summary>Straight from the definition of the density.</summary>
    private static double Surprisal(Model model, double[] coefficients)
    {
        BoundModel bound = BoundModel.Bind(model, ToTable());
        double epsilon = model.Spec.Model.HyperValues["epsilon"], sum = 0;
        double[][] eta = [.. bound.Parameters.Select((p, k) =>
        {
            int start = bound.Parameters.Take(k).Sum(static q => q.Design.Columns.Count);
            return PredictorValues.Of(p.Design.Columns, coefficients.AsSpan(start, p.Design.Columns.Count), p.Offset, Rows);
        })];
        for (int i = 0; i < Rows; i++)
        {
            double scale = model.Spec.Held.TryGetValue("scale", out double held) ? held : Math.Exp(eta[1][i]);
            double surprisal = Math.Log(2 * (scale + epsilon)) + (Math.Max(0, Math.Abs(bound.Response.Span[i] - eta[0][i]) - epsilon) / scale);
            sum += (bound.Weights.IsEmpty ? 1 : bound.Weights.Span[i]) * surprisal;
        }

        return sum;
    }

    private static Table ToTable() => Table.Of([.. Columns.Select(static c => (c.Key, c.Value))]);

    private static Dictionary<string, double[]> Draw()
    {
        RandomStream random = new(12);
        double[] x = [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())], z = [.. x.Select(_ => random.NextDouble())];
        return new(StringComparer.Ordinal)
        {
            ["x"] = x,
            ["z"] = z,
            ["w"] = [.. x.Select(_ => 1.0 + random.NextInteger(3))],
            ["y"] = [.. x.Select((v, i) => 1 + (2 * v) - z[i] + ((0.5 + z[i]) * random.NextNormal() / Math.Sqrt(random.NextDouble() + 0.1)))],
        };
    }
}
