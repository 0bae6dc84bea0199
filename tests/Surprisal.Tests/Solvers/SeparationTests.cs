using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers;

/// <summary>Fits of classes and counts that have no finite optimum, and those that nearly have none.</summary>
public sealed class SeparationTests
{
    private const int Rows = 60;
    private static readonly double[] X = Draw(1, static r => r.NextNormal());
    private static readonly double[] Z = Draw(2, static r => r.NextNormal());
    private static readonly double[] U = Draw(3, static r => r.NextDouble());
    private static readonly double[] Coin = [.. X.Zip(Draw(4, static r => r.NextNormal()), static (x, e) => x + e > 0 ? 1.0 : 0.0)];

    public static TheoryData<string> Links => ["logit", "probit", "cloglog", "cauchit"];

    [Theory]
    [MemberData(nameof(Links))]
    public void A_line_between_the_classes(string link)
    {
        Table table = Table.Of(("y", Column(static i => X[i] > 0.2 ? 1 : 0)), ("x", X), ("z", Z));
        Fit fit = Model.Of("bernoulli", ["y ~ x + z"], With(link)).Fit(table);
        RequireSeparated(fit, "mu", "(Intercept)", "x", "z");
        Assert.Null(fit.LogLikelihood);
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void A_level_with_successes_only_leaves_the_others_their_estimates(string link)
    {
        // Rows of level b say nothing about anything but b: the rest is the fit without them.
        Table all = Levels(("y", Column(static i => i % 3 == 1 ? 1 : Coin[i])), ("z", Z));
        Fit fit = Model.Of("bernoulli", ["y ~ g + z"], With(link)).Fit(all);
        RequireSeparated(fit, "mu", "g[b]");
        int[] rest = [.. Enumerable.Range(0, Rows).Where(static i => i % 3 != 1)];
        Table others = new([Text("g", [.. rest.Select(Level)]), new NumberColumn("y", rest.Select(static i => Coin[i]).ToArray()), new NumberColumn("z", rest.Select(static i => Z[i]).ToArray())]);
        Fit without = Model.Of("bernoulli", ["y ~ g + z"], With(link)).Fit(others);
        foreach (Coefficient coefficient in without.Parameters[0].Coefficients)
            Near.Equal(coefficient.Estimate, fit.Parameters[0].Coefficients.Single(c => c.Term == coefficient.Term).Estimate, link == "cauchit" ? 1e-4 : 1e-6, coefficient.Term);
    }

    [Fact]
    public void Without_an_intercept_the_level_itself_is_named() =>
        RequireSeparated(Model.Of("bernoulli", "y ~ 0 + g + z").Fit(Levels(("y", Column(static i => i % 3 == 1 ? 1 : Coin[i])), ("z", Z))), "mu", "g[b]");

    [Fact]
    public void The_reference_level_moves_everything_that_is_measured_against_it() =>
        RequireSeparated(Model.Of("bernoulli", "y ~ g + z").Fit(Levels(("y", Column(static i => i % 3 == 0 ? 1 : Coin[i])), ("z", Z))), "mu", "(Intercept)", "g[b]", "g[c]");

    [Fact]
    public void One_class_only() => RequireSeparated(Model.Of("bernoulli", "y ~ z").Fit(Table.Of(("y", Column(static _ => 1)), ("z", Z))), "mu", "(Intercept)");

    [Fact]
    public void Two_rows_on_the_line_between_the_classes()
    {
        Table table = Table.Of(("y", Column(static i => i < 2 ? i : X[i] > 0 ? 1 : 0)), ("x", Column(static i => i < 2 ? 0 : X[i])));
        RequireSeparated(Model.Of("bernoulli", "y ~ x").Fit(table), "mu", "x");
    }

    [Theory]
    [InlineData(0, "g[a]")]
    [InlineData(5, "g[a]")]
    public void Trials_that_all_fail_or_all_succeed(double successes, string term)
    {
        Table table = Levels(("y", Column(i => i % 3 == 0 ? successes : i % 5)), ("t", Column(static _ => 5)), ("z", Z));
        RequireSeparated(Model.Of("binomial", "y | trials(t) ~ 0 + g + z").Fit(table), "mu", term);
    }

    [Theory]
    [InlineData("poisson")]
    [InlineData("negative-binomial")]
    public void A_level_without_counts(string noise) =>
        RequireSeparated(Model.Of(noise, "y ~ g + z").Fit(Levels(("y", Column(static i => i % 3 == 2 ? 0 : i * i % 17)), ("z", Z))), "mu", "g[c]");

    [Fact]
    public void Names_shared_with_another_parameter_are_not_its_own()
    {
        Fit fit = Model.Of("negative-binomial", "y ~ g", "size ~ g").Fit(Levels(("y", Column(static i => i % 3 == 2 ? 0 : i * i % 17)), ("z", Z)));
        RequireSeparated(fit, "mu", "g[c]");
        Assert.All(fit.Parameters[1].Coefficients, static c => Assert.DoesNotContain("separates", c.Reason ?? string.Empty, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    public void Zeros_at_distances_of_many_orders(double nearest)
    {
        // x is positive in rows of zeros only, in some of them very small.
        Table table = Table.Of(("y", Column(static i => i < 30 ? 0 : i % 4)), ("x", Column(i => i == 0 ? nearest : i < 30 ? U[i] : 0)), ("z", Z));
        RequireSeparated(Model.Of("poisson", "y ~ x + z").Fit(table), "mu", "x");
    }

    [Fact]
    public void Classes_apart_from_each_other()
    {
        Fit all = Model.Of("categorical", "g ~ x").Fit(Levels(("x", Column(static i => (i % 3) + (0.5 * U[i])))));
        RequireSeparated(all, "mu[b]", "(Intercept)", "x");
        RequireSeparated(all, "mu[c]", "(Intercept)", "x");
        Fit one = Model.Of("categorical", "g ~ d + z").Fit(Levels(("d", Column(static i => i % 3 == 2 ? 0 : i % 2)), ("z", Z)));
        RequireSeparated(one, "mu[c]", "d");
        Assert.All(one.Parameters[0].Coefficients, static c => Assert.NotNull(c.Estimate));
    }

    [Theory]
    [InlineData(1e8)]
    [InlineData(1e-8)]
    public void Units_do_not_hide_it(double unit)
    {
        Table table = Table.Of(("y", Column(static i => i >= 30 ? 1 : 0)), ("x", Column(i => unit * i)));
        RequireSeparated(Model.Of("bernoulli", "y ~ x").Fit(table), "mu", "(Intercept)", "x");
    }

    [Theory]
    [InlineData(2.95)]
    [InlineData(3.0001)]
    [InlineData(4.5)]
    [InlineData(5.9)]
    public void One_row_that_overlaps_is_enough(double place)
    {
        // Ones from 3 on, zeros below, and one zero where it does not belong.
        Table table = Table.Of(("y", [.. Column(static i => i >= 30 ? 1 : 0), place < 3 ? 1 : 0]), ("x", [.. Column(static i => 0.1 * i), place < 3 ? 2.85 : place]));
        Fit fit = Model.Of("bernoulli", "y ~ x").Fit(table);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.NotNull(fit.Parameters[0].Coefficients[1].StandardError);
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(1e10)]
    public void A_far_off_row_does_not_hide_the_others(double far)
    {
        // Beside x = 1e10 all other rows look like zero, and a slope of any size meets the far one.
        Table table = Table.Of(("y", Column(static i => i == 3 ? 1 : Coin[i])), ("x", Column(i => i == 3 ? far : X[i])));
        Fit fit = Model.Of("bernoulli", "y ~ x").Fit(table);
        Assert.NotEqual(FitStatus.Separated, fit.Status);
        if (far > 1e7) return;
        Assert.Equal(FitStatus.Converged, fit.Status);
        int[] rest = [.. Enumerable.Range(0, Rows).Where(static i => i != 3)];
        Fit without = Model.Of("bernoulli", "y ~ x").Fit(Table.Of(("y", [.. rest.Select(static i => Coin[i])]), ("x", [.. rest.Select(static i => X[i])])));
        Near.Equal(without.Parameters[0].Coefficients[1].Estimate, fit.Parameters[0].Coefficients[1].Estimate, 1e-6);
    }

    [Fact]
    public void Large_effects_are_not_infinite_ones()
    {
        // One exception in 500 on each side: the log odds are log 499 exactly (Hauck and Donner 1977 say why Wald tests suffer, not the fit).
        double[] x = [.. Enumerable.Range(0, 1000).Select(static i => i < 500 ? 0.0 : 1)];
        Fit fit = Model.Of("bernoulli", "y ~ x").Fit(Table.Of(("y", [.. x.Select(static (v, i) => i is 0 or 999 ? 1 - v : v)]), ("x", x)));
        Assert.Equal(FitStatus.Converged, fit.Status);
        Near.Relative(-Math.Log(499), fit.Parameters[0].Coefficients[0].Estimate, 1e-9);
        Near.Relative(2 * Math.Log(499), fit.Parameters[0].Coefficients[1].Estimate, 1e-9);
    }

    private static void RequireSeparated(Fit fit, string parameter, params string[] terms)
    {
        Assert.Equal(FitStatus.Separated, fit.Status);
        ParameterFit of = fit.Parameters.Single(p => p.Name == parameter);
        Assert.Equal(terms, of.Coefficients.Where(static c => c.Estimate is null).Select(static c => c.Term));
        foreach (string term in terms) Assert.Contains($"'{term}'", fit.Reasons[0], StringComparison.Ordinal);
    }

    private static ModelOptions With(string link) => new() { Links = new Dictionary<string, string> { ["mu"] = link } };

    private static double[] Column(Func<int, double> cell) => [.. Enumerable.Range(0, Rows).Select(cell)];

    private static double[] Draw(long seed, Func<RandomStream, double> draw)
    {
        RandomStream random = new(seed);
        return Column(_ => draw(random));
    }

    private static string Level(int i) => "abc"[i % 3].ToString();

    private static TextColumn Text(string name, string[] cells)
    {
        string[] levels = [.. cells.Distinct().Order(StringComparer.Ordinal)];
        return new TextColumn(name, cells.Select(c => Array.IndexOf(levels, c)).ToArray(), levels);
    }

    private static Table Levels(params (string Name, double[] Values)[] columns) =>
        new([Text("g", [.. Enumerable.Range(0, Rows).Select(Level)]), .. columns.Select(static c => new NumberColumn(c.Name, c.Values))]);
}
