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

    /// <summary>
    /// Of a quantile (laplace, asymmetric-laplace): the density at the quantile taken to be the same in all rows, by the spacing of the residuals nearest to it.
    /// Koenker (2005), Quantile Regression, section 3.4; Siddiqui (1960), bandwidth of Hall and Sheather (1988). quantreg's "iid".
    /// </summary>
    Iid,

    /// <summary>
    /// Of a quantile: the density of each row from the distance of the fitted quantiles above and below. Hendricks, Koenker (1992),
    /// doi:10.1080/01621459.1992.10475175. quantreg's "nid".
    /// </summary>
    Nid,

    /// <summary>Of a quantile: Powell's sandwich, the density of each row by a gaussian kernel, and tau(1 − tau) Σ xxᵀ in its middle. quantreg's "ker".</summary>
    Kernel,

    /// <summary>
    /// Of a quantile: intervals by inversion of the rank score test, which need no density and are not symmetric; no standard errors. Koenker (1994); Koenker,
    /// Machado (1999), doi:10.1080/01621459.1999.10473882. quantreg's "rank".
    /// </summary>
    Rank,
}
