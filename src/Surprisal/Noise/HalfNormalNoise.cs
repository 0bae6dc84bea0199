using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>The sizes of gaussian errors whose signs are not known.</summary>
/// <remarks>
/// <para>Density: √(2/π)/sigma e^(−y²/(2 sigma²)).</para>
/// <para>Parameters: sigma, the standard deviation of the error before its sign was lost (log).</para>
/// <para>Support: y ≥ 0.</para>
/// <para>Numerical hazard: 2Φ(z) − 1 and 2(1 − Φ(z)), z = y/sigma, each cancel at one end: the cdf is erf(z/√2) below z = 1, the survival function
/// log 2 + log Φ(−z) above.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 13, section 10.1.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/half-normal.json.</para>
/// </remarks>
public sealed class HalfNormalNoise : ScalarNoise
{
    private const double InverseSqrtTwo = 0.70710678118654752;

    /// <inheritdoc/>
    public override string Name => "half-normal";

    /// <inheritdoc/>
    public override string Description => "sizes of gaussian errors whose sign is not known";

    /// <inheritdoc/>
    public override string Density => "sqrt(2/pi) / sigma exp(-y^2 / (2 sigma^2))";

    /// <inheritdoc/>
    public override string Estimates => "1.253 times the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("sigma", ParameterDomain.Positive, "standard deviation before the sign was lost", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.NonNegative;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logSigma = working[0];
        return (0.5 * T.Square(y.Value * T.Exp(-logSigma))) + (logSigma + Constants.HalfLogHalfPi);
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = y.Value * T.Exp(-working[0]);
        return T.SelectLess(z, 1.0, T.Log(T.Erf(InverseSqrtTwo * z)), T.Log1mExp(T.LogNormalCdf(-z) + Constants.LogTwo));
    }

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = y.Value * T.Exp(-working[0]);
        return T.SelectLess(z, 1.0, T.Log1p(-T.Erf(InverseSqrtTwo * z)), T.LogNormalCdf(-z) + Constants.LogTwo);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new HalfNormalDistribution(parameters[0]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
        parameters[0] = RobustSpread.OrFallback(Moments.Of(y, weights).RootMeanSquare, 0.0);
}
