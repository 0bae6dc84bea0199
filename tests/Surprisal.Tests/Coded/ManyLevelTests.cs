using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Priors;
using Xunit;

namespace Surprisal.Tests.Coded;

/// <summary>Fits with thousands of levels: closed forms as oracles, missing combinations, levels without an optimum, and no matrix of all coefficients.</summary>
public sealed class ManyLevelTests
{
    private const int Levels = 3000;
    private const int Rows = 30_000;

    [Fact]
    public void A_poisson_of_levels_alone_has_their_means()
    {
        Table table = Make();
        Fit fit = Model.Of("poisson", "count ~ g").Fit(table);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Null(fit.Covariance);
        Assert.Contains("eliminated", fit.Certificate.Solver, StringComparison.Ordinal);
        (double[] counts, double[] sums) = Sums(table, "count");
        IReadOnlyList<Coefficient> coefficients = fit.Parameters[0].Coefficients;
        double reference = Math.Log(sums[0] / counts[0]);
        Near(reference, coefficients[0].Estimate, 1e-9);
        Near(1 / Math.Sqrt(sums[0]), coefficients[0].StandardError, 1e-9);
        for (int k = 1; k < Levels; k++)
        {
            // The variance of a logarithm of a mean of counts is one over their sum.
            Near(Math.Log(sums[k] / counts[k]) - reference, coefficients[k].Estimate, 1e-9);
            Near(Math.Sqrt((1 / sums[k]) + (1 / sums[0])), coefficients[k].StandardError, 1e-9);
        }
    }

    [Fact]
    public void A_gaussian_of_levels_and_a_slope_is_the_within_regression()
    {
        Table table = Make();
        Fit fit = Model.Of("gaussian", "real ~ g + far").Fit(table);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.True(fit.Certificate.GradientNorm < 1e-6);
        double[] x = Numbers(table, "far"), y = Numbers(table, "real");
        int[] codes = Codes(table);
        (double[] counts, double[] sumY) = Sums(table, "real");
        (_, double[] sumX) = Sums(table, "far");
        double xx = 0, xy = 0, yy = 0;
        for (int i = 0; i < Rows; i++)
        {
            double u = x[i] - (sumX[codes[i]] / counts[codes[i]]), v = y[i] - (sumY[codes[i]] / counts[codes[i]]);
            xx += u * u;
            xy += u * v;
            yy += v * v;
        }

        double slope = xy / xx, variance = (yy - (slope * xy)) / (Rows - Levels - 1);
        Coefficient far = fit.Parameters[0].Coefficients[^1], intercept = fit.Parameters[0].Coefficients[0];
        Near(slope, far.Estimate, 1e-9);
        Near(Math.Sqrt(variance / xx), far.StandardError, 1e-8);
        Near((sumY[0] - (slope * sumX[0])) / counts[0], intercept.Estimate, 1e-7);
        double mean = sumX[0] / counts[0];
        Near(Math.Sqrt(variance * ((1 / counts[0]) + (mean * mean / xx))), intercept.StandardError, 1e-8);
        Assert.True(fit.UsesStudentT);
    }

    [Fact]
    public void Two_factors_of_thousands_take_no_matrix()
    {
        RandomStream random = new(21);
        int n = 20_000, levels = 4200;
        int[] a = [.. Enumerable.Range(0, n).Select(i => i < levels ? i : (int)random.NextInteger(levels))], b = [.. Enumerable.Range(0, n).Select(i => i < levels ? (i * 11) % levels : (int)random.NextInteger(levels))];
        double[] y = [.. Enumerable.Range(0, n).Select(_ => (double)random.NextInteger(4))];
        Table table = new([new TextColumn("a", a, Names("a", levels)), new TextColumn("b", b, Names("b", levels)), new NumberColumn("y", y)]);
        Fit fit = Model.Of("poisson", ["y ~ a + b"], new ModelOptions { Priors = [new GaussianPrior(0.5)] }).Fit(table);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Contains("conjugate gradients", fit.Certificate.Solver, StringComparison.Ordinal);
        Assert.True(fit.Certificate.GradientNorm < 1e-6);
        Assert.True(fit.Certificate.LargestGradient < 1e-9);
        Assert.All(fit.Parameters[0].Coefficients, static c => Assert.True(c.StandardError is null && c.Reason!.Contains("fewer terms", StringComparison.Ordinal)));

        // The optimality condition of one level: its observed less its expected counts is the pull of the prior.
        double[] eta = Eta(fit, a, b, levels);
        double expected = 0;
        for (int i = 0; i < n; i++) expected += a[i] == 77 ? y[i] - Math.Exp(eta[i]) : 0;
        Assert.Equal(fit.Parameters[0].Coefficients[77].Estimate!.Value / 0.25, expected, 1e-6);
    }

