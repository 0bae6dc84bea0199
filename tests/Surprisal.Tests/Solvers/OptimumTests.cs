using MathNet.Numerics.LinearAlgebra;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers;

/// <summary>The engine's optimum against an optimiser, a gradient and a curvature that share nothing with it.</summary>
public sealed class OptimumTests
{
    public static TheoryData<string, string, string> Cases
    {
        get
        {
            TheoryData<string, string, string> cases = [];
            foreach ((string noise, string formulas) in Sample.Cases) cases.Add(noise, formulas, string.Empty);
            foreach (string link in new[] { "probit", "cloglog", "cauchit" })
            {
                cases.Add("bernoulli", "binary ~ x", link);
                cases.Add("binomial", "successes | trials(trials) ~ x + z", link);
                cases.Add("beta", "share ~ x", link);
            }

            foreach (string link in new[] { "identity", "sqrt", "inverse", "softplus" })
            {
                cases.Add("poisson", "count ~ z", link);
                cases.Add("gamma", "positive ~ z", link);
                cases.Add("negative-binomial", "count ~ z", link);
            }

            // Not symmetric, and so not among the cases that are turned.
            cases.Add("asymmetric-gaussian(tau=0.8)", "real ~ x + z", string.Empty);
            cases.Add("asymmetric-gaussian(tau=0.05)", "real ~ x;sigma ~ z", string.Empty);

            // Without an intercept, and with nothing but one.
            cases.Add("gaussian", "real ~ 0 + x", string.Empty);
            cases.Add("student-t", "real ~ 0 + g", string.Empty);
            cases.Add("poisson", "count ~ 0 + x", string.Empty);
            cases.Add("poisson", "count ~ 0 + g", "identity");
            cases.Add("gamma", "positive ~ 0 + g", "inverse");
            cases.Add("gamma", "positive ~ 0 + positive2", "identity");
            cases.Add("bernoulli", "binary ~ 0 + x", "probit");
            cases.Add("negative-binomial", "count ~ 1", string.Empty);
            cases.Add("beta", "share ~ 1;precision ~ 0 + g", string.Empty);
            cases.Add("poisson", "count ~ 1 + offset(z)", string.Empty);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_better_is_found(string noise, string formulas, string link)
    {
        ModelOptions options = link.Length == 0 ? ModelOptions.Default : new() { Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["mu"] = link } };
        foreach (int seed in new[] { 3, 4 })
        {
            Sample data = Sample.Make(60, seed);
            data = data.With("positive2", i => 0.2 + (0.5 * data["positive"][i]));
            Fit fit = data.Fit(noise, formulas, options);
            Assert.True(fit.Status is FitStatus.Converged or FitStatus.Boundary, $"seed {seed}: {fit.Status}");
            if (fit.Status == FitStatus.Boundary) continue;
            Oracle oracle = new(noise, formulas, data, options);
            double[] estimate = Oracle.Coefficients(fit), errors = Oracle.StandardErrors(fit);
            double here = oracle.Surprisal(estimate);
            Near.Equal(-here, fit.LogLikelihood, 1e-10, "log-likelihood");
            foreach (double derivative in oracle.Gradient(estimate, errors)) Assert.True(Math.Abs(derivative) < 1e-6, $"derivative {derivative:R}");

            // From a point a few standard errors off.
            double[] start = [.. estimate.Select((b, j) => b + ((j % 2 == 0 ? 0.7 : -0.9) * errors[j]))];
            if (!double.IsFinite(oracle.Surprisal(start))) start = [.. estimate.Select((b, j) => b + (0.05 * errors[j]))];
            double scale = errors.Average();
            (_, double found) = NelderMead.Minimise(p => oracle.Surprisal([.. p.Select((v, j) => start[j] + (v * errors[j] / scale))]), new double[start.Length], scale);
            Assert.True(here <= found + 1e-7, $"seed {seed}: {here:R}, but {found:R} was found");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Standard_errors_are_those_of_the_curvature(string noise, string formulas, string link)
    {
        // Second derivatives of huber jump where a residual crosses k, so differences do not see them.
        if (noise is "huber") return;
        ModelOptions options = link.Length == 0 ? ModelOptions.Default : new() { Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["mu"] = link } };
        Sample data = Sample.Make(60, 4);
        data = data.With("positive2", i => 0.2 + (0.5 * data["positive"][i]));
        Fit fit = data.Fit(noise, formulas, options);
        if (fit.Status == FitStatus.Boundary) return;
        Oracle oracle = new(noise, formulas, data, options);
        double[] errors = Oracle.StandardErrors(fit);
        Matrix<double> inverse = Matrix<double>.Build.DenseOfArray(oracle.Hessian(Oracle.Coefficients(fit), errors)).Inverse();
        for (int j = 0; j < errors.Length; j++)
        {
            double unbiased = fit.UsesStudentT && j < errors.Length - 1 ? Math.Sqrt(fit.Observations / fit.ResidualDegreesOfFreedom!.Value) : 1;
            Near.Relative(1, Math.Sqrt(inverse[j, j]) * unbiased, 1e-3, $"coefficient {j}");
        }
    }

    [Fact]
    public void The_sandwich_is_that_of_the_rows_gradients()
    {
        Sample data = Sample.Make(60, 4);
        foreach ((string noise, string formulas) in new[] { ("poisson", "count ~ x"), ("gaussian", "real ~ x"), ("student-t(nu=3)", "real ~ x;sigma ~ z") })
        {
            Fit classical = data.Fit(noise, formulas), robust = data.Fit(noise, formulas, null, new FitOptions { Covariance = CovarianceKind.HC0 });
            double[] point = Oracle.Coefficients(classical), scale = Oracle.StandardErrors(classical);
            Matrix<double> bread = Matrix<double>.Build.DenseOfArray(new Oracle(noise, formulas, data).Hessian(point, scale)).Inverse();
            Matrix<double> meat = Matrix<double>.Build.Dense(point.Length, point.Length);
            for (int i = 0; i < data.Rows; i++)
            {
                Sample row = data.Pick([i]);
                Vector<double> g = Vector<double>.Build.DenseOfArray(new Oracle(noise, formulas, row).Gradient(point, scale));
                meat += g.OuterProduct(g);
            }

            Matrix<double> sandwich = bread * meat * bread;
            for (int j = 0; j < point.Length; j++) Near.Relative(Math.Sqrt(sandwich[j, j]) * scale[j], Oracle.StandardErrors(robust)[j], 1e-4, $"{noise} {j}");
        }
    }
}
