using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Differences of two independent counts: goals for and against, births and deaths.</summary>
/// <remarks>
/// <para>Density: exp(−mu1 − mu2) (mu1/mu2)^(y/2) I_|y|(2 √(mu1 mu2)), I the modified Bessel function; mean mu1 − mu2, variance mu1 +
/// mu2.</para>
/// <para>Parameters: mu1, the mean of the first count (log); mu2, the mean of the count that is taken from it (log).</para>
/// <para>Support: ..., −1, 0, 1, 2, ...</para>
/// <para>Numerical hazard: I overflows and underflows, and its logarithm cancels all else. With R = √(y² + 4 mu1 mu2) the likeliest counts
/// with difference y are (R + y)/2 and (R − y)/2; the leading term of Debye's expansion makes the surprisal the sum of their poisson deviances
/// from mu1 and mu2, + ½ log 2πR − what that expansion leaves (<see cref="Surprisal.Numerics.IReal{T}.BesselRemainder"/>).</para>
/// <para>Source: Skellam (1946), doi:10.2307/2981372; NIST DLMF 10.41.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/skellam.json.</para>
/// </remarks>
[LawSpread("mu1", "finite differences round the logarithm of the likeliest counts anew at each step, which their bound does not foresee", 1e-4, 0.03, 1.0, 5.0, 20.0)]
[LawSpread("mu2", "as for mu1", 1e-4, 0.03, 1.0, 5.0, 20.0)]
public sealed class SkellamNoise : ScalarNoise
{
    private const double Largest = 1e300;
    private const double SmallestShare = 1e-3;

    /// <inheritdoc/>
    public override string Name => "skellam";

    /// <inheritdoc/>
    public override string Description => "differences of two counts";

    /// <inheritdoc/>
    public override string Density => "exp(-mu1 - mu2) (mu1/mu2)^(y/2) I_|y|(2 sqrt(mu1 mu2))";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the first of the two counts";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu1", ParameterDomain.Positive, "mean of the first count", ParameterRole.Location),
        new("mu2", ParameterDomain.Positive, "mean of the count taken from it", ParameterRole.Location),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Integers;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T count = T.Abs(y.Value), sum = working[0] + working[1], product = T.Exp(sum);
        T size = T.Sqrt(T.Square(count) + (4.0 * product)), large = 0.5 * (size + count), small = product / large, logLarge = T.Log(large);

        // The larger of the two likeliest counts is the first where y is positive.
        T ofLarge = T.SelectLess(y.Value, 0.0, working[1], working[0]), ofSmall = T.SelectLess(y.Value, 0.0, working[0], working[1]);
        T deviance = Divergences.Poisson(large, ofLarge - logLarge) + Divergences.Poisson(small, ofSmall + logLarge - sum);
        return deviance + (((0.5 * T.Log(size)) + Constants.HalfLogTwoPi) - T.BesselRemainder(count, (0.5 * sum) + Constants.LogTwo));
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new SkellamDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // By moments; the variance is at least the size of the mean.
        Moments moments = Moments.Of(y, weights);
        double mean = Math.Clamp(moments.Mean, -Largest, Largest), least = Math.Max(Math.Abs(mean) * (1.0 + SmallestShare), SmallestShare);
        double variance = Math.Clamp(moments.StandardDeviation * moments.StandardDeviation, least, 10.0 * Largest);
        parameters[0] = 0.5 * (variance + mean);
        parameters[1] = 0.5 * (variance - mean);
    }
}
