using System.Globalization;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers.Kinks;

/// <summary>Standard errors and intervals of quantiles against R's quantreg 5.94: Reference/quantile/errors.csv, by Reference/scripts/quantile.R.</summary>
public sealed class QuantileErrorTests
{
    private const double Level = 0.9;

    /// <summary>
    /// At tau = 0.5 rows of stackloss tie, and quantreg stops at a row that changes the score by nothing: between 0.5079 and 0.5278 the score is
    /// one number, and the interpolation begins at another end of it.
    /// </summary>
    private static readonly (string Data, string Tau, string Term) Tied = ("stackloss.csv", "0.5", "air_flow");

    private static readonly string[][] Rows =
        [.. File.ReadLines(PathOf("quantile", "errors.csv")).Skip(1).Select(static line => line.Split(','))];

    public static TheoryData<string, string, string, string> Cases()
    {
        TheoryData<string, string, string, string> cases = [];
        foreach (string[] row in Rows.DistinctBy(static r => (r[0], r[2], r[3]))) cases.Add(row[0], row[1], row[2], row[3]);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void As_quantreg_has_them(string data, string formula, string tau, string word)
    {
        CovarianceKind kind = word switch { "iid" => CovarianceKind.Iid, "nid" => CovarianceKind.Nid, "ker" => CovarianceKind.Kernel, _ => CovarianceKind.Rank };
        Fit fit = Model.Of($"asymmetric-laplace(tau={tau})", formula).Fit(Table.ReadCsv(PathOf("data", data)), new FitOptions { Covariance = kind, Level = Level });
        foreach (string[] row in Rows.Where(r => r[0] == data && r[2] == tau && r[3] == word))
        {
            Coefficient coefficient = fit.Parameters[0].Coefficients.Single(c => c.Term == row[4]);
            Near.Equal(Number(row[5]), coefficient.Estimate, 1e-9, row[4]);
            if (kind != CovarianceKind.Rank)
            {
                // quantreg guards divisions by 1.5e-8, and nid by fits to fewer digits.
                Near.Relative(Number(row[6]), coefficient.StandardError, kind == CovarianceKind.Nid ? 1e-7 : 1e-11, row[4]);
                continue;
            }

            Assert.Null(coefficient.StandardError);
            Assert.Contains("rank inversion", coefficient.Reason, StringComparison.Ordinal);
            if ((data, tau, row[4]) == Tied) Assert.InRange(coefficient.Lower!.Value, 0.5079, 0.5278);
            else Near.Equal(Number(row[7]), coefficient.Lower, 1e-6, row[4]);
            Near.Equal(Number(row[8]), coefficient.Upper, 1e-6, row[4]);
        }

        Assert.NotNull(fit.Parameters[1].Coefficients[0].StandardError);
    }

    [Theory]
    [InlineData(CovarianceKind.Iid)]
    [InlineData(CovarianceKind.Nid)]
    [InlineData(CovarianceKind.Kernel)]
    [InlineData(CovarianceKind.Rank)]
    public void Frequencies_are_repeated_rows_and_centres_do_not_matter(CovarianceKind kind)
    {
        Repetition draw = new(kind);
        Table weighted = draw.Weighted, repeated = draw.Repeated;
        FitOptions options = new() { Covariance = kind };
        Fit one = Model.Of("laplace", ["y ~ x + year"], new ModelOptions { Weights = "w" }).Fit(weighted, options), other = Model.Of("laplace", "y ~ x + year").Fit(repeated, options);
        Fit held = Model.Of("laplace(scale=2.5)", "y ~ x + year").Fit(repeated, options);
        for (int j = 0; j < 3; j++)
        {
            Coefficient a = one.Parameters[0].Coefficients[j], b = other.Parameters[0].Coefficients[j], c = held.Parameters[0].Coefficients[j];
            Near.Relative(b.Upper - b.Lower, a.Upper - a.Lower, 1e-6, $"{kind} {a.Term}");
            Near.Relative(b.Upper - b.Lower, c.Upper - c.Lower, 1e-6, $"{kind} {a.Term}, scale held");
        }
    }

    [Theory]
    [InlineData("gaussian", "iid")]
    [InlineData("epsilon-insensitive", "nid")]
    public void Other_noise_models_are_refused(string noise, string word)
    {
        CovarianceKind kind = CovarianceWords.All.Single(w => w.Word == word).Kind;
        Table table = Table.Of(("y", [1, 2, 4, 3, 7, 5]), ("x", [1, 2, 3, 4, 5, 6]));
        InputException refused = Assert.Throws<InputException>(() => Model.Of(noise, "y ~ x").Fit(table, new FitOptions { Covariance = kind }));
        Assert.Contains($"covariance {word}", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Remedy);
    }

    [Fact]
    public void Iid_counts_rows()
    {
        Table table = Table.Of(("y", [1, 2, 4, 3, 7, 5]), ("x", [1, 2, 3, 4, 5, 6]), ("w", [1, 1, 0.5, 1, 1, 1]));
        Assert.Throws<InputException>(() => Model.Of("laplace", ["y ~ x"], new ModelOptions { Weights = "w" }).Fit(table, new FitOptions { Covariance = CovarianceKind.Iid }));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string PathOf(string folder, string file) => HouseRules.Repository.PathOf("tests", "Surprisal.Tests", "Reference", folder, file);

    /// <summary>Rows with whole weights, and the same rows as often as they weigh; a column far from zero.</summary>
    private sealed class Repetition
    {
        public Repetition(CovarianceKind kind)
        {
            RandomStream random = new(40 + (int)kind);
            double[] x = [.. Enumerable.Range(0, 60).Select(_ => random.NextNormal())], year = [.. x.Select(_ => 2000 + (8 * random.NextDouble()))];
            double[] y = [.. x.Select((v, i) => v - (0.1 * year[i]) + ((1 + (0.3 * v * v)) * random.NextNormal()))], w = [.. x.Select(_ => 1.0 + random.NextInteger(3))];
            int[] rows = [.. Enumerable.Range(0, x.Length).SelectMany(i => Enumerable.Repeat(i, (int)w[i]))];
            Weighted = Table.Of(("y", y), ("x", x), ("year", year), ("w", w));
            Repeated = Table.Of(("y", [.. rows.Select(i => y[i])]), ("x", [.. rows.Select(i => x[i])]), ("year", [.. rows.Select(i => year[i])]));
        }

        public Table Weighted { get; }

        public Table Repeated { get; }
    }
}