    [Fact]
    public void Interactions_drop_combinations_that_no_row_has()
    {
        int n = 30_000;
        int[] h = [.. Enumerable.Range(0, n).Select(i => i % 60)], k = [.. Enumerable.Range(0, n).Select(i => i / 60 % 50)];
        for (int i = 0; i < n; i++)
        {
            if (k[i] == 49 && h[i] >= 30) k[i] = 0;
        }

        double[] y = [.. Enumerable.Range(0, n).Select(i => 1.0 + ((h[i] + k[i] + i) % 3))];
        Table table = new([new TextColumn("h", h, Names("h", 60)), new TextColumn("k", k, Names("k", 50)), new NumberColumn("y", y)]);
        Fit fit = Model.Of("poisson", "y ~ h * k").Fit(table);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Coefficient[] missing = [.. fit.Parameters[0].Coefficients.Where(static c => c.Estimate is null)];
        Assert.Equal(30, missing.Length);
        Assert.All(missing, static c => Assert.Equal("not estimable: it is zero in every row", c.Reason));
        Assert.Equal(3000 - 30, fit.ParametersEstimated);
        Assert.Equal(21, fit.Warnings.Count(static w => w.Contains("not estimable", StringComparison.Ordinal)));
        Assert.StartsWith("10 more terms are not estimable", fit.Warnings[20], StringComparison.Ordinal);

        // Every combination has its own mean, so predictions are the means of the cells.
        double[] means = new double[3000], counts = new double[3000];
        for (int i = 0; i < n; i++)
        {
            means[(h[i] * 50) + k[i]] += y[i];
            counts[(h[i] * 50) + k[i]]++;
        }

        double[] predicted = fit.PredictMean(table);
        for (int i = 0; i < n; i += 17) Near(means[(h[i] * 50) + k[i]] / counts[(h[i] * 50) + k[i]], predicted[i], 1e-8);
    }

