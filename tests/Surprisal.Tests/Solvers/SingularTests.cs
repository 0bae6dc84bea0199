using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers;

/// <summary>Optima at the boundary of a noise model, exact fits, and densities without bound.</summary>
public sealed class SingularTests
{
    private static readonly double[] E = Draw(3, 60, static r => r.NextNormal());
    private static readonly double[] U = Draw(4, 60, static r => r.NextDouble());

    [Fact]
    public void Student_t_of_light_tails_is_gaussian()
    {
        Table table = Table.Of(("y", U), ("x", E));
        Fit fit = Model.Of("student-t", "y ~ x").Fit(table), gaussian = Model.Of("gaussian", "y ~ x").Fit(table);
        Assert.Equal(FitStatus.Boundary, fit.Status);
        Assert.Contains("gaussian", fit.Reasons[0], StringComparison.Ordinal);
        Near.Equal(gaussian.LogLikelihood, fit.LogLikelihood, 1e-9);
        Assert.Equal(double.PositiveInfinity, fit.Parameters[2].Value!.Estimate);
        for (int j = 0; j < 2; j++) Near.Equal(gaussian.Parameters[0].Coefficients[j].Estimate, fit.Parameters[0].Coefficients[j].Estimate, 1e-8);
        Near.Relative(gaussian.Parameters[1].Coefficients[0].StandardError, fit.Parameters[1].Coefficients[0].StandardError, 1e-8);
        foreach ((double a, double b) in gaussian.PredictMean(table).Zip(fit.PredictMean(table))) Near.Equal(a, b, 1e-8);
    }

    [Fact]
    public void Negative_binomial_without_overdispersion_is_poisson()
    {
        Table table = Table.Of(("y", [.. E.Select(static (_, i) => 3.0 + (i % 2))]), ("x", E));
        Fit fit = Model.Of("negative-binomial", "y ~ x").Fit(table), poisson = Model.Of("poisson", "y ~ x").Fit(table);
        Assert.Equal(FitStatus.Boundary, fit.Status);
        Assert.Contains("poisson", fit.Reasons[0], StringComparison.Ordinal);
        Near.Equal(poisson.LogLikelihood, fit.LogLikelihood, 1e-9);
        for (int j = 0; j < 2; j++)
        {
            Near.Equal(poisson.Parameters[0].Coefficients[j].Estimate, fit.Parameters[0].Coefficients[j].Estimate, 1e-8);
            Near.Relative(poisson.Parameters[0].Coefficients[j].StandardError, fit.Parameters[0].Coefficients[j].StandardError, 1e-8);
        }
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("student-t")]
    [InlineData("student-t(nu=4)")]
    [InlineData("huber")]
    [InlineData("logistic")]
    [InlineData("gamma")]
    [InlineData("beta")]
    public void Rows_that_are_all_met_exactly(string noise)
    {
        double Curve(double eta) => noise switch { "gamma" => Math.Exp(eta), "beta" => 1 / (1 + Math.Exp(-eta)), _ => eta };
        foreach ((string formula, double[] y) in new[]
        {
            ("y ~ 1", E.Select(_ => Curve(0.1)).ToArray()),
            ("y ~ x", [.. E.Select(v => Curve(0.1 + (0.3 * v)))]),
            ("y ~ x", [Curve(-0.3), Curve(0.7)]),
        })
        {
            Table table = Table.Of(("y", y), ("x", [.. E.Take(y.Length)]));
            Fit fit = Model.Of(noise, formula).Fit(table);
            if (y.Length == 2 && noise == "student-t" && fit.Status == FitStatus.Boundary) continue;
            Assert.Equal(FitStatus.ExactFit, fit.Status);
            Assert.Null(fit.LogLikelihood);
            Assert.All(fit.Parameters.SelectMany(static p => p.Coefficients), static c => Assert.True(c.StandardError is null or 0));
            foreach ((double mean, double value) in fit.PredictMean(table).Zip(y)) Near.Equal(value, mean, 1e-12);
            Assert.Equal(noise is "gamma" or "beta" ? double.PositiveInfinity : 0, fit.Parameters[1].Value!.Estimate);
            if (noise == "student-t") Assert.Null(fit.Parameters[2].Value);
        }
    }

