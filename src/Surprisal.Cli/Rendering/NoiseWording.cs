using Surprisal.Fits;
using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Noise.Expressions;

namespace Surprisal.Cli.Rendering;

/// <summary>Sentences about noise models that several texts need.</summary>
internal static class NoiseWording
{
    /// <summary>Which loss a noise model is.</summary>
    /// <param name="noise">The noise model.</param>
    public static string Loss(NoiseModel noise) => noise is ExpressionNoise density
        ? density.IsNormalised ? $"{density.Text}; plus the logarithm of its integral, computed numerically" : density.Text
        : noise.LossNames.Count == 0
        ? $"-log density of {noise.Name}; it has no other name"
        : $"{string.Join(", ", noise.LossNames)}: the -log density of {noise.Name}, up to constants";

    /// <summary>The name of the link that a parameter has unless another is asked for.</summary>
    /// <param name="parameter">The parameter.</param>
    public static string DefaultLink(NoiseParameter parameter) => LinkRegistry.Default(parameter.Domain).Name;

    /// <summary>Where the standard errors of a fit come from.</summary>
    /// <param name="fit">The fit.</param>
    public static string StandardErrors(Fit fit)
    {
        if (fit.Certificate.DualityGap is not null)
        {
            return $"{CovarianceWords.Of(fit.CovarianceKind)}, {Kinked(fit.CovarianceKind)}; {Quantiles(fit)}";
        }

        if (fit.LogJeffreys is not null) return $"classical, from the expected information at the estimate; {Quantiles(fit)}";
        if (fit.Prior is not null)
        {
            string sigma = fit.Prior.ResidualSigma is { } residual ? $" for sigma {Digits.Of(residual)}" : string.Empty;
            return $"posterior standard deviations{sigma}, from the curvature of the log-posterior at its mode (Laplace's approximation); {Quantiles(fit)}";
        }

        if (fit.CovarianceKind == CovarianceKind.HC0)
            return $"HC0, the sandwich of observed information and outer products of the rows' gradients; {Quantiles(fit)}";
        return fit.UsesStudentT || string.Equals(fit.Certificate.SolverName, "least-squares", StringComparison.Ordinal)
            ? $"classical, from the unbiased residual variance RSS/(n - p); {Quantiles(fit)}. sigma and the log-likelihood are the maximum likelihood ones (RSS/n)"
            : $"classical, from the observed information at the optimum; {Quantiles(fit)}";
    }

    /// <summary>How tails, quantiles and moments of the fitted distributions are computed, where they have no closed form; else null.</summary>
    /// <param name="fit">The fit.</param>
    public static string? Numerical(Fit fit)
    {
        if (fit.Model.NoiseModel is not ScalarNoise { IsUnivariate: true } noise) return null;
        Distribution distribution = noise.At(ExampleParameters.Of(NoiseSpec.Of(noise)));
        return distribution.IsNumerical ? distribution.Accuracy : null;
    }

    private static string Kinked(CovarianceKind kind) => kind switch
    {
        CovarianceKind.HC0 => "the sandwich of a kernel estimate of the density at the kink and outer products of the rows' gradients",
        CovarianceKind.Iid => "the density at the quantile taken to be the same in all rows, by the spacing of the residuals nearest to it; of the scale, its own sandwich",
        CovarianceKind.Nid => "the density of each row from fitted quantiles above and below (Hendricks and Koenker); of the scale, its own sandwich",
        CovarianceKind.Kernel => "the density of each row by a gaussian kernel (Powell); of the scale, its own sandwich",
        CovarianceKind.Rank => "the first parameter's intervals by inversion of rank score tests, with Student's t quantiles; of the scale, its own sandwich",
        _ => "from the expected information under the noise model",
    };

    private static string Quantiles(Fit fit) => fit.Intervals == IntervalKind.Profile ? "intervals and p values are the profile's" : fit.UsesStudentT && fit.ResidualDegreesOfFreedom is { } degrees
        ? $"Student's t with {Digits.Count(degrees)} degrees of freedom"
        : "normal quantiles";
}
