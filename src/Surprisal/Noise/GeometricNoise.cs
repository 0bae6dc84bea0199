using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Noise;

/// <summary>Failures before the first success: waiting times that are counted in trials and have no memory.</summary>
/// <remarks>
/// <para>Density: 1/(1 + mu) (mu/(1 + mu))ʸ; variance mu + mu².</para>
/// <para>Parameters: mu, the mean (log).</para>
/// <para>Support: 0, 1, 2, ...</para>
/// <para>Numerical hazard: (y + 1) log(1 + mu) − y log mu cancels for large mu. With η = log mu it is softplus(η) + y softplus(−η), two
/// terms that are not negative; the tail is as short, log P(Y &gt; y) = −(y + 1) softplus(−η).</para>
/// <para>Source: Johnson, Kemp, Kotz, Univariate Discrete Distributions (2005), section 5.2.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/geometric.json.</para>
/// </remarks>
public sealed class GeometricNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "geometric";

    /// <inheritdoc/>
    public override string Description => "counts of failures before the first success";

    /// <inheritdoc/>
    public override string Density => "1/(1 + mu) (mu/(1 + mu))^y";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Positive, "mean", ParameterRole.Location),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Counts;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        T.Softplus(working[0]) + (y.Value * T.Softplus(-working[0]));

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.Apply<Log1mExp>(LogSurvival(y, working));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => -((y.Value + 1.0) * T.Softplus(-working[0]));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new GeometricDistribution(parameters[0]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        parameters[0] = Moments.Of(y, weights).PositiveMean;
    }
}
