using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Solvers;
using Surprisal.Solvers.Firth;
using Surprisal.Tests.Fits;
using Surprisal.Tests.Solvers.Recession;
using Xunit;

namespace Surprisal.Tests.Solvers.Firth;

/// <summary>Laws of Firth's penalty on small problems, separated or not.</summary>
public sealed class FirthTests
{
    private static readonly ModelOptions Penalty = new() { Jeffreys = true };

    [Theory]
    [InlineData("bernoulli", 1)]
    [InlineData("binomial", 2)]
    [InlineData("poisson", 3)]
    [InlineData("categorical", 4)]
    public void Estimates_are_finite_whatever_separates(string noise, int seed)
    {
        RandomStream random = new(seed);
        for (int problem = 0; problem < 100; problem++)
        {
            SmallProblem small = SmallProblem.Draw(noise, random);
            Fit fit = small.Fit(Penalty, new FitOptions { Intervals = IntervalKind.Wald });
            Assert.True(fit.Status == FitStatus.Converged, $"{noise} {problem}: {fit.Status}");
            Assert.True(fit.Certificate.GradientNorm <= 1e-8, $"{noise} {problem}: {fit.Certificate.GradientNorm}");
            foreach (Coefficient c in fit.Parameters.SelectMany(static p => p.Coefficients).Where(static c => c.Reason is null))
                Assert.True(double.IsFinite(c.Estimate!.Value) && c.StandardError > 0);
        }
    }

