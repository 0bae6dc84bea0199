using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Positive amounts that are products of many factors: their logarithm is gaussian.</summary>
/// <remarks>
/// <para>Density: e^(−(log y − mu)²/(2 sigma²))/(y sigma √(2π)).</para>
/// <para>Parameters: mu, the mean of log y (identity); sigma, the standard deviation of log y (log).</para>
/// <para>Support: y &gt; 0.</para>
/// <para>Numerical hazard: none on the log scale of sigma; the tails are those of the normal distribution, by their logarithm.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 14.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/lognormal.json.</para>
/// </remarks>
[LawSpread("mu", "e^1e4 is beyond the doubles", 0.0, -12.5, 100.0)]
[LawSpread("sigma", "above 20 responses reach past the doubles with a probability that is not small", 1e-4, 0.03, 1.0, 12.0)]
public sealed class LognormalNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "lognormal";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["msle"];

    /// <inheritdoc/>
    public override string Description => "positive amounts whose logarithm is gaussian";

    /// <inheritdoc/>
    public override string Density => "exp(-(log(y) - mu)^2 / (2 sigma^2)) / (y sigma sqrt(2 pi))";

    /// <inheritdoc/>
    public override string Estimates => "the logarithm of the response's median";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "mean of log y", ParameterRole.Location),
        new("sigma", ParameterDomain.Positive, "standard deviation of log y", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logY = T.Log(y.Value), logSigma = working[1];
        T z = (logY - working[0]) * T.Exp(-logSigma);
        return (0.5 * T.Square(z)) + (logSigma + (logY + Constants.HalfLogTwoPi));
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        T.SelectLess(0.0, y.Value, T.LogNormalCdf((T.Log(y.Value) - working[0]) * T.Exp(-working[1])), double.NegativeInfinity);

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        T.SelectLess(0.0, y.Value, T.LogNormalCdf((working[0] - T.Log(y.Value)) * T.Exp(-working[1])), 0.0);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new LognormalDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        Moments logs = Moments.Of(LogSample.Of(y), weights);
        parameters[0] = logs.Mean;
        parameters[1] = RobustSpread.OrFallback(logs.StandardDeviation, logs.Mean);
    }
}
