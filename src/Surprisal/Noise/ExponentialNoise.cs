using Surprisal.Links;
using Surprisal.Noise.Distributions;

namespace Surprisal.Noise;

/// <summary>Waiting times without memory: a constant hazard.</summary>
/// <remarks>
/// <para>Density: e^(−y/mu)/mu.</para>
/// <para>Parameters: mu, the mean (log).</para>
/// <para>Support: y ≥ 0.</para>
/// <para>Numerical hazard: log(1 − e^(−y/mu)) loses everything for small y/mu; it is taken as the logarithm of a complement.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 19.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/exponential.json.</para>
/// </remarks>
public sealed class ExponentialNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "exponential";

    /// <inheritdoc/>
    public override string Description => "waiting times without memory: a constant hazard";

    /// <inheritdoc/>
    public override string Density => "exp(-y/mu) / mu";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Positive, "mean", ParameterRole.Location),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.NonNegative;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => (y.Value * T.Exp(-working[0])) + working[0];

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.Log1mExp(LogSurvival(y, working));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => -(y.Value * T.Exp(-working[0]));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new ExponentialDistribution(parameters[0]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
        parameters[0] = Moments.Of(y, weights).PositiveMean;
}
