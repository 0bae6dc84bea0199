using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Laws;
using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Solvers;

/// <summary>Likelihoods with several maxima: the best is found from the default start, and how many starts led there is said.</summary>
public sealed class MultiStartTests
{
    public static TheoryData<string> Locations() =>
        [.. NoiseModels.All.Where(static n => n.IsUnivariate && n.Support == Support.RealLine && n.Parameters[0] is { Role: ParameterRole.Location, Domain: ParameterDomain.Real }).Select(static n => n.Name)];

    [Theory]
    [MemberData(nameof(Locations))]
    public void Redescending_is_declared_where_influence_falls(string name)
    {
        NoiseModel noise = NoiseModels.Get(name);
        string[] falling = [.. NoiseCases.Of(noise).Where(static c => Enumerable.Range(1, 60).Any(i => Falls(c, 0.5 * i) || Falls(c, -0.5 * i))).Select(static c => c.Text)];
        Assert.True(noise.Redescends == falling.Length > 0, string.Join("; ", falling));
    }

    [Theory]
    [InlineData("cauchy", 0.40)]
    [InlineData("student-t(nu=2)", 0.40)]
    [InlineData("student-t(nu=1.5, sigma=0.3)", 0.45)]
    [InlineData("cauchy(scale=0.2)", 0.45)]
    public void The_best_of_several_maxima_is_found(string noise, double outlying)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            (double[] x, double[] y) = TwoCrowds(seed, outlying);
            Table table = Table.Of(("x", x), ("y", y));
            Fit fit = Model.Of(noise, "y ~ x").Fit(table);
            Assert.Equal(FitStatus.Converged, fit.Status);
            Assert.InRange(fit.Certificate.Starts, 5, 10);
            Assert.InRange(fit.Certificate.AgreeingStarts, 1, fit.Certificate.Starts);
            double best = Search(noise, x, y, seed);
            Assert.InRange(fit.LogLikelihood!.Value, best - 1e-6, double.PositiveInfinity);
        }
    }

    [Fact]
    public void Other_fits_start_once()
    {
        (double[] x, double[] y) = TwoCrowds(1, 0.3);
        Fit fit = Model.Of("logistic", "y ~ x").Fit(Table.Of(("x", x), ("y", y)));
        Assert.Equal(1, fit.Certificate.Starts);
        Assert.Equal(1, fit.Certificate.AgreeingStarts);
    }

    /// <summary>Whether the slope of the surprisal is smaller a little further up: where it is convex the slope never falls.</summary>
    private static bool Falls(NoiseCase at, double y)
    {
        const double Step = 1e-3;
        double location = at.Parameters[0], size = at.Parameters.Length > 1 ? at.Parameters[1] : 1, slope = Slope(y), further = Slope(y + 0.25);
        return double.IsFinite(slope) && double.IsFinite(further) && further < slope - (1e-5 * (1 + Math.Abs(slope)));

        double Slope(double z)
        {
            double up = at.Distribution!.LogDensity(location + (size * (z + Step))), down = at.Distribution.LogDensity(location + (size * (z - Step)));
            return -(up - down) / (2 * Step);
        }
    }

    /// <summary>The best log-likelihood of 60 searches without derivatives from random lines.</summary>
    private static double Search(string noise, double[] x, double[] y, int seed)
    {
        NoiseSpec spec = NoiseSpec.Parse(noise);
        string scaleName = spec.Model.Parameters[1].Name;
        double? held = spec.Held.TryGetValue(scaleName, out double value) ? value : null;
        RandomStream stream = new(99, seed);
        double best = double.NegativeInfinity;
        for (int k = 0; k < 60; k++)
        {
            double[] start = [10 * stream.NextNormal(), 4 * stream.NextNormal(), .. held is null ? [0.0] : Array.Empty<double>()];
            best = Math.Max(best, -NelderMead.Minimise(Surprisal, start, 1).Value);
        }

        return best;

        double Surprisal(double[] b)
        {
            double scale = held ?? Math.Exp(b[2]), sum = 0;
            double[] parameters = [0, scale, .. spec.Model.Parameters.Skip(2).Select(p => spec.Held[p.Name])];
            Distribution centred = spec.Model.At(parameters);
            for (int i = 0; i < y.Length; i++) sum -= centred.LogDensity(y[i] - b[0] - (b[1] * x[i]));
            return sum;
        }
    }

    /// <summary>A line 1 + 2x, and a crowd of rows elsewhere that pulls least squares away.</summary>
    private static (double[] X, double[] Y) TwoCrowds(int seed, double outlying)
    {
        const int Rows = 80;
        RandomStream stream = new(7, seed);
        double[] x = new double[Rows], y = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            bool isOutlier = i < outlying * Rows;
            x[i] = isOutlier ? 12 + (0.5 * stream.NextNormal()) : 4 * stream.NextDouble();
            y[i] = isOutlier ? -20 + (0.5 * stream.NextNormal()) : 1 + (2 * x[i]) + (0.3 * stream.NextNormal());
        }

        return (x, y);
    }
}