    [Fact]
    public void A_missing_combination_with_a_reference_takes_another_column_with_it()
    {
        // No row has the first level of h with the last of k: the column of k's last level is the sum of its combinations.
        int n = 60_000;
        int[] h = [.. Enumerable.Range(0, n).Select(i => i % 40)], k = [.. Enumerable.Range(0, n).Select(i => i / 40 % 20)];
        for (int i = 0; i < n; i++)
        {
            if (h[i] == 0 && k[i] == 19) k[i] = 0;
        }

        double[] y = [.. Enumerable.Range(0, n).Select(i => 1.0 + ((h[i] + k[i] + i) % 3))];
        Table table = new([new TextColumn("h", h, Names("h", 40)), new TextColumn("k", k, Names("k", 20)), new NumberColumn("y", y)]);
        Fit fit = Model.Of("poisson", "y ~ h * k").Fit(table);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Coefficient only = Assert.Single(fit.Parameters[0].Coefficients, static c => c.Estimate is null);
        Assert.Equal("h[h0039]:k[k0019]", only.Term);
        Assert.StartsWith("not estimable: it equals k[k0019] - h[h0001]:k[k0019] - h[h0002]:k[k0019]", only.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_without_events_are_named()
    {
        Table table = Make(emptyLevel: 7);
        Fit fit = Model.Of("poisson", "count ~ g + x").Fit(table);
        Assert.Equal(FitStatus.Separated, fit.Status);
        Assert.Contains("'g[l0007]'", fit.Reasons[0], StringComparison.Ordinal);
        Assert.DoesNotContain("'g[l0008]'", fit.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Slopes_of_every_level_are_fits_of_every_level()
    {
        Table table = Make();
        Fit fit = Model.Of("poisson", "count ~ 0 + g + g:x").Fit(table);
        Assert.Equal(FitStatus.Converged, fit.Status);
        double[] x = Numbers(table, "x"), y = Numbers(table, "count");
        int[] codes = Codes(table);
        foreach (int level in new[] { 0, 1, 1234, 2999 })
        {
            int[] rows = [.. Enumerable.Range(0, Rows).Where(i => codes[i] == level)];
            Table own = new([new NumberColumn("x", rows.Select(i => x[i]).ToArray()), new NumberColumn("count", rows.Select(i => y[i]).ToArray())]);
            Fit alone = Model.Of("poisson", "count ~ x").Fit(own);
            for (int j = 0; j < 2; j++)
            {
                Coefficient expected = alone.Parameters[0].Coefficients[j], actual = fit.Parameters[0].Coefficients[level + (j * Levels)];
                Near(expected.Estimate!.Value, actual.Estimate, 1e-8);
                Near(expected.StandardError!.Value, actual.StandardError, 1e-8);
            }
        }
    }

    /// <summary>Ten rows or so a level, none of which has no event unless one is asked for.</summary>
    private static Table Make(int emptyLevel = -1)
    {
        RandomStream random = new(11);
        int[] codes = [.. Enumerable.Range(0, Rows).Select(i => i < 5 * Levels ? i % Levels : (int)random.NextInteger(Levels))];
        double[] x = [.. codes.Select(_ => random.NextNormal())], effect = [.. Enumerable.Range(0, Levels).Select(_ => 0.4 * random.NextNormal())];
        double[] count = [.. Enumerable.Range(0, Rows).Select(i => codes[i] == emptyLevel ? 0 : 1 + Math.Floor(2 * Math.Exp(effect[codes[i]] + (0.3 * x[i])) * random.NextExponential()))];
        double[] real = [.. Enumerable.Range(0, Rows).Select(i => effect[codes[i]] + (0.3 * x[i]) + random.NextNormal())];
        return new Table(
        [
            new TextColumn("g", codes, Names("l", Levels)),
            new NumberColumn("x", x),
            new NumberColumn("far", x.Select(static v => 100 + v).ToArray()),
            new NumberColumn("count", count),
            new NumberColumn("real", real),
        ]);
    }

    private static double[] Eta(Fit fit, int[] a, int[] b, int levels)
    {
        double[] estimates = [.. fit.Parameters[0].Coefficients.Select(static c => c.Estimate!.Value)];
        return [.. a.Select((level, i) => estimates[0] + (level == 0 ? 0 : estimates[level]) + (b[i] == 0 ? 0 : estimates[levels - 1 + b[i]]))];
    }

    private static (double[] Counts, double[] Sums) Sums(Table table, string column)
    {
        double[] counts = new double[Levels], sums = new double[Levels], values = Numbers(table, column);
        int[] codes = Codes(table);
        for (int i = 0; i < codes.Length; i++)
        {
            counts[codes[i]]++;
            sums[codes[i]] += values[i];
        }

        return (counts, sums);
    }

    private static double[] Numbers(Table table, string name) => ((NumberColumn)table.Columns.Single(c => c.Name == name)).Values.ToArray();

    private static int[] Codes(Table table) => ((TextColumn)table.Columns[0]).Codes.ToArray();

    private static string[] Names(string letter, int count) => [.. Enumerable.Range(0, count).Select(k => FormattableString.Invariant($"{letter}{k:0000}"))];

    private static void Near(double expected, double? actual, double relative) =>
        Assert.True(actual is { } value && Math.Abs(value - expected) <= relative * Math.Max(Math.Abs(expected), 0.1), $"{actual:R}, not {expected:R}");
}
