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
/// trials times the Kullback-Leibler divergence of the observed share from mu (<see cref="Divergences"/>) plus Stirling errors of the
/// counts.</para>
/// <para>Source: Loader, Fast and Accurate Computation of Binomial Probabilities (2000).</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/distributions.json.</para>
/// </remarks>
public sealed class BinomialNoise : ScalarNoise
{
    private const double LargestBelowOne = 0.99999999999999989;

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
        new("mu", ParameterDomain.Probability, "probability of success"),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.CountsUpToTrials;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T n = y.Trials, failures = n - y.Value;

        // The rarer outcome is the one counted: Divergences.Bernoulli wants a share of at most one half.
        T count = T.SelectLess(failures, y.Value, failures, y.Value);
        T logit = T.SelectLess(failures, y.Value, -working[0], working[0]);
        T positive = T.SelectLess(count, 0.5, 1.0, count);
        T others = n - count, positiveOthers = T.SelectLess(others, 0.5, 1.0, others);
        T logCount = T.Log(positive), logOthers = T.Log(positiveOthers);
        T share = count / T.SelectLess(n, 0.5, 1.0, n);
        T difference = logit - (logCount - logOthers);
        T distance = T.SelectLess(count, 0.5, 1.0, T.Abs(difference));
        T divergence = Divergences.Bernoulli(share, -T.Log1p(-share), logit, difference, distance);
        T rest = ((0.5 * (logCount - T.Log1p(positive / positiveOthers))) + Constants.HalfLogTwoPi)
            + (T.StirlingError(positive) + (T.StirlingError(positiveOthers) - T.StirlingError(positive + positiveOthers)));
        return (n * divergence) + T.SelectLess(count, 0.5, 0.0, rest);
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
        // Half a success and half a failure are added: finite logits for samples of one kind. Beyond 2^53 trials they round away.
        Moments counts = Moments.Of(y, weights);
        double half = 0.5 / counts.Weight, n = trials.IsEmpty ? 1.0 : Moments.Of(trials, weights).Mean;
        parameters[0] = counts.Weight > 0.0 ? Math.Min((counts.Mean + half) / (n + (2.0 * half)), LargestBelowOne) : 0.5;
    }
}
