using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Symmetric measurement error whose tails fall as the exponential of a power: the noise model of the Lp loss.</summary>
/// <remarks>
/// <para>Density: exp(−|z|^power)/(2 scale Γ(1 + 1/power)), z = (y − mu)/scale.</para>
/// <para>Parameters: mu, the mean and median (identity); scale (log); power (log): 1 is laplace, 2 gaussian with sigma = scale/√2, and for large
/// powers the density goes over into a uniform one on mu ± scale.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: |z|^power as e^(power log|z|) has no derivatives at z = 0; it is a primitive that has. For power ≤ 1 the surprisal
/// has a kink at z = 0, for power ≤ ½ not even a finite information about mu; for power &lt; 2 its curvature is infinite there. Both are taken
/// as 0 at the point itself. A power that is estimated passes such values; held at 1 or below, laplace is the noise model whose optimum can
/// be found exactly.</para>
/// <para>Source: Nadarajah (2005), doi:10.1080/02664760500079464; Box, Tiao, Bayesian Inference in Statistical Analysis (1973), section
/// 3.2.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/generalised-normal.json.</para>
/// </remarks>
[LawSpread("power", "below 1 the slope at mu is infinite, its integral without digits at responses that are doubles; far above, ordinary responses overflow", 1.0, 1.5, 2.0, 3.0, 20.0)]
[LawSpread("power", "below 2 the curvature at mu is infinite, its integral without digits at responses that are doubles", 2.0, 3.0, 20.0, Law = "bartlett")]
public sealed class GeneralisedNormalNoise : ScalarNoise
{
    private const double StartingPower = 2.0;
    private const double MedianDeviation = 0.47693627620446987;

    /// <inheritdoc/>
    public override string Name => "generalised-normal";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["lp"];

    /// <inheritdoc/>
    public override string Description => "symmetric measurement error from pointed to flat: residuals to a power, which may be estimated";

    /// <inheritdoc/>
    public override string Density => "exp(-|z|^power) / (2 scale gamma(1 + 1/power)), z = (y - mu)/scale";

    /// <inheritdoc/>
    public override string Estimates => "the centre of the response: its mean and median";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "centre", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Scale),
        new("power", ParameterDomain.Positive, "power: 1 laplace, 2 gaussian", ParameterRole.Shape),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T mu = working[0], logScale = working[1], logPower = working[2];
        T normaliser = T.LogGamma(1.0 + T.Exp(-logPower)) + (logScale + Constants.LogTwo);
        return T.AbsolutePower((y.Value - mu) * T.Exp(-logScale), T.Exp(logPower)) + normaliser;
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new GeneralisedNormalDistribution(parameters[0], parameters[1], parameters[2]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // As gaussian, where the surprisal is smooth.
        (double median, double deviation) = RobustSpread.Of(y, weights);
        parameters[0] = median;
        parameters[1] = RobustSpread.OrFallback(deviation / MedianDeviation, median);
        parameters[2] = StartingPower;
    }
}
