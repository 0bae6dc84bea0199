using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Shares strictly between 0 and 1.</summary>
/// <remarks>
/// <para>Density: y^(a − 1) (1 − y)^(b − 1)/B(a, b), a = mu precision, b = (1 − mu) precision; variance mu(1 − mu)/(1 +
/// precision).</para>
/// <para>Parameters: mu, the mean (logit); precision (log).</para>
/// <para>Support: 0 &lt; y &lt; 1.</para>
/// <para>Numerical hazard: log B(a, b) cancels against the powers. By Stirling it is precision times the Kullback-Leibler divergence of
/// mu from y (<see cref="Surprisal.Numerics.IReal{T}.BernoulliDivergence"/>) + log y + log(1 − y) + ½ log 2π + what Stirling's formula
/// leaves of log B (<see cref="Surprisal.Numerics.IReal{T}.BetaRemainder"/>).</para>
/// <para>Source: Ferrari, Cribari-Neto (2004), doi:10.1080/0266476042000214501.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/beta.json.</para>
/// </remarks>
[LawSpread("mu", "(1 - mu) precision below 0.7 leaves probability between 1 and the double before it, mu precision below 0.04 below the smallest", 0.02, 0.3, 0.5, 0.65)]
[LawSpread("precision", "as for mu", 2.0, 30.0, 1e4)]
public sealed class BetaNoise : ScalarNoise
{
    private const double SmallestShare = 1e-6;
    private const double SmallestVariance = 1e-12;
    private const double SmallestPrecision = 0.1;

    /// <inheritdoc/>
    public override string Name => "beta";

    /// <inheritdoc/>
    public override string Description => "shares strictly between 0 and 1";

    /// <inheritdoc/>
    public override string Density => "y^(a - 1) (1 - y)^(b - 1) / B(a, b), a = mu precision, b = (1 - mu) precision";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Probability, "mean", ParameterRole.Location),
        new("precision", ParameterDomain.Positive, "precision: variance mu(1 - mu)/(1 + precision)", ParameterRole.Concentration),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.UnitInterval;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logit = working[0], logPrecision = working[1];
        T logY = T.Log(y.Value), logRest = T.Log1p(-y.Value);

        // The logit of y; around ½ from 2y − 1, which is exact.
        T offset = (y.Value + y.Value) - 1.0;
        T observed = T.SelectLess(T.Abs(offset), 0.5, T.Log1p(offset / (1.0 - y.Value)), logY - logRest);
        T divergence = T.Exp(logPrecision) * T.BernoulliDivergence(logit, observed);
        return divergence + (T.BetaRemainder(logit, logPrecision) + ((logY + logRest) + Constants.HalfLogTwoPi));
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new BetaDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        Moments moments = Moments.Of(y, weights);
        double mean = Math.Clamp(moments.Mean, SmallestShare, 1.0 - SmallestShare), deviation = moments.StandardDeviation;
        double precision = (mean * (1.0 - mean) / Math.Max(deviation * deviation, SmallestVariance)) - 1.0;
        parameters[0] = mean;
        parameters[1] = Math.Max(precision, SmallestPrecision);
    }
}
