namespace Surprisal.Fits;

/// <summary>Where standard errors come from.</summary>
public enum CovarianceKind
{
    /// <summary>
    /// The inverse of the observed information; for a gaussian with identity link and constant sigma, with the unbiased residual variance; for noise
    /// models with kinks (laplace), whose observed information is 0 almost everywhere, the expected one under the noise model itself.
    /// </summary>
    Classical,

    /// <summary>
    /// The sandwich A⁻¹BA⁻¹ of observed information and outer products of the rows' gradients, without a small-sample factor: right also where
    /// the noise model is wrong. White (1980), doi:10.2307/1912934; Huber (1967). For noise models with a kink the information is a kernel estimate of the
    /// residuals' density at the kink: Powell (1991), Hall and Sheather (1988), doi:10.1111/j.2517-6161.1988.tb01735.x.
    /// </summary>
    HC0,
}
