using Surprisal.Fits;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers;

/// <summary>Columns far from zero for their spread: years, time stamps.</summary>
public sealed class CenteringTests
{
    [Theory]
    [InlineData("bernoulli", "binary ~ x", 1e7)]
    [InlineData("poisson", "count ~ x", 1e7)]
    [InlineData("student-t", "real ~ x", 1e7)]
    [InlineData("gaussian", "real ~ x;sigma ~ x", 1e7)]
    [InlineData("poisson", "count ~ x", -1e4)]
    [InlineData("gamma", "positive ~ x;shape ~ x", 1e5)]
    public void Moving_a_column_moves_only_the_intercept(string noise, string formulas, double far)
    {
        Sample sample = Sample.Make(60, 3);
        Fit here = sample.Fit(noise, formulas), there = sample.With("x", i => far + sample["x"][i]).Fit(noise, formulas);
        Assert.Contains(here.Status, new[] { FitStatus.Converged, FitStatus.Boundary });
        Assert.Equal(here.Status, there.Status);
        Near.Relative(here.LogLikelihood, there.LogLikelihood, 1e-9);
        for (int k = 0; k < here.Parameters.Count; k++)
        {
            if (here.Parameters[k].Coefficients.Count < 2) continue;
            Coefficient a = here.Parameters[k].Coefficients[1], b = there.Parameters[k].Coefficients[1];
            Near.Relative(a.Estimate, b.Estimate, 1e-6);
            Near.Relative(a.StandardError, b.StandardError, 1e-6);

            // b0 = b0' - far b1, whose variance is far²Var(b1) but for terms of relative order 1/far.
            Near.Relative(here.Parameters[k].Coefficients[0].Estimate - (far * a.Estimate), there.Parameters[k].Coefficients[0].Estimate, 1e-6);
            Near.Relative(Math.Abs(far) * a.StandardError, there.Parameters[k].Coefficients[0].StandardError, 10 / Math.Abs(far) * 100);
        }
    }

    [Fact]
    public void Sandwich_errors_move_with_it()
    {
        Sample sample = Sample.Make(60, 5);
        FitOptions robust = new() { Covariance = CovarianceKind.HC0 };
        Fit here = sample.Fit("poisson", "count ~ x", how: robust), there = sample.With("x", i => 1e6 + sample["x"][i]).Fit("poisson", "count ~ x", how: robust);
        Near.Relative(here.Parameters[0].Coefficients[1].StandardError, there.Parameters[0].Coefficients[1].StandardError, 1e-6);
    }
}
