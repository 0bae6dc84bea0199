using Surprisal.Links;
using Surprisal.Noise.Distributions;

namespace Surprisal.Noise;

/// <summary>Yes or no: the noise model of logistic regression.</summary>
/// <remarks>
/// <para>Density: P(1) = mu, P(0) = 1 − mu.</para>
/// <para>Parameters: mu, the probability of 1 (logit).</para>
/// <para>Support: 0 and 1.</para>
/// <para>Numerical hazard: softplus(η) − yη cancels for confident right answers; softplus((1 − 2y)η) is the same and does not.</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models (1989), chapter 4.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/bernoulli.json.</para>
/// </remarks>
public sealed class BernoulliNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "bernoulli";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["binary cross-entropy", "log-loss"];

    /// <inheritdoc/>
    public override string Description => "yes or no; logistic regression";

    /// <inheritdoc/>
    public override string Density => "mu^y (1 - mu)^(1 - y)";

    /// <inheritdoc/>
    public override string Estimates => "the probability of a 1";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Probability, "probability of 1", ParameterRole.Location),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Binary;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.Softplus((1.0 - (2.0 * y.Value)) * working[0]);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters, closed: true);
        return new BinomialDistribution(1.0, parameters[0]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // Half a success and half a failure are added: finite logits for samples of one kind.
        parameters[0] = Moments.Of(y, weights).ShrunkShare(1.0);
    }
}
