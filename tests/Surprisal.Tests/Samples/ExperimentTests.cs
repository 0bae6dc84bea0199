using Xunit;

namespace Surprisal.Tests.Samples;

/// <summary>The teaching experiments print what independent software found: Reference/experiments.</summary>
public sealed class ExperimentTests
{
    [Fact]
    public async Task Mean_squared_error_is_gaussian_surprisal()
    {
        string[] lines = await SampleProgram.RunAsync("mse-is-gaussian");
        Facts f = Facts.Of("f-gradient-check");
        double mse = f["expected", "meanSquaredError", "value"], mseW = f["expected", "meanSquaredError", "gradient", "w"], mseB = f["expected", "meanSquaredError", "gradient", "b"];
        Facts.Require(lines, "mean squared error", mse, mseW, mseB);
        string[] of = ["expected", "meanGaussianNllSigma1"];
        Facts.Require(lines, "surprisal, sigma 1", f[[.. of, "value"]], f[[.. of, "gradient", "w"]], f[[.. of, "gradient", "b"]], f["expected", "gradientRatio"]);
        foreach (double sigma in new[] { 0.5, 2 })
        {
            double variance = sigma * sigma, value = (0.5 * mse / variance) + Math.Log(sigma) + (0.5 * Math.Log(2 * Math.PI));
            Facts.Require(lines, FormattableString.Invariant($"surprisal, sigma {sigma}"), value, mseW / (2 * variance), mseB / (2 * variance), 2 * variance);
        }

        of = ["expected", "optimum"];
        Facts.Require(lines, "best line: y", f[[.. of, "coefficients", "intercept"]], f[[.. of, "coefficients", "slope"]]);
        Facts.Require(lines, "sigma:", f[[.. of, "sigmaML"]], f[[.. of, "sigmaML"]]);
        Facts.Require(lines, "mean surprisal:", f[[.. of, "meanNllNats"]], f[[.. of, "meanNllBits"]]);
    }

    [Fact]
    public async Task Cross_entropy_is_stable_at_a_thousand()
    {
        string[] lines = await SampleProgram.RunAsync("cross-entropy");
        Facts.Require(lines, "       -1000", double.PositiveInfinity, 1000, -1);
        Facts.Require(lines, "         -10", Math.Log(1 + Math.Exp(10)), -1 / (1 + Math.Exp(-10)));
        Facts.Require(lines, "           0", Math.Log(2), -0.5);
        Facts.Require(lines, "        1000", 0, 0, 0);
        Facts.Require(lines, "reference", 0, double.PositiveInfinity, 1000);
        Facts.Require(lines, "likely", 1000, 0);
        Facts.Require(lines, "unlikely", -1000, double.PositiveInfinity, 2000);
        Facts d = Facts.Of("d-three-blobs");
        foreach (string label in new[] { "1", "2" })
        {
            string[] of = ["expected", "coefficients", label];
            Facts.Require(lines, $"mu[{label}]:", d[[.. of, "intercept"]], d[[.. of, "x1"]], d[[.. of, "x2"]]);
        }

        Facts.Require(lines, "cross-entropy", d["expected", "meanNllNats"], d["expected", "meanNllBits"]);
        Facts.Require(lines, "guessing costs log 3", d["expected", "uniformBaselineNats"], d["expected", "uniformBaselineBits"]);
    }

    [Fact]
    public async Task Lines_that_outliers_pull_and_lines_that_they_do_not()
    {
        string[] lines = await SampleProgram.RunAsync("robust-lines");
        Facts a = Facts.Of("a-robust-line");
        foreach ((string start, string name, string? likelihood) in new[]
        {
            ("gaussian                 least squares", "leastSquares", "logLikelihood"), ("laplace                  least absolute errors", "leastAbsoluteDeviation", "laplaceLogLikelihood"),
            ("student-t(nu=3)          heavy tails", "studentT", "logLikelihood"), ("huber(k=1, sigma=1)      huber loss", "huber", null),
        })
        {
            double[] coefficients = [a["expected", name, "coefficients", "intercept"], a["expected", name, "coefficients", "slope"]];
            Facts.Require(lines, start, likelihood is null ? coefficients : [.. coefficients, a["expected", name, likelihood]]);
        }

        // The pull of a residual r: r, its sign, (nu + 1) r / (nu + r^2), r up to k.
        Facts.Require(lines, "student-t      ", 2 / 3.25, 4.0 / 4, 8.0 / 7, 20.0 / 28, 60.0 / 228);
        Facts.Require(lines, "huber      ", 0.5, 1, 1, 1, 1);

        // Reference: Huber (1964), doi:10.1214/aoms/1177703732, table I: share 0.058 at k = 1.345; the digits by mpmath.
        Facts.Require(lines, "share", 0.0579152, 0.0579152);
    }

