using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Gaussian in the middle, exponential in the tails, with a smooth passage: the noise model of the charbonnier loss.</summary>
/// <remarks>
/// <para>Density: exp(−delta² (√(1 + (z/delta)²) − 1))/(2 sigma delta e^(delta²) K₁(delta²)), z = (y − mu)/sigma, K₁ the modified Bessel
/// function.</para>
/// <para>Parameters: mu, the mean (identity); sigma, the scale of the gaussian middle (log); delta, where the tails begin, in units of sigma
/// (log): gaussian for large delta, laplace with scale sigma/delta for small. It is the symmetric hyperbolic distribution with ζ = delta²
/// and scale sigma delta.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: the root less 1 cancels in the middle and its square overflows: a primitive of z and log delta whose derivatives in
/// delta vanish as they should. For the normaliser the logarithm of √(2ζ/π) e^ζ K₁(ζ) is a primitive of log ζ that falls to 0 for large ζ, so that what
/// separates this surprisal from the gaussian is small by itself.</para>
/// <para>Source: Barndorff-Nielsen (1977), doi:10.1098/rspa.1977.0041, for the distribution; Charbonnier, Blanc-Féraud, Aubert, Barlaud
/// (1997), doi:10.1109/83.551699, and Hartley, Zisserman, Multiple View Geometry (2004), appendix 6.8, for the loss.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/hyperbolic.json.</para>
/// </remarks>
[LawSpread("delta", "below 0.03 the curvature at mu is a spike that the steps of finite differences pass over", 0.03, 0.3, 1.0, 20.0, 1e8)]
public sealed class HyperbolicNoise : ScalarNoise
{
    private const double StartingDelta = 1.5;
    private const double MedianDeviation = 0.7656;

    /// <inheritdoc/>
    public override string Name => "hyperbolic";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["charbonnier", "pseudo-huber"];

    /// <inheritdoc/>
    public override string Description => "symmetric measurement error, gaussian in the middle with exponential tails whose onset is estimated";

    /// <inheritdoc/>
    public override string Density =>
        "exp(-delta^2 (sqrt(1 + (z/delta)^2) - 1)) / (2 sigma delta exp(delta^2) K1(delta^2)), z = (y - mu)/sigma";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "mean", ParameterRole.Location),
        new("sigma", ParameterDomain.Positive, "scale of the middle", ParameterRole.Scale),
        new("delta", ParameterDomain.Positive, "where the tails begin", ParameterRole.Shape, LimitingModel: "gaussian"),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T mu = working[0], logSigma = working[1], logDelta = working[2];
        T normaliser = T.BesselK1Remainder(2.0 * logDelta) + (logSigma + Constants.HalfLogTwoPi);
        return T.PseudoHuber((y.Value - mu) * T.Exp(-logSigma), logDelta) + normaliser;
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new HyperbolicDistribution(parameters[0], parameters[1], parameters[2]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // Between gaussian and laplace; the median absolute deviation there is 0.77 sigma.
        (double median, double deviation) = RobustSpread.Of(y, weights);
        parameters[0] = median;
        parameters[1] = RobustSpread.OrFallback(deviation / MedianDeviation, median);
        parameters[2] = StartingDelta;
    }
}
