using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Priors;
using Surprisal.Tests.Cli;
using Xunit;

namespace Surprisal.Tests.Priors;

/// <summary>Fits with penalties, standardised columns, blocks, shifted and weakly informative priors: against what they must coincide with.</summary>
public sealed class PenaltyFitTests
{
    private static readonly Table Births = Table.ReadCsv(Repository.Sample("birthwt.csv"));
    private static readonly Table Cars = Table.ReadCsv(Repository.Sample("cars.csv"));

    [Fact]
    public void A_penalty_is_a_prior_whose_strength_depends_on_the_rows()
    {
        double n = Births.RowCount;
        RequireSame(Fit([Penalty.Ridge(0.1)]), Fit([new GaussianPrior(1 / Math.Sqrt(0.1 * n))]));
        RequireSame(Fit([Penalty.Lasso(0.1)]), Fit([new LaplacePrior(1 / (0.1 * n))]));
        RequireSame(Fit([Penalty.ElasticNet(0.1, 0.25)]), Fit([new ElasticNetPrior(0.025 * n, 0.075 * n)]));
        RequireSame(Fit([Penalty.Lasso(0)]), Fit([]));
        PriorPenalty averaged = Fit([Penalty.ElasticNet(0.1, 0.25)]).Prior!.Blocks[0].Penalties[1];
        Assert.Equal(0.1, averaged.Lambda!.Value, 1e-15);
        Assert.Equal(0.25, averaged.Mixing!.Value, 1e-15);
    }

    [Fact]
    public void A_weight_counts_as_rows()
    {
        double[] x = [1, 2, 3, 4], y = [2, 1, 4, 3], w = [1, 3, 1, 2];
        double[] xs = [1, 2, 2, 2, 3, 4, 4], ys = [2, 1, 1, 1, 4, 3, 3];
        ModelOptions options = new() { Priors = [Penalty.Lasso(0.3)], Standardize = true };
        Fit weighted = Model.Of("gaussian", ["y ~ x"], options with { Weights = "w" }).Fit(Table.Of(("x", x), ("y", y), ("w", w)));
        RequireSame(weighted, Model.Of("gaussian", ["y ~ x"], options).Fit(Table.Of(("x", xs), ("y", ys))));
    }

    [Fact]
    public void A_penalised_gaussian_has_sigma_1_in_its_objective_and_the_residual_sigma_apart()
    {
        Fit fit = Model.Of("gaussian", ["dist ~ speed"], new ModelOptions { Priors = [Penalty.Ridge(0)] }).Fit(Cars), plain = Model.Of("gaussian", "dist ~ speed").Fit(Cars);
        Assert.Equal(1, fit.Held["sigma"]);
        Fit ridge = Model.Of("gaussian", ["dist ~ speed"], new ModelOptions { Priors = [Penalty.Ridge(1e-9)] }).Fit(Cars);
        Assert.Equal(plain.Parameters[1].Value!.Estimate, ridge.Prior!.ResidualSigma!.Value, 1e-9);

        // Errors for that sigma: those of least squares with RSS/n for RSS/(n - p).
        double share = Math.Sqrt(48.0 / 50);
        Assert.Equal(share * plain.Parameters[0].Coefficients[1].StandardError!.Value, ridge.Parameters[0].Coefficients[1].StandardError!.Value, 1e-8);
        Assert.Null(ridge.ResidualQuantiles);

        // With a formula, or held, sigma is what was said.
        Assert.Null(Model.Of("gaussian", ["dist ~ speed", "sigma ~ speed"], new ModelOptions { Priors = [Penalty.Ridge(1e-9)] }).Fit(Cars).Prior!.ResidualSigma);
        Assert.Equal(3, Model.Of("gaussian(sigma=3)", ["dist ~ speed"], new ModelOptions { Priors = [Penalty.Ridge(1)] }).Fit(Cars).Held["sigma"]);
    }