    [Theory]
    [InlineData("bernoulli", "y ~ x + g", null)]
    [InlineData("bernoulli", "y ~ x + g", "cauchit")]
    [InlineData("bernoulli", "y ~ x + g", "cloglog")]
    [InlineData("binomial", "s | trials(t) + weights(w) ~ x", "probit")]
    [InlineData("poisson", "s | weights(w) ~ x + g", null)]
    [InlineData("categorical", "g ~ x + s", null)]
    public void The_gradient_is_that_of_the_value(string noise, string formula, string? link)
    {
        ModelOptions options = link is null ? Penalty : Penalty with { Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["mu"] = link } };
        BoundModel bound = BoundModel.Bind(Model.Of(noise, [formula], options), Data(90));
        List<Predictor> predictors = [];
        foreach (BoundParameter p in bound.Parameters) predictors.Add(new Predictor(p.Design.Columns, p.Offset, predictors.Sum(static q => q.Count)));
        JeffreysObjective target = FirthMethod.Target(bound, SolverTask.NewObjective(bound, predictors, null), new EvaluationOptions(1, CancellationToken.None));
        RandomStream random = new(3);
        double[] point = [.. Enumerable.Range(0, target.Count).Select(_ => 0.4 * random.NextNormal())];
        TargetValue value = target.Evaluate(point);
        for (int j = 0; j < target.Count; j++)
        {
            double At(double step)
            {
                double[] moved = (double[])point.Clone();
                moved[j] += step;
                return target.Evaluate(moved).Value;
            }

            // Richardson's extrapolation of central differences.
            const double Step = 1e-3;
            double wide = (At(2 * Step) - At(-2 * Step)) / (4 * Step), narrow = (At(Step) - At(-Step)) / (2 * Step);
            Near.Equal(((4 * narrow) - wide) / 3, value.Gradient[j], 1e-8, $"{noise} {link} {j}");
        }
    }

    [Fact]
    public void Canonical_links_have_the_observed_information()
    {
        foreach ((string noise, string formula) in new[] { ("bernoulli", "y ~ x + g"), ("poisson", "s ~ x + g"), ("categorical", "g ~ x + s") })
        {
            BoundModel bound = BoundModel.Bind(Model.Of(noise, [formula], Penalty), Data(90));
            List<Predictor> predictors = [];
            foreach (BoundParameter p in bound.Parameters) predictors.Add(new Predictor(p.Design.Columns, p.Offset, predictors.Sum(static q => q.Count)));
            Objective objective = SolverTask.NewObjective(bound, predictors, null);
            EvaluationOptions options = new(1, CancellationToken.None);
            double[] point = [.. Enumerable.Range(0, objective.CoefficientCount).Select(static j => 0.3 - (0.1 * j))];
            double[] observed = objective.Evaluate(point, 2, options).Curvature, expected = FirthMethod.Target(bound, objective, options).Information(point);
            foreach ((double a, double b) in observed.Zip(expected)) Near.Equal(a, b, 1e-12, noise);
        }
    }

    [Fact]
    public void The_best_of_several_maxima_is_taken()
    {
        // Three maxima, of -4.6744, -4.5232 and -4.4406 (scipy from twelve random starts).
        double[] x = [1.26, -0.85, 0.22, -2.16, -0.09, 1.42, 1.68, -1.14, -0.55, -0.27, -2.71, 1.68, 0.7, 0.53, 1.04, -0.34, 0.22, 0.84, 0.76, -0.49, -1.26, 0.62, 0.4, -1.09, 1.14, 0.64, 0.43, 0.1, 0.56, 1.43, -0.32, 1.5, 0.26, 0.43, 1.55, 0.23];
        double[] z = [0, 0, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0];
        Table table = new([new NumberColumn("x", x), new NumberColumn("z", z), new NumberColumn("y", x.Select((v, i) => v + z[i] > 0.3 ? 1.0 : 0).ToArray())]);
        Fit fit = Model.Of("bernoulli", ["y ~ x + z"], Penalty).Fit(table, new FitOptions { Intervals = IntervalKind.Wald });
        Near.Equal(-4.44061455746, fit.LogLikelihood + fit.LogJeffreys, 1e-9);
        Assert.True(fit.Certificate.Starts > 1);
    }

    [Fact]
    public void A_saturated_table_adds_half_an_observation_to_each_cell()
    {
        // Haldane and Anscombe: log((y + ½)/(n − y + ½)).
        Table table = new([new NumberColumn("y", new double[] { 0, 4 }), new NumberColumn("n", new double[] { 7, 4 }), new TextColumn("g", new[] { 0, 1 }, ["a", "b"])]);
        Fit fit = Model.Of("binomial", ["y | trials(n) ~ 0 + g"], Penalty).Fit(table);
        Near.Equal(Math.Log(0.5 / 7.5), fit.Parameters[0].Coefficients[0].Estimate, 1e-9);
        Near.Equal(Math.Log(4.5 / 0.5), fit.Parameters[0].Coefficients[1].Estimate, 1e-9);
        Table counts = new([new NumberColumn("y", new double[] { 0, 3, 1, 2 }), new TextColumn("g", new[] { 0, 1, 0, 1 }, ["a", "b"])]);
        Fit poisson = Model.Of("poisson", ["y ~ 0 + g"], Penalty).Fit(counts);
        Near.Equal(Math.Log(1.5 / 2), poisson.Parameters[0].Coefficients[0].Estimate, 1e-9);
        Near.Equal(Math.Log(5.5 / 2), poisson.Parameters[0].Coefficients[1].Estimate, 1e-9);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        Table table = Data(5000);
        Fit Run(int threads) => Model.Of("bernoulli", ["y ~ x + g + s"], Penalty).Fit(table, new FitOptions { Threads = threads });
        Assert.Equal(Run(1).Parameters[0].Coefficients, Run(2).Parameters[0].Coefficients);
    }

    [Fact]
    public void A_reference_of_classes_does_not_matter()
    {
        Table table = Data(60);
        Fit fit = Model.Of("categorical", ["g ~ x + s"], Penalty).Fit(table);
        Table turned = new([.. table.Columns.Where(static c => c.Name != "g"), new TextColumn("g", ((TextColumn)table.Find("g")!).Codes.ToArray().Select(static c => 2 - c).ToArray(), ["c", "b", "a"])]);
        Fit other = Model.Of("categorical", ["g ~ x + s"], Penalty).Fit(turned);
        Near.Equal(fit.LogLikelihood + fit.LogJeffreys, other.LogLikelihood + other.LogJeffreys, 1e-11);
        Near.Equal(fit.Parameters[1].Coefficients[1].Estimate, -other.Parameters[1].Coefficients[1].Estimate, 1e-7);
    }

    [Theory]
    [InlineData("negative-binomial", "s ~ x", null, "noise model bernoulli, binomial, categorical or poisson")]
    [InlineData("poisson", "s ~ x", "sqrt", "link log")]
    [InlineData("gaussian", "x ~ s", null, "noise model bernoulli")]
    public void What_is_missing_is_named(string noise, string formula, string? link, string missing)
    {
        ModelOptions options = link is null ? Penalty : Penalty with { Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["mu"] = link } };
        InputException refused = Assert.Throws<InputException>(() => Model.Of(noise, [formula], options).Fit(Data(30)));
        Assert.Contains($"penalty 'firth' cannot serve here: it needs {missing}", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Remedy);
    }

    private static Table Data(int rows)
    {
        RandomStream random = new(11);
        double[] x = new double[rows], y = new double[rows], s = new double[rows], t = new double[rows], w = new double[rows];
        int[] g = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            x[i] = random.NextNormal();
            y[i] = x[i] + random.NextNormal() > 0.3 ? 1 : 0;
            t[i] = 1 + (i % 4);
            s[i] = Math.Floor(random.NextDouble() * (t[i] + 1));
            w[i] = 1 + (i % 3);
            g[i] = (int)(random.NextDouble() * 3);
        }

        return new Table([new NumberColumn("x", x), new NumberColumn("y", y), new NumberColumn("s", s), new NumberColumn("t", t), new NumberColumn("w", w), new TextColumn("g", g, ["a", "b", "c"])]);
    }
}
