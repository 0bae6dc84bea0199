using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Priors;
using Surprisal.Tests.Cli;
using Surprisal.Tests.Samples;
using Xunit;

namespace Surprisal.Tests.Priors;

/// <summary>Fits with a prior: independent optima, optimality conditions, what is reported, and what is refused.</summary>
public sealed class PriorFitTests
{
    private static readonly Table Sparse = Table.ReadCsv(Repository.Sample("sparse-regression.csv"));
    private static readonly Table Births = Table.ReadCsv(Repository.Sample("birthwt.csv"));
    private static readonly Table Cars = Table.ReadCsv(Repository.Sample("cars.csv"));

    // n = 50, sigma = 1: (1/n) sum r^2 + 0.1 sum w^2 has 1/sd^2 = 5, and + 0.1 sum |w| has 1/scale = 2.5.
    [Theory]
    [InlineData("gaussian(sd=0.4472135954999579)", true, "plusTenthL2Squared")]
    [InlineData("gaussian(sd=0.4472135954999579)", false, "plusTenthL2Squared")]
    [InlineData("laplace(scale=0.4)", true, "plusTenthL1")]
    [InlineData("laplace(scale=0.4)", false, "plusTenthL1")]
    public void Sparse_regression_is_as_independent_software_has_it(string prior, bool intercept, string name)
    {
        Facts facts = Facts.Of("b-sparse-regression");
        Fit fit = Model.Of("gaussian(sigma=1)", [intercept ? "y ~ ." : "y ~ 0 + ."], new ModelOptions { Priors = [PriorRegistry.Parse(prior)] }).Fit(Sparse);
        Assert.Equal(FitStatus.Converged, fit.Status);
        string block = intercept ? "withIntercept" : "withoutIntercept";
        foreach (Coefficient c in fit.Parameters[0].Coefficients)
        {
            double expected = facts["expected", block, name, "weights", c.Term == "(Intercept)" ? "intercept" : c.Term];
            Assert.InRange(Math.Abs(c.Estimate!.Value - expected), 0, 1e-9);
            Assert.Equal(expected == 0, c.StandardError is null);
            Assert.Equal(expected == 0, c.Reason is not null);
        }

        Assert.Equal(10 - (int)facts["expected", block, name, "nonzero"], fit.Prior!.Pinned);
    }

    [Fact]
    public void Lasso_of_any_smooth_noise_meets_its_conditions()
    {
        // The conditions are checked by differences of the noise models' densities: independent of the solver's gradient.
        foreach (string noise in new[] { "student-t(nu=4)", "huber(k=1.345)", "logistic" })
        {
            Fit fit = Model.Of(noise, ["y ~ ."], new ModelOptions { Priors = [new LaplacePrior(0.1)] }).Fit(Sparse);
            Assert.Equal(FitStatus.Converged, fit.Status);
            Assert.InRange(fit.Certificate.KktResidual!.Value, 0, 1e-10);
            Assert.InRange(fit.Prior!.Pinned, 1, 9);
            double scale = fit.Parameters[1].Value!.Estimate;
            double[] b = [.. fit.Parameters[0].Coefficients.Select(static c => c.Estimate!.Value)];
            for (int j = 0; j < b.Length; j++)
            {
                double slope = -(LogLikelihood(noise, scale, b, j, 1e-5) - LogLikelihood(noise, scale, b, j, -1e-5)) / 2e-5;
                if (j == 0) Assert.InRange(Math.Abs(slope), 0, 1e-4);
                else if (b[j] == 0) Assert.InRange(Math.Abs(slope), 0, 10);
                else Assert.Equal(-10 * Math.Sign(b[j]), slope, 1e-4);
            }
        }
    }

