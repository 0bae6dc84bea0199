namespace Surprisal.Fits;

/// <summary>Where standard errors come from.</summary>
public enum CovarianceKind
{
    /// <summary>
    /// The inverse of the observed information; for a gaussian with identity link and constant sigma, with the unbiased residual variance.
    /// </summary>
    Classical,

    /// <summary>
    /// The sandwich A⁻¹BA⁻¹ of observed information and outer products of the rows' gradients, without a small-sample factor: right also where
    /// the noise model is wrong. White (1980), doi:10.2307/1912934; Huber (1967).
    /// </summary>
    HC0,
}
