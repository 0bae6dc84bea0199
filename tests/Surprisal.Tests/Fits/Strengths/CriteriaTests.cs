using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Priors;
using Surprisal.Tests.Cli;
using Xunit;

namespace Surprisal.Tests.Fits.Strengths;

/// <summary>Degrees of freedom against their definition, and criteria made of them.</summary>
public sealed class CriteriaTests
{
    private static readonly Table Sparse = Table.ReadCsv(Repository.Sample("sparse-regression.csv"));

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(0)]
    public void Degrees_of_freedom_are_the_sum_of_what_predictions_move_with_their_responses(double alpha)
    {
        // Stein: sum d mu_i / d y_i, by differences; between two knots of the path it is exact for least squares.
        RandomStream stream = new(31);
        for (int problem = 0; problem < 20; problem++)
        {
            (Table table, double[][] x, double[] y) = Problems.Gaussian(stream, 20, 5, 1);
            PathOptions options = new() { Alpha = alpha, LambdaValues = [0.5, 0.2, 0.05], EffectiveDegreesOfFreedom = true };
            RegularisationPath path = Model.Of("gaussian", "y ~ .").FitPath(table, options);
            double[] sums = new double[3];
            for (int i = 0; i < y.Length; i++)
            {
                const double Step = 1e-5;
                double[][] means = new double[2][];
                foreach (int side in new[] { 0, 1 })
                {
                    double[] moved = (double[])y.Clone();
                    moved[i] += side == 0 ? -Step : Step;
                    RegularisationPath other = Model.Of("gaussian", "y ~ .").FitPath(table.WithColumn(new NumberColumn("y", moved)), options);
                    means[side] = [.. other.Points.Select(p => p[0] + x.Select((column, j) => p[j + 1] * column[i]).Sum())];
                }

                for (int k = 0; k < 3; k++) sums[k] += (means[1][k] - means[0][k]) / (2 * Step);
            }

            for (int k = 0; k < 3; k++) Assert.Equal(sums[k], path.Points[k].DegreesOfFreedom!.Value, 1e-5);
        }
    }

    [Fact]
    public void Fits_with_a_prior_have_the_same()
    {
        RegularisationPath path = Model.Of("gaussian", "y ~ .").FitPath(Sparse, new() { Alpha = 0, LambdaValues = [0.3], EffectiveDegreesOfFreedom = true });
        Fit fit = Model.Of("gaussian", ["y ~ ."], new ModelOptions { Priors = [Penalty.Ridge(0.3)] }).Fit(Sparse);
        Assert.Equal(path.Points[0].DegreesOfFreedom!.Value, fit.Prior!.EffectiveParameters!.Value, 1e-9);
        Fit lasso = Model.Of("bernoulli", ["low ~ age + lwt + race + smoke"], new ModelOptions { Priors = [Penalty.Lasso(0.03)], Standardize = true }).Fit(Table.ReadCsv(Repository.Sample("birthwt.csv")));
        Assert.Equal(lasso.ParametersEstimated, lasso.Prior!.EffectiveParameters!.Value, 1e-9);
        Assert.Equal((-2 * lasso.LogLikelihood!.Value) + (2 * lasso.ParametersEstimated), lasso.Prior.Aic(lasso.LogLikelihood.Value)!.Value, 1e-9);
    }

    [Fact]
    public void Criteria_are_those_of_the_path()
    {
        RegularisationPath path = Model.Of("gaussian", "y ~ .").FitPath(Sparse);
        foreach (RegularisationPoint p in path.Points)
        {
            double k = p.NonZero + 2, choices = Math.Log(Choose(10, p.NonZero));
            Assert.Equal((-2 * p.LogLikelihood!.Value) + (2 * k), p.Aic!.Value, 1e-9);
            Assert.Equal((-2 * p.LogLikelihood!.Value) + (Math.Log(50) * k), p.Bic!.Value, 1e-9);
            Assert.Equal(p.Bic!.Value + (2 * choices), p.Ebic!.Value, 1e-9);
        }

        foreach ((string rule, Func<RegularisationPoint, double?> of) in new (string, Func<RegularisationPoint, double?>)[] { ("aic", static p => p.Aic), ("bic", static p => p.Bic), ("ebic", static p => p.Ebic) })
        {
            Fit fit = Model.Of("gaussian", ["y ~ ."], new ModelOptions { Priors = [PriorSpec.ParsePenalty($"lasso({rule})")] }).Fit(Sparse);
            Assert.Equal(path.Points.MinBy(of)!.Lambda, fit.Prior!.Blocks[0].Penalty!.Lambda);
        }

        // Maximum likelihood is what is left of a ridge that is next to nothing: its criterion is the fit's.
        RegularisationPath ridge = Model.Of("gaussian", "y ~ .").FitPath(Sparse, new() { Alpha = 0, LambdaValues = [1e-9], EffectiveDegreesOfFreedom = true });
        Assert.Equal(Model.Of("gaussian", "y ~ .").Fit(Sparse).Aic!.Value, ridge.Points[0].Aic!.Value, 1e-6);
        Assert.Null(Model.Of("gaussian", "y ~ .").FitPath(Sparse, new() { Alpha = 0 }).Points[3].Aic);
    }

    [Fact]
    public void A_term_s_own_penalty_leaves_the_others_free()
    {
        Fit fit = Model.Of("gaussian", ["y ~ x0 + x1 + x2"], new ModelOptions { Priors = [PriorSpec.ParsePenalty("x1:lasso(bic)")] }).Fit(Sparse);
        Assert.Equal(["x1"], fit.Prior!.Blocks[0].Terms);
        Assert.Equal([0.0, 0, 1, 0], fit.Prior.Choice!.Path!.Terms.Select(static t => t.Factor));
    }

    private static double Choose(int n, int k) => k == 0 ? 1 : Choose(n - 1, k - 1) * n / k;
}
