using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers.Kinks;

/// <summary>Whole fits of noise models with kinks: location, scale, certificate, standard errors, endings.</summary>
public sealed class KinkFitTests
{
    private const int Rows = 120;
    private static readonly Dictionary<string, double> Nothing = [];
    private static readonly Dictionary<string, double[]> Columns = Draw();

    public static TheoryData<string, string> Models => new()
    {
        { "laplace", "y ~ x + z" },
        { "laplace", "y ~ 1" },
        { "laplace", "y ~ 0 + x" },
        { "laplace", "y ~ x + year" },
        { "laplace", "y | weights(w) ~ x" },
        { "laplace", "y ~ x;scale ~ z" },
        { "laplace", "y ~ x + z;scale ~ x + z" },
        { "laplace", "y ~ x;scale ~ 0 + w" },
        { "laplace", "y ~ 0 + offset(x);scale ~ x" },
        { "laplace", "y ~ x;scale ~ 1 + offset(z)" },
        { "laplace", "y | weights(w) ~ x;scale ~ z" },
        { "asymmetric(0.1)", "y ~ x + z" },
        { "asymmetric(0.1)", "y ~ x;scale ~ x" },
        { "asymmetric(0.8)", "y ~ x + offset(z);scale ~ z" },
        { "insensitive(0.5)", "y ~ x + z" },
        { "insensitive(0.1)", "y ~ 1" },
        { "insensitive(2)", "y | weights(w) ~ x" },
        { "insensitive(1)", "y ~ x;scale ~ 1 + offset(z)" },
        { "insensitive(0.5)", "y ~ 0 + offset(x)" },
        { "laplace, scale=2", "y ~ x + z" },
        { "insensitive(0.7), scale=1.5", "y ~ x + z" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void No_point_nearby_is_better(string noise, string formulas)
    {
        Fit fit = Run(noise, formulas);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.True(fit.Certificate.DualityGap is >= 0 and <= 1e-10, $"gap {fit.Certificate.DualityGap:R}");
        Assert.True(fit.Certificate.GradientNorm is >= 0 and < 1e-6, $"{fit.Certificate.GradientNorm:R} standard errors");
        double[] best = [.. fit.Parameters.SelectMany(static p => p.Coefficients).Select(static c => c.Estimate!.Value)];
        double[] errors = [.. fit.Parameters.SelectMany(static p => p.Coefficients).Select(static c => c.StandardError!.Value)];
        double surprisal = Surprisal(noise, formulas, best);
        Near.Equal(-surprisal, fit.LogLikelihood, 1e-12);
        RandomStream random = new(7);
        for (int trial = 0; trial < 2000; trial++)
        {
            double length = Math.Pow(10, -1 - (trial % 6));
            double[] other = [.. best.Select((b, j) => b + (length * errors[j] * random.NextNormal()))];
            Assert.True(Surprisal(noise, formulas, other) >= surprisal - (1e-12 * Math.Abs(surprisal)), $"better by {surprisal - Surprisal(noise, formulas, other):R} at distance {length}");
        }
    }

    [Fact]
    public void The_scale_is_the_mean_loss()
    {
        Fit fit = Run("asymmetric(0.3)", "y | weights(w) ~ x");
        double sum = 0, total = 0;
        for (int i = 0; i < Rows; i++)
        {
            double r = Columns["y"][i] - fit.Parameters[0].Coefficients[0].Estimate!.Value - (fit.Parameters[0].Coefficients[1].Estimate!.Value * Columns["x"][i]);
            sum += Columns["w"][i] * (r < 0 ? -0.7 : 0.3) * r;
            total += Columns["w"][i];
        }

        Near.Relative(sum / total, fit.Parameters[1].Value!.Estimate, 1e-13);
        Assert.Equal(total, fit.Observations);
        Assert.Contains("vertex", fit.Certificate.Solver, StringComparison.Ordinal);
        Assert.True(fit.Certificate.IsUnique);
    }

    [Fact]
    public void Standard_errors_are_those_of_the_expected_information()
    {
        Fit fit = Run("asymmetric(0.3)", "y ~ 1"), coupled = Run("insensitive(0.5)", "y ~ 1");
        double scale = fit.Parameters[1].Value!.Estimate;
        Near.Relative(scale / Math.Sqrt(0.3 * 0.7 * Rows), fit.Parameters[0].Coefficients[0].StandardError, 1e-12);
        Near.Relative(1 / Math.Sqrt(Rows), fit.Parameters[1].Coefficients[0].StandardError, 1e-12);

        // Density 1/(2(1 + epsilon)) at both kinks: information 1/(1 + epsilon), and 1 + epsilon^2/(1 + epsilon) about the log scale.
        Near.Relative(coupled.Parameters[1].Value!.Estimate * Math.Sqrt(1.5 / Rows), coupled.Parameters[0].Coefficients[0].StandardError, 1e-12);
        Near.Relative(1 / Math.Sqrt(Rows * (1 + (0.25 / 1.5))), coupled.Parameters[1].Coefficients[0].StandardError, 1e-12);
    }

    [Fact]
    public void An_ambiguous_median_is_said()
    {
        Fit even = Fit(OwnKinks.Laplace(), ["y ~ 1"], Table.Of(("y", [1.0, 2, 4, 9]))), odd = Fit(OwnKinks.Laplace(), ["y ~ 1"], Table.Of(("y", [1.0, 2, 9])));
        Assert.Equal(FitStatus.Converged, even.Status);
        Assert.False(even.Certificate.IsUnique);
        Assert.Contains("not unique", even.Reasons[0], StringComparison.Ordinal);
        Near.Relative(2.5, even.Parameters[1].Value!.Estimate, 1e-15);
        Assert.Empty(odd.Reasons);
        Assert.Equal(2, odd.Parameters[0].Coefficients[0].Estimate);
    }

    [Theory]
    [InlineData("y ~ x")]
    [InlineData("y ~ x;scale ~ x")]
    public void Rows_that_are_all_met_exactly(string formulas)
    {
        double[] x = Columns["x"], y = [.. x.Select(static v => 0.1 + (0.3 * v))];
        Fit fit = Fit(OwnKinks.Laplace(), formulas.Split(';'), Table.Of(("y", y), ("x", x)));
        Assert.Equal(FitStatus.ExactFit, fit.Status);
        Near.Relative(0.3, fit.Parameters[0].Coefficients[1].Estimate, 1e-13);
        Assert.Null(fit.LogLikelihood);
    }

    [Fact]
    public void A_scale_that_shrinks_to_nothing_is_refused()
    {
        double[] group = [.. Columns["x"].Select(static (_, i) => i == 3 ? 1.0 : 0)];
        Fit fit = Fit(OwnKinks.Laplace(), ["y ~ g", "scale ~ g"], Table.Of(("y", Columns["y"]), ("g", group)));
        Assert.Equal(FitStatus.Unbounded, fit.Status);
        Assert.Contains("scale", fit.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void The_unit_of_the_response_does_not_matter_where_kinks_move_with_the_scale(double unit)
    {
        Table moved = Table.Of(("y", [.. Columns["y"].Select(v => v * unit)]), ("x", Columns["x"]));
        Fit plain = Run("insensitive(0.5)", "y ~ x"), fit = Fit(OwnKinks.Insensitive(0.5), ["y ~ x"], moved);
        Near.Relative(unit * plain.Parameters[0].Coefficients[1].Estimate, fit.Parameters[0].Coefficients[1].Estimate, 1e-10);
        Near.Relative(unit * plain.Parameters[1].Value!.Estimate, fit.Parameters[1].Value!.Estimate, 1e-10);
    }

    [Fact]
    public void Shifted_and_stretched_data_give_shifted_and_stretched_fits()
    {
        Fit plain = Run("asymmetric(0.3)", "y ~ x + z;scale ~ z");
        Table moved = Table.Of(("y", [.. Columns["y"].Select(static v => (8 * v) + 32)]), ("x", [.. Columns["x"].Select(static v => v / 4)]), ("z", Columns["z"]));
        Fit fit = Fit(OwnKinks.Asymmetric(0.3), ["y ~ x + z", "scale ~ z"], moved);
        Near.Equal((8 * plain.Parameters[0].Coefficients[0].Estimate) + 32, fit.Parameters[0].Coefficients[0].Estimate, 1e-9);
        Near.Equal(32 * plain.Parameters[0].Coefficients[1].Estimate, fit.Parameters[0].Coefficients[1].Estimate, 1e-9);
        Near.Equal(plain.Parameters[1].Coefficients[1].Estimate, fit.Parameters[1].Coefficients[1].Estimate, 1e-9);
        Near.Equal(plain.LogLikelihood - (Rows * Math.Log(8)), fit.LogLikelihood, 1e-12);
    }

    [Fact]
    public void The_kernel_sandwich()
    {
        FitOptions options = new() { Covariance = CovarianceKind.HC0 };
        Fit fit = Model.Of(new NoiseSpec(OwnKinks.Laplace(), Nothing), ["foodexp ~ income"]).Fit(Engel(), options);

        // quantreg 5.94, summary(rq(foodexp ~ income, data = engel), se = "ker"), whose outer products take every slope for +-1/2; the two rows at the vertex differ.
        Near.Relative(KernelErrors[0], fit.Parameters[0].Coefficients[0].StandardError, 0.02);
        Near.Relative(KernelErrors[1], fit.Parameters[0].Coefficients[1].StandardError, 0.02);
        Assert.True(fit.Parameters[1].Coefficients[0].StandardError is > 0.03 and < 0.3);
        InputException refused = Assert.Throws<InputException>(() => Model.Of(new NoiseSpec(OwnKinks.Insensitive(0.5), Nothing), ["foodexp ~ income"]).Fit(Engel(), options));
        Assert.Contains("HC0", refused.Message, StringComparison.Ordinal);
    }

    private static readonly double[] KernelErrors = [30.2153158527794, 0.0373170354527];

    private static Table Engel() => Table.ReadCsv(HouseRules.Repository.PathOf("tests", "Surprisal.Tests", "Reference", "data", "engel.csv"));

    private static Fit Fit(OwnKinks noise, string[] formulas, Table table) => Model.Of(new NoiseSpec(noise, Nothing), formulas).Fit(table);

    private static Fit Run(string noise, string formulas) => Build(noise, formulas).Fit(ToTable());

    private static Model Build(string noise, string formulas)
    {
        (OwnKinks model, double? held) = Read(noise);
        Dictionary<string, double> values = held is { } scale ? new(StringComparer.Ordinal) { ["scale"] = scale } : Nothing;
        return Model.Of(new NoiseSpec(model, values), formulas.Split(';'));
    }

    private static (OwnKinks Noise, double? Scale) Read(string text)
    {
        string[] parts = text.Split(", scale=");
        string inner = parts[0].Contains('(', StringComparison.Ordinal) ? parts[0][(parts[0].IndexOf('(', StringComparison.Ordinal) + 1)..^1] : "0";
        double value = double.Parse(inner, System.Globalization.CultureInfo.InvariantCulture);
        OwnKinks noise = parts[0][0] switch { 'l' => OwnKinks.Laplace(), 'a' => OwnKinks.Asymmetric(value), _ => OwnKinks.Insensitive(value) };
        return (noise, parts.Length == 1 ? null : double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static double Surprisal(string noise, string formulas, double[] coefficients)
    {
        BoundModel bound = BoundModel.Bind(Build(noise, formulas), ToTable());
        (OwnKinks model, double? held) = Read(noise);
        double sum = 0;
        double[][] eta = [.. bound.Parameters.Select((p, k) =>
        {
            int start = bound.Parameters.Take(k).Sum(static q => q.Design.Columns.Count);
            return PredictorValues.Of(p.Design.Columns, coefficients.AsSpan(start, p.Design.Columns.Count), p.Offset, Rows);
        })];
        for (int i = 0; i < Rows; i++)
            sum -= (bound.Weights.IsEmpty ? 1 : bound.Weights.Span[i]) * model.At([eta[0][i], held ?? Math.Exp(eta[1][i])]).LogDensity(bound.Response.Span[i]);
        return sum;
    }

    private static Table ToTable() => Table.Of([.. Columns.Select(static c => (c.Key, c.Value))]);

    private static Dictionary<string, double[]> Draw()
    {
        RandomStream random = new(12);
        double[] x = [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())], z = [.. x.Select(_ => random.NextDouble())];
        return new(StringComparer.Ordinal)
        {
            ["x"] = x,
            ["z"] = z,
            ["year"] = [.. x.Select(_ => 1990.0 + random.NextInteger(30))],
            ["w"] = [.. x.Select(_ => 1.0 + random.NextInteger(3))],
            ["y"] = [.. x.Select((v, i) => 1 + (2 * v) - z[i] + ((0.5 + z[i]) * random.NextNormal() / Math.Sqrt(random.NextDouble() + 0.1)))],
        };
    }
}