    [Fact]
    public void A_constant_of_zero_has_no_negative_zero()
    {
        Fit fit = Model.Of("gaussian", "y ~ x").Fit(Table.Of(("y", new double[60]), ("x", E)));
        Assert.Equal(FitStatus.ExactFit, fit.Status);
        Assert.All(fit.Parameters[0].Coefficients, static c => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(c.Estimate!.Value)));
    }

    [Fact]
    public void An_exact_fit_of_many_rows_is_noticed_without_the_careful_path()
    {
        double[] x = Draw(9, 300_000, static r => r.NextDouble());
        Table table = Table.Of(("y", [.. x.Select(static v => 1 + (3 * v))]), ("x", x), ("x6", [.. x.Select(static v => Math.Sin(20 * v))]), ("x7", [.. x.Select(static v => Math.Cos(30 * v))]), ("x8", [.. x.Select(static v => Math.Sin(70 * v))]));
        Assert.Equal(FitStatus.ExactFit, Model.Of("student-t", "y ~ x + x6 + x7 + x8").Fit(table).Status);
    }

    [Theory]
    [InlineData(10, 2, 20)]
    [InlineData(20, 4, 3)]
    [InlineData(30, 6, 2)]
    [InlineData(20, 5, 2)]
    public void Student_t_through_points_on_a_line_finds_the_best_regular_optimum(int rows, int every, double spread)
    {
        // Every so many points lie on a line exactly, so the likelihood has no bound as sigma and nu vanish.
        double[] x = [.. Enumerable.Range(0, rows).Select(static i => (double)i)];
        double[] y = [.. x.Select((v, i) => 1 + (2 * v) + (i % every == 0 ? 0 : spread * E[i] / Math.Sqrt(0.05 + U[i])))];
        Table table = Table.Of(("y", y), ("x", x));
        Fit fit = Model.Of("student-t", "y ~ x").Fit(table);
        Assert.True(fit.Status is FitStatus.Converged or FitStatus.Boundary, fit.Status.ToString());
        double nu = fit.Parameters[2].Value!.Estimate;
        Assert.True(nu > 0.2, $"nu {nu}");

        // No fit with nu held nearby is better.
        foreach (double other in double.IsInfinity(nu) ? new[] { 20.0, 100, 1000 } : [nu * 0.9, nu * 1.1])
        {
            Fit held = Model.Of(FormattableString.Invariant($"student-t(nu={other:R})"), "y ~ x").Fit(table);
            Assert.True(held.LogLikelihood <= fit.LogLikelihood + 1e-9, $"nu {other}: {held.LogLikelihood:R}, nu {nu}: {fit.LogLikelihood:R}");
        }
    }

    [Fact]
    public void Student_t_with_most_rows_tied_has_no_regular_optimum()
    {
        Fit fit = Model.Of("student-t", "y ~ 1").Fit(Table.Of(("y", [.. E.Select(static (v, i) => i < 50 ? 0 : v)])));
        Assert.Equal(FitStatus.Unbounded, fit.Status);
        Assert.Contains("sigma", fit.Reasons[0], StringComparison.Ordinal);
        Assert.Null(fit.LogLikelihood);
    }

    [Fact]
    public void A_level_of_one_row_has_no_spread_of_its_own()
    {
        TextColumn level = new("g", Enumerable.Range(0, 60).Select(static i => i == 7 ? 1 : 0).ToArray(), ["a", "b"]);
        Fit met = Model.Of("gaussian", "y ~ g", "sigma ~ g").Fit(new Table([level, new NumberColumn("y", E)]));
        Assert.Equal(FitStatus.Unbounded, met.Status);
        Assert.Contains("sigma", met.Reasons[0], StringComparison.Ordinal);

        // With a common mean the row is not met, and a regular optimum exists where it lies apart.
        Fit apart = Model.Of("gaussian", "y ~ 1", "sigma ~ g").Fit(new Table([level, new NumberColumn("y", E.Select(static (v, i) => i == 7 ? 5 : v).ToArray())]));
        Assert.Equal(FitStatus.Converged, apart.Status);
        double distance = 5 - apart.Parameters[0].Coefficients[0].Estimate!.Value;
        Near.Relative(distance, Math.Exp(apart.Parameters[1].Coefficients.Sum(static c => c.Estimate!.Value)), 1e-9);
    }

    [Fact]
    public void A_level_of_equal_amounts_has_no_shape()
    {
        TextColumn level = new("g", Enumerable.Range(0, 60).Select(static i => i % 3).ToArray(), ["a", "b", "c"]);
        Fit fit = Model.Of("gamma", "y ~ g", "shape ~ g").Fit(new Table([level, new NumberColumn("y", U.Select(static (v, i) => i % 3 == 0 ? 2 : 1 + v).ToArray())]));
        Assert.Equal(FitStatus.Unbounded, fit.Status);
        Assert.Contains("shape", fit.Reasons[0], StringComparison.Ordinal);
    }

    private static double[] Draw(long seed, int rows, Func<RandomStream, double> draw)
    {
        RandomStream random = new(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => draw(random))];
    }
}
