using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>The length of a vector in space whose three components are gaussian errors: speeds of molecules, distances of misses.</summary>
/// <remarks>
/// <para>Density: √(2/π) y²/scale³ e^(−y²/(2 scale²)).</para>
/// <para>Parameters: scale, the standard deviation of each component (log); the mode of y is √2 scale, its mean 2√(2/π) scale.</para>
/// <para>Support: y &gt; 0.</para>
/// <para>Numerical hazard: y² and scale² overflow before their quotient does: y/scale is squared. The cdf, erf(z/√2) − √(2/π) z e^(−z²/2) with z =
/// y/scale, cancels to z³ for small z: y²/(2 scale²) is gamma with shape 3/2, whose series has positive terms only.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 18, section 10.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/maxwell.json.</para>
/// </remarks>
public sealed class MaxwellNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "maxwell";

    /// <inheritdoc/>
    public override string Description => "lengths of vectors in space: speeds of molecules";

    /// <inheritdoc/>
    public override string Density => "sqrt(2/pi) y^2 / scale^3 exp(-y^2 / (2 scale^2))";

    /// <inheritdoc/>
    public override string Estimates => "the scale: the mean is 2 sqrt(2/pi) scale";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("scale", ParameterDomain.Positive, "standard deviation of each component", ParameterRole.Location),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logScale = working[0];
        return (0.5 * T.Square(y.Value * T.Exp(-logScale))) + ((3.0 * logScale) - (2.0 * T.Log(y.Value))) + Constants.HalfLogHalfPi;
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new MaxwellDistribution(parameters[0]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
        parameters[0] = RobustSpread.OrFallback(Moments.Of(y, weights).RootMeanSquare / Math.Sqrt(3.0), 0.0);
}