    [Fact]
    public void Standardised_is_the_same_as_columns_divided_by_their_deviation()
    {
        double[] speed = ((NumberColumn)Cars.Use("speed")).Values.ToArray(), dist = ((NumberColumn)Cars.Use("dist")).Values.ToArray();
        double mean = speed.Average(), sd = Math.Sqrt(speed.Average(v => (v - mean) * (v - mean)));
        Table scaled = Table.Of(("z", [.. speed.Select(v => (v - mean) / sd)]), ("dist", dist));
        foreach (Prior prior in new Prior[] { new GaussianPrior(5), new LaplacePrior(0.1), new GroupLaplacePrior(0.2), new StudentTPrior(3, 4), new ElasticNetPrior(2, 0.1) })
        {
            Fit ours = Model.Of("gaussian(sigma=15)", ["dist ~ speed"], new ModelOptions { Priors = [prior], Standardize = true }).Fit(Cars);
            Fit theirs = Model.Of("gaussian(sigma=15)", ["dist ~ z"], new ModelOptions { Priors = [prior] }).Fit(scaled);
            Assert.Equal(theirs.Parameters[0].Coefficients[1].Estimate!.Value / sd, ours.Parameters[0].Coefficients[1].Estimate!.Value, 1e-9);
            Assert.Equal(theirs.LogLikelihood!.Value, ours.LogLikelihood!.Value, 1e-9);
            Assert.Equal(theirs.Prior!.LogDensity + Math.Log(sd), ours.Prior!.LogDensity, 1e-9);
            Assert.True(ours.Prior.IsStandardized);
        }
    }

    [Fact]
    public void A_prior_with_a_mean_is_an_offset()
    {
        // b = 3 + c: gaussian, laplace about 3 are the same about 0 with 3 x taken as given.
        foreach (ScalarPrior prior in new ScalarPrior[] { new GaussianPrior(0.1), new LaplacePrior(0.05), new StudentTPrior(4, 0.1) })
        {
            Fit shifted = Model.Of("gaussian(sigma=15)", ["dist ~ speed"], new ModelOptions { Priors = [prior.With(mean: 3)] }).Fit(Cars);
            Fit offset = Model.Of("gaussian(sigma=15)", ["dist ~ speed"], new ModelOptions { Priors = [prior], Offset = "3 * speed" }).Fit(Cars);
            Assert.Equal(3 + offset.Parameters[0].Coefficients[1].Estimate!.Value, shifted.Parameters[0].Coefficients[1].Estimate!.Value, 1e-10);
            Assert.Equal(offset.Prior!.LogDensity, shifted.Prior!.LogDensity, 1e-10);
        }
    }

