using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Symmetric measurement error with tails somewhat heavier than gaussian ones.</summary>
/// <remarks>
/// <para>Density: e^(−z)/(scale (1 + e^(−z))²), z = (y − mu)/scale.</para>
/// <para>Parameters: mu, the mean (identity); scale (log), the standard deviation times √3/π.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: e^(−z) overflows; z + 2 softplus(−z) does not.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 23.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/logistic.json.</para>
/// </remarks>
public sealed class LogisticNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "logistic";

    /// <inheritdoc/>
    public override string Description => "symmetric measurement error with tails somewhat heavier than gaussian";

    /// <inheritdoc/>
    public override string Density => "exp(-z) / (scale (1 + exp(-z))^2), z = (y - mu)/scale";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "mean", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T mu = working[0], logScale = working[1];
        T z = (y.Value - mu) * T.Exp(-logScale);
        return (z + (2.0 * T.Softplus(-z))) + logScale;
    }

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => -T.Softplus((working[0] - y.Value) * T.Exp(-working[1]));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => -T.Softplus((y.Value - working[0]) * T.Exp(-working[1]));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new LogisticDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        (double median, double deviation) = RobustSpread.Of(y, weights);
        parameters[0] = median;
        parameters[1] = RobustSpread.OrFallback(deviation / Constants.LogThree, median);
    }
}
