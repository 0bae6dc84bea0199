using Surprisal.Links;
using Surprisal.Noise.Distributions;

namespace Surprisal.Noise;

/// <summary>Successes among trials whose probability varies from row to row: binomial counts that vary more than binomial ones.</summary>
/// <remarks>
/// <para>Density: trials!/(y! (trials − y)!) B(y + a, trials − y + b)/B(a, b), a = mu precision, b = (1 − mu) precision; variance trials
/// mu(1 − mu)(trials + precision)/(1 + precision).</para>
/// <para>Parameters: mu, the mean probability of success (logit); precision (log).</para>
/// <para>Support: 0, 1, ..., trials.</para>
/// <para>Numerical hazard: the three beta functions cancel, all of what they are for large precision. Successes and failures are negative
/// binomial counts of sizes a and b, given their sum, one of size precision, whatever the probability; with means trials mu, trials (1 − mu) and
/// trials the divergence of the sum is 0 and those of the parts add up
/// (<see cref="Surprisal.Numerics.IReal{T}.CountDivergence"/>), which keeps the binomial limit. One trial is a bernoulli trial.</para>
/// <para>Source: Griffiths (1973), doi:10.2307/2529131; Loader (2000), as for binomial.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/beta-binomial.json.</para>
/// </remarks>
[LawSpread("mu", "the laws sum tails of 100,000 trials one by one at every combination", 1e-3, 0.4)]
[LawSpread("precision", "as for mu", 0.3, 20.0, 1e4)]
public sealed class BetaBinomialNoise : ScalarNoise
{
    private const double SmallestPrecision = 1e-2;
    private const double LargestPrecision = 1e3;

    /// <inheritdoc/>
    public override string Name => "beta-binomial";

    /// <inheritdoc/>
    public override string Description => "successes among trials, varying more than binomial counts";

    /// <inheritdoc/>
    public override string Density =>
        "trials! / (y! (trials - y)!) B(y + a, trials - y + b) / B(a, b), a = mu precision, b = (1 - mu) precision";

    /// <inheritdoc/>
    public override string Estimates => "the mean probability of success in a trial";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Probability, "mean probability of success", ParameterRole.Location),
        new("precision", ParameterDomain.Positive, "precision of the probability", ParameterRole.Shape, LimitingModel: "binomial"),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.CountsUpToTrials;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T n = y.Trials, failures = n - y.Value, logit = working[0], logPrecision = working[1], precision = T.Exp(logPrecision);
        T surprisalOfSuccess = T.Softplus(-logit), surprisalOfFailure = T.Softplus(logit);
        T several = T.SelectLess(n, 1.5, 2.0, n), logTrials = T.Log(several);
        T successes = NegativeBinomialNoise.StandardSurprisal(y.Value, logTrials - surprisalOfSuccess, logPrecision - surprisalOfSuccess);
        T others = NegativeBinomialNoise.StandardSurprisal(failures, logTrials - surprisalOfFailure, logPrecision - surprisalOfFailure);
        T sum = (0.5 * T.Softplus(logTrials - logPrecision)) + (T.StirlingError(precision) - T.StirlingError(precision + several))
            + Divergences.FactorialRest(several, several, logTrials);
        T trial = (y.Value * surprisalOfSuccess) + (failures * surprisalOfFailure);
        return T.SelectLess(n, 1.5, trial, successes + (others - sum));
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        ParameterCheck.RequireTrials(trials);
        return new BetaBinomialDistribution(trials, parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // By moments, as if all rows had the mean number of trials; where there is no overdispersion to be seen, nearly binomial.
        double n = trials.IsEmpty ? 1.0 : Moments.Of(trials, weights).Mean;
        Moments moments = Moments.Of(y, weights);
        double mu = moments.ShrunkShare(n), spread = moments.StandardDeviation, ratio = spread / (n * mu * (1.0 - mu)) * spread;
        double precision = (n - ratio) / (ratio - 1.0);
        parameters[0] = mu;
        parameters[1] = precision > 0.0 ? Math.Clamp(precision, SmallestPrecision, LargestPrecision) : LargestPrecision;
    }
}
