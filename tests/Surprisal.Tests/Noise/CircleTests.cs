using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Noise;

public class CircleTests
{
    [Fact]
    public void AnglesThatDifferByATurnAreOne()
    {
        Distribution d = NoiseSpec.Parse("von-mises(mu=2.5, concentration=3)").ToDistribution(), turned = NoiseSpec.Parse("von-mises(mu=-3.7831853071795862, concentration=3)").ToDistribution();
        foreach (double y in new[] { -3.0, -1.2, 0.4, 3.1 })
        {
            Assert.Equal(d.LogDensity(y), d.LogDensity(y + (2 * Math.PI)), 1e-14);
            Assert.Equal(d.Cdf(y), d.Cdf(y - (4 * Math.PI)), 1e-14);
            Assert.Equal(d.Survival(y), turned.Survival(y), 1e-14);
        }

        Assert.Equal(2.5, turned.Mean, 1e-15);
        Assert.Equal((0.0, 1.0), (d.Quantile(0) + Math.PI, d.Cdf(d.Quantile(1))));
    }

    [Fact]
    public void AFitAcrossTheEndOfTheTurnFindsTheLine()
    {
        // Half of the responses lie at either end of (−π, π]: an average of the numbers would point the other way.
        Fit fit = Fitted("identity", static x => 3.1 + (0.4 * x));
        Assert.Equal(FitStatus.Converged, fit.Status);
        double off = fit.Parameters[0].Coefficients[0].Estimate!.Value - 3.1;
        Assert.True(Math.Abs(off - (2 * Math.PI * Math.Round(off / (2 * Math.PI)))) < 0.05, $"{off}");
        Assert.Equal(0.4, fit.Parameters[0].Coefficients[1].Estimate!.Value, 0.05);
        Assert.Equal(Math.Log(8), fit.Parameters[1].Coefficients[0].Estimate!.Value, 0.2);
    }

    [Fact]
    public void TheDefaultLinkReachesNearTheEndOfTheTurn()
    {
        Fit fit = Fitted("tan-half", static _ => 3.0);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal(3.0, 2 * Math.Atan(fit.Parameters[0].Coefficients[0].Estimate!.Value), 0.05);
    }

    [Fact]
    public void LinksThatDoNotServeAnglesAreRefused()
    {
        ModelOptions options = new() { Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["mu"] = "log" } };
        Assert.StartsWith("link 'log' does not suit parameter 'mu' of 'von-mises'", Assert.ThrowsAny<InputException>(() => Model.Of("von-mises", ["y ~ 1"], options)).Message, StringComparison.Ordinal);
    }

    private static Fit Fitted(string link, Func<double, double> direction)
    {
        const int Rows = 600;
        RandomStream stream = new(11);
        double[] x = [.. Enumerable.Range(0, Rows).Select(_ => stream.NextNormal())];
        ScalarNoise noise = (ScalarNoise)NoiseModels.Get("von-mises");
        double[] y = [.. x.Select(value => noise.At([direction(value), 8.0]).Sample(stream))];
        ModelOptions options = new() { Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["mu"] = link } };
        string formula = string.Equals(link, "identity", StringComparison.Ordinal) ? "y ~ x" : "y ~ 1";
        return Model.Of("von-mises", [formula], options).Fit(new Table([new NumberColumn("y", y), new NumberColumn("x", x)]));
    }
}