    [Fact]
    public void A_random_walk_over_levels_solves_its_normal_equations()
    {
        // Four levels with 3, 1, 2 and 2 rows: (N + D'D/sd^2) b = sums, sigma 1.
        double[] level = [1, 1, 1, 2, 3, 3, 4, 4], y = [1, 2, 1.5, 7, 2, 3, 4, 5];
        Table table = Table.Of(("g", level), ("y", y));
        double[,] system = { { 3 + 4, -4, 0, 0 }, { -4, 1 + 8, -4, 0 }, { 0, -4, 2 + 8, -4 }, { 0, 0, -4, 2 + 4 } };
        double[] expected = Solve(system, [4.5, 7, 5, 9]);
        Fit fit = Model.Of("gaussian(sigma=1)", ["y ~ 0 + C(g)"], new ModelOptions { Priors = [new RandomWalkPrior(0.5)] }).Fit(table);
        Assert.Equal(expected, fit.Parameters[0].Coefficients.Select(static c => c.Estimate!.Value), static (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.False(fit.Prior!.Blocks[0].IsProper);

        // With an intercept the first level is 0 and the walk starts there.
        Fit treated = Model.Of("gaussian(sigma=1)", ["y ~ C(g)"], new ModelOptions { Priors = [new RandomWalkPrior(0.5)] }).Fit(table);
        Assert.True(treated.Prior!.Blocks[0].IsProper);
        for (int k = 1; k < 4; k++)
            Assert.Equal(expected[k] - expected[0], treated.Parameters[0].Coefficients[k].Estimate!.Value, 1e-12);
    }

    [Fact]
    public void A_factor_enters_whole_or_not_at_all()
    {
        foreach (double scale in new[] { 0.02, 0.05, 0.1, 0.3 })
        {
            Fit fit = Model.Of("bernoulli", ["low ~ age + lwt + race + smoke"], new ModelOptions { Priors = [new GroupLaplacePrior(scale)], Standardize = true }).Fit(Births);
            Assert.Equal(FitStatus.Converged, fit.Status);
            Assert.InRange(fit.Certificate.KktResidual!.Value, 0, 1e-10);
            Coefficient[] race = [.. fit.Parameters[0].Coefficients.Where(static c => c.Term.StartsWith("race", StringComparison.Ordinal))];
            Assert.Equal(race[0].Estimate == 0, race[1].Estimate == 0);
        }
    }

    [Fact]
    public void Weakly_informative_defaults_are_what_the_page_says()
    {
        Fit fit = Model.Of("bernoulli", ["low ~ age + lwt"], new ModelOptions { Priors = [PriorSpec.WeaklyInformative] }).Fit(Births);
        double[] age = ((NumberColumn)Births.Use("age")).Values.ToArray();
        double mean = age.Average(), sd = Math.Sqrt(age.Average(v => (v - mean) * (v - mean)));
        Assert.Equal(3, fit.Prior!.Blocks.Count);
        Assert.All(fit.Prior.Blocks, static b => Assert.True(b.IsDefault));
        Assert.True(fit.Prior.Blocks[0].IsOfCentre);
        Assert.Equal(2.5, ((GaussianPrior)fit.Prior.Blocks[0].Prior).Sd);
        Assert.Equal(2.5 / sd, ((GaussianPrior)fit.Prior.Blocks[1].Prior).Sd, 1e-12);
        Assert.Empty(fit.Reasons);

        // Moving a column far away changes nothing but the intercept: the centre has the prior.
        Fit moved = Model.Of("bernoulli", ["low ~ I(age + 1000) + lwt"], new ModelOptions { Priors = [PriorSpec.WeaklyInformative] }).Fit(Births);
        Assert.Equal(fit.Parameters[0].Coefficients[1].Estimate!.Value, moved.Parameters[0].Coefficients[1].Estimate!.Value, 1e-9);
        Assert.Equal(fit.LogLikelihood!.Value, moved.LogLikelihood!.Value, 1e-9);

        // Of a response in other units everything is in those units.
        double[] grams = ((NumberColumn)Births.Use("bwt")).Values.ToArray();
        Fit[] fits = [.. new[] { 1, 1000.0 }.Select(unit => Model.Of("gaussian", ["y ~ age"], new ModelOptions { Priors = [PriorSpec.WeaklyInformative] })
            .Fit(Table.Of(("y", [.. grams.Select(g => g / unit)]), ("age", age))))];
        Assert.Equal(fits[0].Parameters[0].Coefficients[1].Estimate!.Value / 1000, fits[1].Parameters[0].Coefficients[1].Estimate!.Value, 1e-9);
        Assert.Equal(["mu", "mu", "sigma"], fits[0].Prior!.Blocks.Select(static b => b.Parameter));
    }

    [Fact]
    public void Separated_rows_have_weakly_informative_estimates_and_a_named_prior_wins()
    {
        Table table = Table.Of(("x", [1, 2, 3, 4, 5, 6]), ("y", [0, 0, 0, 1, 1, 1]));
        Fit fit = Model.Of("bernoulli", ["y ~ x"], new ModelOptions { Priors = [PriorSpec.WeaklyInformative] }).Fit(table);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.InRange(fit.Parameters[0].Coefficients[1].Estimate!.Value, 0.5, 5);
        Fit named = Model.Of("bernoulli", ["y ~ x"], new ModelOptions { Priors = [PriorSpec.WeaklyInformative, PriorSpec.Of(new LaplacePrior(1e-6)).On("x")] }).Fit(table);
        Assert.Equal(0, named.Parameters[0].Coefficients[1].Estimate);
    }

    [Fact]
    public void A_free_sigma_with_as_many_terms_as_rows_needs_a_prior_that_stops_its_fall()
    {
        Table table = Table.Of(("x", [1, 2, 4]), ("y", [3, 1, 2]));
        string[] formula = ["y ~ x + I(x^2)"];
        Assert.Contains("no minimum", Refused("laplace(scale=1)").Message, StringComparison.Ordinal);
        Assert.Contains("no minimum", Refused("laplace(scale=1)", "sigma:laplace(scale=1)").Message, StringComparison.Ordinal);
        foreach (string sigma in new[] { "sigma:gaussian(mean=0, sd=1)", "sigma:laplace(scale=1, lower=-1)" })
        {
            Fit fit = Model.Of("gaussian", formula, Options("laplace(scale=1)", sigma)).Fit(table);
            Assert.Equal(FitStatus.Converged, fit.Status);
            Assert.InRange(fit.Certificate.KktResidual!.Value, 0, 1e-10);
        }

        InputException Refused(params string[] priors) => Assert.Throws<InputException>(() => Model.Of("gaussian", formula, Options(priors)).Fit(table));
    }

    [Fact]
    public void Classes_without_a_reference_need_priors_and_add_up_to_zero()
    {
        Table iris = Table.ReadCsv(Repository.Sample("iris.csv"));
        Assert.Contains("only a prior tells apart", Assert.Throws<InputException>(() => Model.Of("categorical(coding=symmetric)", "species ~ petal_width").Fit(iris)).Message, StringComparison.Ordinal);
        Fit fit = Model.Of("categorical(coding=symmetric)", ["species ~ petal_width + I(sepal_width + 100)"], new ModelOptions { Priors = [new GaussianPrior(1)] }).Fit(iris);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal("categorical(coding=symmetric)", fit.Noise);
        Assert.Equal(0, fit.Parameters.Sum(static p => p.Coefficients[0].Estimate!.Value), 1e-8);
        Assert.Equal(0, fit.Parameters.Sum(static p => p.Coefficients[1].Estimate!.Value), 1e-10);

        // The covariance is that given the sum: that of the sum of the intercepts is 0.
        ReadOnlySpan<double> covariance = fit.Covariance!.Value.Span;
        double ofSum = 0, largest = 0;
        int size = 9;
        foreach (int i in new[] { 0, 3, 6 })
        {
            foreach (int j in new[] { 0, 3, 6 })
            {
                ofSum += covariance[(i * size) + j];
                largest = Math.Max(largest, Math.Abs(covariance[(i * size) + j]));
            }
        }

        Assert.InRange(Math.Abs(ofSum), 0, 1e-9 * largest);
        Assert.All(fit.Parameters.SelectMany(static p => p.Coefficients), static c => Assert.True(c.StandardError > 0));
    }

    [Fact]
    public void A_prior_that_is_not_log_concave_says_that_other_minima_may_exist()
    {
        Fit fit = Fit([new GeneralisedDoubleParetoPrior(0.05, 1)]);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Contains(fit.Reasons, static r => r.Contains("not log-concave", StringComparison.Ordinal));
        Assert.InRange(fit.Certificate.KktResidual!.Value, 0, 1e-10);
        Assert.Empty(Fit([new LaplacePrior(0.05)]).Reasons);
    }

    [Fact]
    public void Twins_under_a_lasso_have_an_optimum_that_is_not_unique()
    {
        Fit twins = Model.Of("gaussian", ["dist ~ speed + I(speed + 0)"], Options("laplace(scale=1)")).Fit(Cars), single = Model.Of("gaussian", ["dist ~ speed"], Options("laplace(scale=1)")).Fit(Cars);
        Assert.Equal(FitStatus.Converged, twins.Status);
        Assert.Equal(single.LogLikelihood!.Value, twins.LogLikelihood!.Value, 1e-9);
        Assert.Equal(single.Parameters[0].Coefficients[1].Estimate!.Value, twins.Parameters[0].Coefficients.Skip(1).Sum(static c => c.Estimate!.Value), 1e-9);
        Assert.False(twins.Certificate.IsUnique);
        Assert.Contains(twins.Reasons, static r => r.Contains("not unique", StringComparison.Ordinal));
        Assert.Null(single.Certificate.IsUnique);
    }

    private static ModelOptions Options(params string[] priors) => new() { Priors = [.. priors.Select(PriorSpec.ParsePrior)] };

    private static Fit Fit(PriorSpec[] priors) => Model.Of("bernoulli", ["low ~ age + lwt + smoke"], new ModelOptions { Priors = priors }).Fit(Births);

    private static void RequireSame(Fit a, Fit b)
    {
        Assert.Equal(FitStatus.Converged, a.Status);
        foreach ((Coefficient left, Coefficient right) in a.Parameters[0].Coefficients.Zip(b.Parameters[0].Coefficients))
            Assert.Equal(right.Estimate!.Value, left.Estimate!.Value, 1e-9 * (1 + Math.Abs(right.Estimate.Value)));
    }

    private static double[] Solve(double[,] a, double[] b)
    {
        int size = b.Length;
        for (int k = 0; k < size; k++)
        {
            for (int i = k + 1; i < size; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < size; j++) a[i, j] -= factor * a[k, j];
                b[i] -= factor * b[k];
            }
        }

        for (int k = size - 1; k >= 0; k--)
        {
            for (int j = k + 1; j < size; j++) b[k] -= a[k, j] * b[j];
            b[k] /= a[k, k];
        }

        return b;
    }
}
