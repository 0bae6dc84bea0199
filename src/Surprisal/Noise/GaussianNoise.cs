using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Symmetric measurement error of finite variance: the noise model of least squares.</summary>
/// <remarks>
/// <para>Density: exp(−(y − mu)²/(2 sigma²)) / (sigma √(2π)).</para>
/// <para>Parameters: mu, the mean (identity); sigma, the standard deviation (log).</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: none on the log scale of sigma; (y − mu)/sigma is formed as a product with exp(−log sigma), one rounding
/// more.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 13.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/gaussian.json.</para>
/// </remarks>
public sealed class GaussianNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "gaussian";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["mse", "l2"];

    /// <inheritdoc/>
    public override string Description => "symmetric measurement error of finite variance; least squares";

    /// <inheritdoc/>
    public override string Density => "exp(-(y - mu)^2 / (2 sigma^2)) / (sigma sqrt(2 pi))";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "mean", ParameterRole.Location),
        new("sigma", ParameterDomain.Positive, "standard deviation", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T mu = working[0], logSigma = working[1];
        T z = (y.Value - mu) * T.Exp(-logSigma);
        return (0.5 * T.Square(z)) + (logSigma + Constants.HalfLogTwoPi);
    }

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.LogNormalCdf((y.Value - working[0]) * T.Exp(-working[1]));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.LogNormalCdf((working[0] - y.Value) * T.Exp(-working[1]));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new GaussianDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        Moments moments = Moments.Of(y, weights);
        parameters[0] = moments.Mean;
        parameters[1] = RobustSpread.OrFallback(moments.StandardDeviation, moments.Mean);
    }
}
