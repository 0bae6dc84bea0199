using System.Text.Json;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Priors;
using Surprisal.Tests.Cli;
using Xunit;

namespace Surprisal.Tests.Fits.Strengths;

/// <summary>Evidence: closed forms, other software, maxima, limits.</summary>
public sealed class EvidenceTests
{
    private static readonly Table Sparse = Table.ReadCsv(Repository.Sample("sparse-regression.csv"));
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Surprisal.Tests", "Reference", "evidence.json"))).RootElement;

    [Fact]
    public void Of_a_gaussian_it_is_the_closed_form()
    {
        // y ~ N(b0 1, sigma^2 I + sd^2 X X'), b0 with density 1 everywhere: integrating it gives |V|^-1/2 (1'V^-1 1)^-1/2 (2 pi)^-(n-1)/2 exp(-rss/2).
        RandomStream stream = new(11);
        for (int problem = 0; problem < 200; problem++)
        {
            int n = 4 + (int)stream.NextInteger(8), p = 1 + (int)stream.NextInteger(5);
            double sigma = 0.5 + stream.NextDouble(), sd = 0.2 + (2 * stream.NextDouble());
            (Table table, double[][] x, double[] y) = Problems.Gaussian(stream, n, p, sigma);
            Fit fit = Model.Of(FormattableString.Invariant($"gaussian(sigma={sigma:R})"), ["y ~ ."], new ModelOptions { Priors = [new GaussianPrior(sd)] }).Fit(table);
            double[,] v = new double[n, n];
            for (int i = 0; i < n; i++)
            {
                for (int k = 0; k < n; k++) v[i, k] = (i == k ? sigma * sigma : 0) + (sd * sd * x.Sum(column => column[i] * column[k]));
            }

            (double[] one, double logDet) = Problems.Solve(v, [.. Enumerable.Repeat(1.0, n)]);
            (double[] vy, _) = Problems.Solve(v, y);
            double total = one.Sum(), cross = vy.Sum(), square = 0;
            for (int i = 0; i < n; i++) square += y[i] * vy[i];
            double expected = -0.5 * (logDet + Math.Log(total) + ((n - 1) * Math.Log(2 * Math.PI)) + square - (cross * cross / total));
            Assert.Equal(expected, fit.Prior!.LogEvidence!.Value, 1e-9 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Fact]
    public void The_largest_is_where_other_software_has_it()
    {
        JsonElement ridge = Golden.GetProperty("bayesianRidge");
        string noise = FormattableString.Invariant($"gaussian(sigma={ridge.GetProperty("sigma").GetDouble():R})");
        Near(ridge.GetProperty("sd"), Sd(noise, Sparse, "y ~ .", "gaussian(auto)")[0]);
        Near(Golden.GetProperty("mgcvGaussian"), Sd(noise, Sparse, "y ~ .", "gaussian(evidence)")[0]);
        Near(Golden.GetProperty("mgcvPoissonInsectSprays"), Sd("poisson", Read("insectsprays.csv"), "count ~ spray", "gaussian(auto)")[0]);
        Near(Golden.GetProperty("mgcvBernoulliBirthwt"), Sd("bernoulli", Read("birthwt.csv"), "low ~ I(age/10) + I(lwt/50) + smoke + ht + ui", "gaussian(auto)")[0]);
        double[] blocks = Sd("poisson", Read("quine.csv"), "days ~ age + eth", "age:gaussian(auto)", "eth:gaussian(auto)");
        Near(Golden.GetProperty("mgcvPoissonQuineAgeEth")[0], blocks[0]);
        Near(Golden.GetProperty("mgcvPoissonQuineAgeEth")[1], blocks[1]);
    }

    [Theory]
    [InlineData("gaussian", "y ~ .", "gaussian")]
    [InlineData("student-t(nu=4)", "y ~ .", "gaussian")]
    [InlineData("gaussian", "y ~ .", "student-t")]
    [InlineData("logistic", "y ~ .", "cauchy")]
    public void No_scale_nearby_has_more(string noise, string formula, string prior)
    {
        PriorSpec spec = PriorSpec.ParsePrior(prior is "student-t" ? "student-t(nu=4, scale=auto)" : $"{prior}(auto)");
        Fit fit = Fit(noise, Sparse, formula, spec);
        double scale = fit.Prior!.Blocks[0].Prior.Values.First(static v => v.Name is "sd" or "scale").Value;
        Assert.Equal(StrengthRule.Evidence, fit.Prior.Choice!.Rule);
        Assert.Empty(fit.Prior.Choice.Limits);
        Assert.Equal(fit.Prior.LogEvidence!.Value, fit.Prior.Choice.LogEvidence!.Value, 1e-9);
        double best = fit.Prior.LogEvidence!.Value;
        foreach (double factor in new[] { 0.1, 0.5, 0.9, 0.99, 0.999, 1.001, 1.01, 1.1, 2, 10 })
        {
            PriorSpec other = prior switch { "gaussian" => new GaussianPrior(factor * scale), "student-t" => new StudentTPrior(4, factor * scale), _ => new CauchyPrior(factor * scale) };
            Assert.True(Fit(noise, Sparse, formula, other).Prior!.LogEvidence <= best + 1e-9, FormattableString.Invariant($"{factor}"));
        }
    }

    [Fact]
    public void Random_problems_have_flat_evidence_at_what_is_chosen()
    {
        RandomStream stream = new(5);
        int inside = 0;
        for (int problem = 0; problem < 200; problem++)
        {
            (Table table, _, _) = Problems.Gaussian(stream, 15 + (int)stream.NextInteger(20), 2 + (int)stream.NextInteger(4), 1);
            Fit fit = Fit("gaussian(sigma=1)", table, "y ~ .", PriorSpec.ParsePrior("gaussian(auto)"));
            double sd = ((GaussianPrior)fit.Prior!.Blocks[0].Prior).Sd;
            if (fit.Prior.Choice!.Limits.Count > 0)
            {
                Assert.InRange(fit.Prior.EffectiveParameters!.Value, 1, 1.01);
                continue;
            }

            inside++;
            double above = Fit("gaussian(sigma=1)", table, "y ~ .", new GaussianPrior(sd * 1.001)).Prior!.LogEvidence!.Value;
            double below = Fit("gaussian(sigma=1)", table, "y ~ .", new GaussianPrior(sd / 1.001)).Prior!.LogEvidence!.Value;
            double here = fit.Prior.LogEvidence!.Value;
            Assert.InRange(Math.Max(above, below) - here, -1, 1e-12);

            // Both sides fall alike: the slope is a millionth of what the curvature makes of the step.
            Assert.InRange(Math.Abs(above - below), 0, 1e-8);
        }

        Assert.InRange(inside, 120, 200);
    }

    [Fact]
    public void Evidence_for_nothing_is_said()
    {
        RandomStream stream = new(3);
        double[] x = [.. Enumerable.Range(0, 60).Select(_ => stream.NextNormal())], noise = [.. x.Select(_ => stream.NextNormal())];
        double slope = x.Zip(noise, static (a, b) => a * b).Sum() / x.Sum(static a => a * a);
        Table table = new([new NumberColumn("x", x), new NumberColumn("y", x.Zip(noise, (a, b) => b - (slope * a)).ToArray())]);
        Fit fit = Fit("gaussian(sigma=1)", table, "y ~ x", PriorSpec.ParsePrior("gaussian(auto)"));
        Assert.Contains("it rises as the prior of x tightens, so it prefers them all at zero", Assert.Single(fit.Prior!.Choice!.Limits), StringComparison.Ordinal);
        Assert.Contains(fit.Prior.Choice.Limits[0], fit.Reasons);
        Assert.InRange(Math.Abs(fit.Parameters[0].Coefficients[1].Estimate!.Value), 0, 1e-3);
    }

    [Fact]
    public void Ridge_by_evidence_is_the_prior_in_the_penalty_s_convention()
    {
        Fit ridge = Model.Of("gaussian", ["y ~ ."], new ModelOptions { Priors = [PriorSpec.ParsePenalty("ridge(evidence)")] }).Fit(Sparse);
        Fit prior = Fit("gaussian", Sparse, "y ~ .", PriorSpec.ParsePrior("gaussian(auto)"));
        double sd = ((GaussianPrior)prior.Prior!.Blocks[0].Prior).Sd, sigma = prior.Parameters[1].Value!.Estimate;
        Assert.Equal(sigma * sigma / (50 * sd * sd), ridge.Prior!.Blocks[0].Penalty!.Lambda, 1e-12);
        Assert.Equal(prior.Prior.LogEvidence!.Value, ridge.Prior.Choice!.LogEvidence!.Value, 1e-9);
        for (int j = 0; j < 11; j++) Assert.Equal(prior.Parameters[0].Coefficients[j].Estimate!.Value, ridge.Parameters[0].Coefficients[j].Estimate!.Value, 1e-8);
    }

    [Theory]
    [InlineData("prior", "laplace(evidence)", "Laplace's approximation to the evidence needs a smooth prior, and laplace has a kink")]
    [InlineData("penalty", "lasso(evidence)", "Laplace's approximation to the evidence needs a smooth penalty, and lasso has a kink")]
    [InlineData("prior", "gaussian(sd=auto, lower=0)", "Laplace's approximation to the evidence needs a smooth prior, and gaussian has bounds")]
    [InlineData("prior", "student-t(nu=auto, scale=1)", "nu of student-t cannot be chosen by 'auto'")]
    [InlineData("prior", "student-t(nu=4, scale=cv)", "'cv' needs a path of strengths, which student-t(nu=4, scale=1) has not")]
    [InlineData("penalty", "lasso(bic, rule=1se)", "a rule is one of cross-validation")]
    [InlineData("penalty", "lasso(cv, rule=2se)", "unknown rule '2se'")]
    public void What_cannot_be_chosen_is_refused(string kind, string text, string problem)
    {
        InputException refused = Assert.Throws<InputException>(() => kind is "prior" ? PriorSpec.ParsePrior(text) : PriorSpec.ParsePenalty(text));
        Assert.Equal($"{kind} '{text}': {problem}", refused.Message);
        Assert.NotNull(refused.Remedy);
    }

    [Theory]
    [InlineData("lasso(cv)")]
    [InlineData("lasso(cv, rule=1se)")]
    [InlineData("elastic-net(cv, 0.5)")]
    [InlineData("elastic-net(cv, 0.5, rule=1se)")]
    [InlineData("ridge(evidence)")]
    [InlineData("sigma:lasso(ebic)")]
    public void Penalties_read_back(string text) => Assert.Equal(text, PriorSpec.ParsePenalty(text).ToString());

    [Theory]
    [InlineData("gaussian(auto)", "gaussian(sd=evidence)")]
    [InlineData("laplace(auto)", "laplace(scale=cv)")]
    [InlineData("student-t(nu=4, scale=auto)", "student-t(nu=4, scale=evidence)")]
    public void Priors_read_back(string text, string expected)
    {
        Assert.Equal(expected, PriorSpec.ParsePrior(text).ToString());
        Assert.Equal(expected, PriorSpec.ParsePrior(expected).ToString());
    }

    private static double[] Sd(string noise, Table table, string formula, params string[] priors) =>
        [.. Model.Of(noise, [formula], new ModelOptions { Priors = [.. priors.Select(PriorSpec.ParsePrior)] }).Fit(table).Prior!.Blocks.Select(static b => ((GaussianPrior)b.Prior).Sd)];

    private static Fit Fit(string noise, Table table, string formula, PriorSpec prior) => Model.Of(noise, [formula], new ModelOptions { Priors = [prior] }).Fit(table);

    private static Table Read(string sample) => Table.ReadCsv(Repository.Sample(sample));

    private static void Near(JsonElement expected, double actual) => Assert.Equal(1, actual / expected.GetDouble(), 1e-6);
}
