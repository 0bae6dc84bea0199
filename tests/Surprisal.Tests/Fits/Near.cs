using Surprisal.Fits;
using Xunit;

namespace Surprisal.Tests.Fits;

/// <summary>Comparisons of fits that no NaN passes.</summary>
internal static class Near
{
    /// <summary>|actual − expected| ≤ tolerance · max(1, |expected|).</summary>
    public static void Equal(double? expected, double? actual, double tolerance, string what = "")
    {
        Assert.True(
            expected is { } e && actual is { } a && Math.Abs(a - e) <= tolerance * Math.Max(1, Math.Abs(e)), $"{what}: expected {expected:R}, actual {actual:R}");
    }

    /// <summary>|actual − expected| ≤ tolerance · |expected|.</summary>
    public static void Relative(double? expected, double? actual, double tolerance, string what = "")
    {
        Assert.True(
            expected is { } e && actual is { } a && Math.Abs(a - e) <= tolerance * Math.Abs(e), $"{what}: expected {expected:R}, actual {actual:R}");
    }

    /// <summary>Same coefficients, standard errors (times a factor) and log-likelihood; both converged.</summary>
    public static void SameFit(Fit expected, Fit actual, double tolerance, double errorFactor = 1, double likelihoodFactor = 1)
    {
        Assert.Equal(FitStatus.Converged, expected.Status);
        Assert.Equal(FitStatus.Converged, actual.Status);
        Equal(likelihoodFactor * expected.LogLikelihood, actual.LogLikelihood, tolerance, "log-likelihood");
        Assert.Equal(expected.Parameters.Count, actual.Parameters.Count);
        foreach ((ParameterFit left, ParameterFit right) in expected.Parameters.Zip(actual.Parameters))
        {
            foreach (Coefficient coefficient in left.Coefficients)
            {
                Coefficient other = right.Coefficients.Single(c => c.Term == coefficient.Term);
                string place = $"{left.Name} {coefficient.Term}";
                Equal(coefficient.Estimate, other.Estimate, tolerance, place);
                Relative(errorFactor * coefficient.StandardError, other.StandardError, 100 * tolerance, $"{place} standard error");
            }
        }
    }
}