    [Fact]
    public void A_gaussian_prior_is_the_same_as_rows_of_zeros()
    {
        // Ridge as augmented data (Hoerl and Kennard 1970): a row with x_j = sigma/sd and y = 0 for each slope.
        const double Sd = 0.3;
        Fit map = Model.Of("gaussian(sigma=1)", ["y ~ 0 + x0 + x3"], new ModelOptions { Priors = [new GaussianPrior(Sd)] }).Fit(Sparse);
        double[] y = [.. Values("y"), 0, 0], x0 = [.. Values("x0"), 1 / Sd, 0], x3 = [.. Values("x3"), 0, 1 / Sd];
        Fit rows = Model.Of("gaussian(sigma=1)", "y ~ 0 + x0 + x3").Fit(Table.Of(("y", y), ("x0", x0), ("x3", x3)));
        for (int j = 0; j < 2; j++)
        {
            Assert.Equal(rows.Parameters[0].Coefficients[j].Estimate!.Value, map.Parameters[0].Coefficients[j].Estimate!.Value, 1e-12);
            Assert.Equal(rows.Parameters[0].Coefficients[j].StandardError!.Value, map.Parameters[0].Coefficients[j].StandardError!.Value, 1e-12);
        }
    }

    [Fact]
    public void Every_form_of_lambda_is_stated()
    {
        PriorFit ridge = Model.Of("gaussian", ["dist ~ speed"], new ModelOptions { Priors = [new GaussianPrior(2)] }).Fit(Cars).Prior!;
        Fit fit = Model.Of("gaussian(sigma=3)", ["dist ~ speed"], new ModelOptions { Priors = [new LaplacePrior(0.5)] }).Fit(Cars);
        Assert.Equal(["summed", "averaged", "sumOfSquares"], ridge.Blocks[0].Penalties.Select(static p => p.Name));
        Assert.Equal(0.25, ridge.Blocks[0].Penalties[0].Lambda!.Value, 1e-15);
        Assert.Equal(0.25 / 50, ridge.Blocks[0].Penalties[1].Lambda!.Value, 1e-15);
        Assert.Equal([2.0, 2.0 / 50, 2 * 9 / 0.5], fit.Prior!.Blocks[0].Penalties.Select(static p => p.Lambda!.Value));
        Assert.Equal(["speed"], fit.Prior.Blocks[0].Terms);
        Assert.Equal("mu", fit.Prior.Blocks[0].Parameter);
        Assert.Null(fit.Aic);
        Assert.Null(fit.Bic);
        PriorPenalty[] penalties = [.. Model.Of("bernoulli", ["low ~ age"], new ModelOptions { Priors = [new LaplacePrior(1)] }).Fit(Births).Prior!.Blocks[0].Penalties];
        Assert.Null(penalties[2].Lambda);
        Assert.NotNull(penalties[2].Reason);
    }

    [Fact]
    public void A_prior_estimates_what_maximum_likelihood_cannot()
    {
        // Separated responses, a column twice, and more columns than rows.
        Table table = Table.Of(("x", [1, 2, 3, 4, 5, 6]), ("z", [2, 1, 5, 1, 2, 3]), ("y", [0, 0, 0, 1, 1, 1]));
        foreach (Prior prior in new Prior[] { new GaussianPrior(10), new LaplacePrior(1) })
        {
            Fit fit = Model.Of("bernoulli", ["y ~ x + z"], new ModelOptions { Priors = [prior] }).Fit(table);
            Assert.Equal(FitStatus.Converged, fit.Status);
            Fit wide = Model.Of("gaussian(sigma=1)", ["z ~ x * y + I(2 * x) + I(x^2) + I(x^3) + I(x^4)"], new ModelOptions { Priors = [prior] }).Fit(table);
            Assert.Equal(FitStatus.Converged, wide.Status);
            Assert.All(wide.Parameters[0].Coefficients, static c => Assert.True(double.IsFinite(c.Estimate!.Value)));
        }

        // Twins share: x and x again, each half of what one alone with a prior sqrt(2) as wide has.
        Fit twins = Model.Of("gaussian(sigma=1)", ["z ~ x + I(x + 0)"], new ModelOptions { Priors = [new GaussianPrior(1)] }).Fit(table);
        Fit single = Model.Of("gaussian(sigma=1)", ["z ~ x"], new ModelOptions { Priors = [new GaussianPrior(Math.Sqrt(2))] }).Fit(table);
        Assert.Equal(single.Parameters[0].Coefficients[1].Estimate!.Value / 2, twins.Parameters[0].Coefficients[1].Estimate!.Value, 1e-12);
        Assert.Equal(single.Parameters[0].Coefficients[1].Estimate!.Value / 2, twins.Parameters[0].Coefficients[2].Estimate!.Value, 1e-12);
    }

