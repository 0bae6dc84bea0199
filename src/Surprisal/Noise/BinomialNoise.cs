using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Successes among a known number of trials.</summary>
/// <remarks>
/// <para>Density: trials!/(y! (trials − y)!) muʸ (1 − mu)^(trials − y).</para>
/// <para>Parameters: mu, the probability of success in a trial (logit).</para>
/// <para>Support: 0, 1, ..., trials.</para>
/// <para>Numerical hazard: the binomial coefficient and the powers cancel to 1e-10 at a million trials. Loader's saddle-point form:
/// trials times the Kullback-Leibler divergence of the observed share from mu, per count of the rarer outcome
/// (<see cref="Surprisal.Numerics.IReal{T}.CountDivergence"/>), plus Stirling errors of the counts.</para>
/// <para>Source: Loader, Fast and Accurate Computation of Binomial Probabilities (2000).</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/binomial.json.</para>
/// </remarks>
public sealed class BinomialNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "binomial";

    /// <inheritdoc/>
    public override string Description => "successes among a known number of trials";

    /// <inheritdoc/>
    public override string Density => "trials! / (y! (trials - y)!) mu^y (1 - mu)^(trials - y)";

    /// <inheritdoc/>
    public override string Estimates => "the probability of success in a trial";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Probability, "probability of success", ParameterRole.Location),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.CountsUpToTrials;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T n = y.Trials, failures = n - y.Value;

        // The rarer outcome is the one counted: its share is at most one half.
        T count = T.SelectLess(failures, y.Value, failures, y.Value), others = n - count;
        T logit = T.SelectLess(failures, y.Value, -working[0], working[0]);
        T counted = T.SelectLess(count, 0.5, 0.0, 1.0);
        T positive = T.SelectLess(count, 0.5, 1.0, count), positiveOthers = T.SelectLess(others, 0.5, 1.0, others);

        // Where the counts are close, from their difference, which is exact.
        T logOthers = T.Log1p((positiveOthers - positive) / positive);
        T divergence = T.SelectLess(n, 0.5, 0.0, positive) * T.CountDivergence(counted, logit + logOthers, logOthers);
        T rest = ((0.5 * T.Log(positive / (1.0 + (positive / positiveOthers)))) + Constants.HalfLogTwoPi)
            + (T.StirlingError(positive) + (T.StirlingError(positiveOthers) - T.StirlingError(positive + positiveOthers)));
        return divergence + (counted * rest);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters, closed: true);
        ParameterCheck.RequireTrials(trials);
        return new BinomialDistribution(trials, parameters[0]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // Half a success and half a failure are added: finite logits for samples of one kind.
        double meanTrials = trials.IsEmpty ? 1.0 : Moments.Of(trials, weights).Mean;
        parameters[0] = Moments.Of(y, weights).ShrunkShare(meanTrials);
    }
}
