using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers;

/// <summary>Fits that are stopped, designs that cannot be estimated in full, and models with hardly anything to estimate.</summary>
public sealed class EndingTests
{
    private static readonly Sample Data = Sample.Make(80, 21);

    [Fact]
    public void Steps_that_are_used_up()
    {
        Fit fit = Data.Fit("logistic", "real ~ x + z;scale ~ x", null, new FitOptions { MaximumIterations = 1 });
        Assert.Equal(FitStatus.IterationLimit, fit.Status);
        Assert.Equal(1, fit.Certificate.Iterations);
        Assert.NotEmpty(fit.Reasons);
        Assert.True(fit.Certificate.GradientNorm is null or > 1e-6);
    }

    [Fact]
    public void A_request_to_stop_before_the_start_is_an_exception()
    {
        CancellationToken cancelled = new(canceled: true);
        foreach ((string noise, string formulas) in Sample.Cases)
            Assert.ThrowsAny<OperationCanceledException>(() => Model.Of(noise, formulas.Split(';')).Fit(Data.ToTable(), cancellation: cancelled));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_request_to_stop_on_the_way_keeps_the_best_so_far(int after)
    {
        using CancellationTokenSource source = new();
        Steps steps = new(progress =>
        {
            if (progress.Iteration == after) source.Cancel();
        });
        Fit fit = Model.Of("logistic", "real ~ x + z", "scale ~ x").Fit(Data.ToTable(), progress: steps, cancellation: source.Token);
        Assert.Equal(FitStatus.Cancelled, fit.Status);
        Assert.Equal(after, fit.Certificate.Iterations);
        Near.Equal(-steps.Seen[^1].Surprisal, fit.LogLikelihood, 1e-12);
        Assert.All(fit.Parameters.SelectMany(static p => p.Coefficients), static c => Assert.True(double.IsFinite(c.Estimate!.Value)));

        // Every step was downhill.
        Assert.All(steps.Seen.Zip(steps.Seen.Skip(1)), static pair => Assert.True(pair.Second.Surprisal <= pair.First.Surprisal + 1e-9));
    }

    [Theory]
    [InlineData("gaussian", "real")]
    [InlineData("student-t(nu=4)", "real")]
    [InlineData("bernoulli", "binary")]
    [InlineData("poisson", "count")]
    [InlineData("categorical", "k")]
    public void Columns_that_depend_on_earlier_ones_are_named_and_left_out(string noise, string response)
    {
        Sample data = Data.With("sum", static i => (2 * Data["x"][i]) - (3 * Data["z"][i])).With("none", static _ => 0);
        Fit full = data.Fit(noise, $"{response} ~ x + z + sum + none"), plain = data.Fit(noise, $"{response} ~ x + z");
        Assert.Equal(FitStatus.Converged, full.Status);
        Near.Equal(plain.LogLikelihood, full.LogLikelihood, 1e-12);
        Assert.Equal(plain.ParametersEstimated, full.ParametersEstimated);
        foreach (ParameterFit parameter in full.Parameters.Where(static p => p.Name.StartsWith("mu", StringComparison.Ordinal)))
        {
            Assert.Equal(["sum", "none"], parameter.Coefficients.Where(static c => c.Estimate is null).Select(static c => c.Term), StringComparer.Ordinal);
            Assert.Equal("not estimable: it equals 2 x - 3 z", parameter.Coefficients.Single(static c => c.Term is "sum").Reason);
            Assert.Equal("not estimable: it is zero in every row", parameter.Coefficients.Single(static c => c.Term is "none").Reason);
        }

        Assert.Equal(2, full.Warnings.Count);
        foreach ((double a, double b) in plain.PredictParameters(data.ToTable()).Values.SelectMany(static v => v).Zip(full.PredictParameters(data.ToTable()).Values.SelectMany(static v => v)))
            Near.Equal(a, b, 1e-9);
    }

    [Fact]
    public void Rows_of_weight_zero_do_not_make_a_column_estimable()
    {
        // Where w is positive, z is x exactly.
        Sample data = Data.With("w", static i => i % 4 == 0 ? 0 : 1).With("z", static i => i % 4 == 0 ? 7 : Data["x"][i]);
        Fit fit = data.Fit("poisson", "count ~ x + z", new ModelOptions { Weights = "w" });
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal("not estimable: it equals x", fit.Parameters[0].Coefficients[2].Reason);
    }

    [Fact]
    public void More_columns_than_rows()
    {
        Sample few = Data.Pick(Enumerable.Range(0, 4));
        Fit gaussian = few.Fit("gaussian", "real ~ x + z + trials + w + count");
        Assert.Equal(FitStatus.ExactFit, gaussian.Status);
        Assert.Equal(2, gaussian.Parameters[0].Coefficients.Count(static c => c.Estimate is null));
        Fit poisson = few.With("count", static i => 2 + i).Fit("poisson", "count ~ x + z + trials + w + share");
        Assert.Equal(FitStatus.Converged, poisson.Status);
        foreach ((double mean, int i) in poisson.PredictMean(few.ToTable()).Select(static (m, i) => (m, i))) Near.Equal(2 + i, mean, 1e-9);
    }

    [Fact]
    public void Nothing_to_estimate_at_all()
    {
        foreach ((string noise, string response) in new[] { ("poisson", "count"), ("bernoulli", "binary"), ("poisson", "count | weights(w)") })
        {
            Fit fit = Data.Fit(noise, $"{response} ~ 0 + offset(0.5 * x)");
            Assert.Equal(FitStatus.Converged, fit.Status);
            Assert.Equal(0, fit.ParametersEstimated);
            Near.Equal(-new Oracle(noise, $"{response} ~ 0 + offset(0.5 * x)", Data).Surprisal([]), fit.LogLikelihood, 1e-12);
            Assert.Equal(-2 * fit.LogLikelihood, fit.Aic);
        }
    }

    [Theory]
    [InlineData("gaussian", "real")]
    [InlineData("student-t(nu=3)", "real")]
    [InlineData("huber", "real")]
    [InlineData("logistic", "real")]
    [InlineData("gamma", "positive")]
    [InlineData("beta", "share")]
    [InlineData("negative-binomial", "count")]
    public void Only_the_shape_to_estimate(string noise, string response)
    {
        string formulas = $"{response} ~ 0 + offset(0.3 * x)";
        Fit fit = Data.Fit(noise, formulas);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Empty(fit.Parameters[0].Coefficients);
        Oracle oracle = new(noise, formulas, Data);
        double[] estimate = Oracle.Coefficients(fit);
        Near.Equal(-oracle.Surprisal(estimate), fit.LogLikelihood, 1e-11);
        Assert.All(oracle.Gradient(estimate, Oracle.StandardErrors(fit)), static g => Assert.True(Math.Abs(g) < 1e-6));
    }

    [Fact]
    public void A_link_that_would_need_clipping_stays_inside()
    {
        // The optimum of the line is inside although the line falls to nearly nothing: 9.55 - 0.95 x is 0.05 at x = 10.
        double[] x = [.. Enumerable.Range(0, 40).Select(static i => 0.25 * (i + 1))];
        double[] y = [.. x.Select(static (v, i) => Math.Max(0, Math.Round(9.55 - (0.95 * v)) + (i % 3) - 1))];
        Fit fit = Model.Of("poisson", ["y ~ x"], new ModelOptions { Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["mu"] = "identity" } }).Fit(Table.Of(("y", y), ("x", x)));
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.All(fit.PredictMean(Table.Of(("x", x))), static mean => Assert.True(mean > 0));
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("sqrt")]
    [InlineData("inverse")]
    public void An_offset_that_leaves_the_domain_is_made_up_for(string link)
    {
        Sample data = Data.With("z", static i => i % 10);
        Fit fit = data.With("count", static i => 1 + (i % 7)).Fit("poisson", "count ~ x + offset(z)", new ModelOptions { Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["mu"] = link } });
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.All(fit.PredictMean(data.ToTable()), static mean => Assert.True(mean > 0));
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(1e12)]
    [InlineData(1e100)]
    public void One_gross_outlier_does_not_lead_a_robust_fit_astray(double outlier)
    {
        Sample data = Data.With("real", i => i == 5 ? outlier : Data["real"][i]);
        foreach (string noise in new[] { "student-t", "student-t(nu=2)" })
        {
            Fit fit = data.Fit(noise, "real ~ x");
            Assert.Equal(FitStatus.Converged, fit.Status);
            Near.Equal(2, fit.Parameters[0].Coefficients[1].Estimate, 0.5);
        }
    }

    private sealed class Steps(Action<FitProgress> seen) : IProgress<FitProgress>
    {
        public List<FitProgress> Seen { get; } = [];

        public void Report(FitProgress value)
        {
            Seen.Add(value);
            seen(value);
        }
    }
}