    [Fact]
    public void A_wide_prior_is_none_and_a_narrow_one_leaves_the_intercept()
    {
        double slope = Model.Of("poisson", "ptl ~ age").Fit(Births).Parameters[0].Coefficients[1].Estimate!.Value;
        double mean = Births.Use("ptl") is NumberColumn ptl ? ptl.Values.ToArray().Average() : double.NaN;
        foreach (Func<double, Prior> of in new Func<double, Prior>[] { static v => new GaussianPrior(v), static v => new LaplacePrior(v) })
        {
            Fit wide = Model.Of("poisson", ["ptl ~ age"], new ModelOptions { Priors = [of(1e9)] }).Fit(Births);
            Fit narrow = Model.Of("poisson", ["ptl ~ age"], new ModelOptions { Priors = [of(1e-9)] }).Fit(Births);
            Assert.Equal(slope, wide.Parameters[0].Coefficients[1].Estimate!.Value, 1e-8);
            Assert.InRange(Math.Abs(narrow.Parameters[0].Coefficients[1].Estimate!.Value), 0, 1e-12);
            Assert.Equal(Math.Log(mean), narrow.Parameters[0].Coefficients[0].Estimate!.Value, 1e-9);
        }
    }

    [Theory]
    [InlineData("laplace", "dist ~ speed", CovarianceKind.Classical, "a surprisal with a kink")]
    [InlineData("gaussian", "dist ~ 1", CovarianceKind.Classical, "no coefficient but the intercept")]
    [InlineData("gaussian", "dist ~ speed", CovarianceKind.HC0, "posterior ones")]
    public void What_makes_no_sense_is_refused(string noise, string formula, CovarianceKind covariance, string problem)
    {
        Model model = Model.Of(noise, [formula], new ModelOptions { Priors = [new GaussianPrior(1)] });
        InputException refused = Assert.Throws<InputException>(() => model.Fit(Cars, new FitOptions { Covariance = covariance }));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Remedy);
    }

    [Fact]
    public void As_many_terms_as_rows_need_a_held_scale()
    {
        Table table = Table.Of(("x", [1, 2, 4]), ("y", [3, 1, 2]));
        Assert.Throws<InputException>(() => Model.Of("gaussian", ["y ~ x + I(x^2)"], new ModelOptions { Priors = [new LaplacePrior(1)] }).Fit(table));
    }

    private static double[] Values(string column) => ((NumberColumn)Sparse.Use(column)).Values.ToArray();

    private static double LogLikelihood(string noise, double scale, double[] b, int moved, double by)
    {
        NoiseSpec spec = NoiseSpec.Parse(noise);
        double[] y = Values("y"), mu = new double[y.Length];
        for (int j = 0; j < b.Length; j++)
        {
            double[] x = j == 0 ? [.. Enumerable.Repeat(1.0, y.Length)] : Values($"x{j - 1}");
            for (int i = 0; i < y.Length; i++) mu[i] += (b[j] + (j == moved ? by : 0)) * x[i];
        }

        return y.Zip(mu, (a, m) => spec.Model.At([m, scale, .. spec.Held.Values]).LogDensity(a)).Sum();
    }
}
