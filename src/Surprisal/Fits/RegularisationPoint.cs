namespace Surprisal.Fits;

/// <summary>The optimum at one strength of a path. Immutable.</summary>
public sealed class RegularisationPoint
{
    private readonly int[] _places;
    private readonly double[] _values;

    internal RegularisationPoint(int[] places, double[] values)
    {
        _places = places;
        _values = values;
    }

    /// <summary>λ: what is minimised is mean surprisal + λ Σⱼ fⱼ (α|bⱼ| + (1 − α)/2 bⱼ²).</summary>
    public required double Lambda { get; init; }

    /// <summary>How many penalised coefficients are not zero.</summary>
    public required int NonZero { get; init; }

    /// <summary>
    /// Degrees of freedom of the coefficients. Of a lasso the free coefficients and the penalised ones that are not zero, which is unbiased (Zou, Hastie, Tibshirani
    /// 2007, doi:10.1214/009053607000000127). With a share of ridge tr(H(H + P)⁻¹) over those, H the observed information and P the curvature of the penalty;
    /// null unless <see cref="PathOptions.EffectiveDegreesOfFreedom"/> asks for it.
    /// </summary>
    public required double? DegreesOfFreedom { get; init; }

    /// <summary>Akaike's criterion, −2 log-likelihood + 2k; k is the degrees of freedom, and one more where sigma is the residual one. Null without either.</summary>
    public double? Aic { get; internal init; }

    /// <summary>Schwarz's criterion, −2 log-likelihood + k log n.</summary>
    public double? Bic { get; internal init; }

    /// <summary>
    /// The extended criterion: Schwarz's + 2 log of the number of ways to choose as many penalised coefficients (Chen, Chen 2008, doi:10.1093/biomet/asn034, γ = 1).
    /// </summary>
    public double? Ebic { get; internal init; }

    /// <summary>
    /// The full log-likelihood in nats, all constants included; for a gaussian without a formula for sigma that of the residual sigma,
    /// <see cref="ResidualSigma"/>; null where all residuals vanish.
    /// </summary>
    public required double? LogLikelihood { get; init; }

    /// <summary>What is minimised, in nats a row: with sigma = 1 for a gaussian without a formula for sigma.</summary>
    public required double Objective { get; init; }

    /// <summary>
    /// The share of the null model's deviance that is explained; null where the noise model has no saturated model to measure deviance from. Of a gaussian it is
    /// 1 − RSS/RSS₀.
    /// </summary>
    public required double? DevianceExplained { get; init; }

    /// <summary>√(RSS/n) of a gaussian whose sigma has no formula; else null.</summary>
    public required double? ResidualSigma { get; init; }

    /// <summary>
    /// The certificate: by how much the optimality conditions of all coefficients fail at most, in units of λ times the coefficient's factor. At an exact optimum 0.
    /// </summary>
    public required double KktResidual { get; init; }

    /// <summary>Whether the certificate is good enough to call this the optimum.</summary>
    public required bool HasConverged { get; init; }

    /// <summary>The coefficients that are not zero or are free: indices into <see cref="RegularisationPath.Terms"/>, ascending.</summary>
    public ReadOnlySpan<int> Places => _places;

    /// <summary>Their values, on the scale of the parameter's link, for the columns as given.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The coefficient of a term.</summary>
    /// <param name="place">An index into <see cref="RegularisationPath.Terms"/>.</param>
    public double this[int place]
    {
        get
        {
            int at = Array.BinarySearch(_places, place);
            return at < 0 ? 0 : _values[at];
        }
    }
}