    [Fact]
    public async Task Ridge_and_lasso_are_priors()
    {
        string[] lines = await SampleProgram.RunAsync("priors");
        Facts b = Facts.Of("b-sparse-regression");
        string[] all = ["expected", "withIntercept"];
        foreach (string term in new[] { "intercept", "x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9" })
        {
            double[] expected = [.. new[] { "meanSquaredErrorOnly", "plusTenthL2Squared", "plusTenthL1" }.Select(name => b[[.. all, name, "weights", term]])];
            Facts.Require(lines, term == "intercept" ? "(Intercept)" : term, expected);
        }

        // n = 50, sigma = 0.5: 0.1 = sigma^2/(n sd^2) and 0.1 = 2 sigma^2/(n scale).
        Facts.Require(lines, "ridge:", Math.Sqrt(0.05), 0);
        Facts.Require(lines, "lasso:", 0.1, 3);
        Assert.Equal(["20.000000", "0.400000", "5.000000", "10.000000", "0.200000", "5.000000"], lines.Where(static l => l.StartsWith("  lambda", StringComparison.Ordinal)).Select(static l => l.Split(' ')[3]));
        Assert.Contains(lines, static l => l.EndsWith("x0 moves by less than 1e-9: True", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Noise_that_grows()
    {
        string[] lines = await SampleProgram.RunAsync("heteroscedastic");
        Facts c = Facts.Of("c-heteroscedastic");
        string[] constant = ["expected", "constantSigma"];
        Facts.Require(
            lines, "sigma constant", c[[.. constant, "coefficients", "intercept"]], c[[.. constant, "coefficients", "slope"]], c[[.. constant, "standardErrorsClassical", "slope"]],
            c[[.. constant, "sigmaML"]], c[[.. constant, "meanNllNats"]], c[[.. constant, "meanNllBits"]]);
        foreach ((string start, string name) in new[] { ("log sigma linear in x", "logSigmaLinear"), ("sigma linear in x", "sigmaLinear") })
        {
            string[] of = ["expected", name];
            double at0 = c[[.. of, "coefficients", "sigma.intercept"]], at10 = at0 + (10 * c[[.. of, "coefficients", "sigma.slope"]]);
            if (name == "logSigmaLinear") (at0, at10) = (Math.Exp(at0), Math.Exp(at10));
            Facts.Require(
                lines, start, c[[.. of, "coefficients", "mu.intercept"]], c[[.. of, "coefficients", "mu.slope"]], c[[.. of, "standardErrors", "mu.slope"]], at0, at10,
                c[[.. of, "meanNllNats"]], c[[.. of, "meanNllBits"]]);
        }
    }

    [Fact]
    public async Task Forward_covers_and_reverse_seeks()
    {
        string[] lines = await SampleProgram.RunAsync("gaussian-for-a-mixture");
        Facts h = Facts.Of("h-gaussian-for-a-mixture");
        foreach ((string start, string fit) in new[] { ("forward KL  ", "0"), ("reverse KL from -3", "1"), ("reverse KL from 5", "2") })
            Facts.Require(lines, start, h["fits", fit, "mean"], h["fits", fit, "deviation"], h["fits", fit, "forward"], h["fits", fit, "reverse"]);
        Facts.Require(lines, "mixture:", h["fits", "0", "mean"], h["fits", "0", "deviation"]);
        Facts.Require(lines, "forward KL:", h["fits", "0", "mean"], h["fits", "0", "deviation"]);
    }
}
