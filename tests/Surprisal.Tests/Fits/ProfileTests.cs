using System.Text.Json;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Xunit;

namespace Surprisal.Tests.Fits;

/// <summary>Profile likelihood intervals: against R, against fits with the coefficient held, and where they have no end.</summary>
public sealed class ProfileTests
{
    private const double HalfQuantile = 3.841458820694124 / 2;
    private static readonly FitOptions Profile = new() { Intervals = IntervalKind.Profile };

    public static TheoryData<string> Cases => ["birthwt", "menarche", "insectsprays"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_R(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(HouseRules.Repository.PathOf("tests", "Surprisal.Tests", "Reference", "profile", "glm.json")));
        JsonElement of = document.RootElement.EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        ModelOptions options = new() { Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["mu"] = of.GetProperty("link").GetString()! } };
        Fit fit = Model.Of(of.GetProperty("noise").GetString()!, [of.GetProperty("formula").GetString()!], options)
            .Fit(Table.ReadCsv(Cli.Repository.Sample(of.GetProperty("data").GetString()!)), Profile);
        foreach (JsonElement expected in of.GetProperty("coefficients").EnumerateArray())
        {
            Coefficient actual = fit.Parameters[0].Coefficients.Single(c => c.Term == expected.GetProperty("term").GetString());
            double width = actual.Upper!.Value - actual.Lower!.Value;
            Near.Equal(0, (expected.GetProperty("lower").GetDouble() - actual.Lower) / width, 1e-7, actual.Term + " lower");
            Near.Equal(0, (expected.GetProperty("upper").GetDouble() - actual.Upper) / width, 1e-7, actual.Term + " upper");
            Near.Relative(expected.GetProperty("statistic").GetDouble(), actual.Statistic, 1e-6, actual.Term + " statistic");

            // R's confint interpolates by splines.
            Near.Equal(0, (expected.GetProperty("confintLower").GetDouble() - actual.Lower) / width, 1e-3, actual.Term + " lower of confint");
            Near.Equal(0, (expected.GetProperty("confintUpper").GetDouble() - actual.Upper) / width, 1e-3, actual.Term + " upper of confint");
        }
    }

    [Theory]
    [InlineData("gaussian", "real ~ 1 + z", "x")]
    [InlineData("student-t(nu=4)", "real ~ 1 + z", "x")]
    [InlineData("gamma", "positive ~ 1 + z", "x")]
    [InlineData("weibull", "positive ~ 1 + z", "x")]
    [InlineData("negative-binomial", "count ~ 1", "x")]
    [InlineData("beta", "share ~ 1", "x")]
    [InlineData("zero-inflated(poisson)", "inflated ~ 1", "x")]
    public void The_ends_lose_half_a_quantile(string noise, string formula, string term)
    {
        Sample sample = Sample.Make(120, 5);
        Fit fit = sample.Fit(noise, $"{formula} + {term}", null, Profile);
        Coefficient coefficient = fit.Parameters[0].Coefficients.Single(c => c.Term == term);
        foreach (double end in new[] { coefficient.Lower!.Value, coefficient.Upper!.Value })
        {
            Fit held = sample.With("held", i => end * sample[term][i]).Fit(noise, $"{formula} + offset(held)");
            Assert.Equal(FitStatus.Converged, held.Status);
            Near.Equal(HalfQuantile, fit.LogLikelihood - held.LogLikelihood, 1e-8);
        }

        Fit zero = sample.Fit(noise, formula);
        Near.Equal(Math.CopySign(Math.Sqrt(2 * (fit.LogLikelihood!.Value - zero.LogLikelihood!.Value)), coefficient.Estimate!.Value), coefficient.Statistic, 1e-6);
        Assert.Equal(coefficient.PValue < 0.05, coefficient.Lower > 0 || coefficient.Upper < 0);
    }

    [Fact]
    public void Columns_far_from_zero_have_the_same_intervals()
    {
        Sample sample = Sample.Make(120, 5), far = sample.With("x", i => sample["x"][i] + 2000);
        Fit near = sample.Fit("gamma", "positive ~ x", null, Profile), moved = far.Fit("gamma", "positive ~ x", null, Profile);
        Near.Equal(near.Parameters[0].Coefficients[1].Lower, moved.Parameters[0].Coefficients[1].Lower, 1e-8);
        Near.Equal(near.Parameters[0].Coefficients[1].Upper, moved.Parameters[0].Coefficients[1].Upper, 1e-8);
        Coefficient intercept = moved.Parameters[0].Coefficients[0];
        foreach (double end in new[] { intercept.Lower!.Value, intercept.Upper!.Value })
        {
            Fit held = far.With("held", _ => end).Fit("gamma", "positive ~ 0 + x + offset(held)");
            Near.Equal(HalfQuantile, moved.LogLikelihood - held.LogLikelihood, 1e-6);
        }
    }

    [Fact]
    public void A_profile_that_levels_off_has_no_end()
    {
        // A student-t that gaussian rows hardly tell from its limit: nu has no upper end.
        Sample sample = Sample.Make(60, 12);
        double[] x = [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i * 1.7) + Math.Cos(i * 0.9) + (i == 7 ? 2.2 : 0))];
        Fit fit = Model.Of("student-t", ["y ~ 1"]).Fit(new Table([new NumberColumn("y", x)]), Profile);
        if (fit.Status == FitStatus.Boundary) return;
        Coefficient nu = fit.Parameters.Single(static p => p.Name == "nu").Coefficients[0];
        Assert.NotNull(nu.Lower);
        Assert.Null(nu.Upper);
        Assert.Contains("no upper end: the profile log-likelihood never falls by 1.92", nu.Reason, StringComparison.Ordinal);
        Assert.NotNull(sample);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        Sample sample = Sample.Make(700, 5);
        Fit one = sample.Fit("weibull", "positive ~ x + z", null, Profile with { Threads = 1 }), two = sample.Fit("weibull", "positive ~ x + z", null, Profile with { Threads = 2 });
        Assert.Equal(one.Parameters.SelectMany(static p => p.Coefficients), two.Parameters.SelectMany(static p => p.Coefficients));
    }

    [Theory]
    [InlineData("laplace", null, CovarianceKind.Classical)]
    [InlineData("gaussian", "gaussian(sd=1)", CovarianceKind.Classical)]
    [InlineData("gaussian", null, CovarianceKind.HC0)]
    public void Where_profiles_have_no_meaning_they_are_refused(string noise, string? prior, CovarianceKind covariance)
    {
        ModelOptions options = new() { Priors = prior is null ? [] : [Surprisal.Priors.PriorSpec.ParsePrior(prior)] };
        InputException refused = Assert.Throws<InputException>(() => Sample.Make(40, 1).Fit(noise, "real ~ x", options, Profile with { Covariance = covariance }));
        Assert.NotNull(refused.Remedy);
    }
}
