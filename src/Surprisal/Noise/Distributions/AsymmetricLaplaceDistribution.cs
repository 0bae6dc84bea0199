using Surprisal.Numerics;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="AsymmetricLaplaceNoise"/>: exponential halves, tau of the mass below the location.</summary>
internal sealed class AsymmetricLaplaceDistribution(double location, double scale, double tau)
    : TwoPieceDistribution(location, scale, new(tau, 1.0 - tau), new(1.0 - tau, tau))
{
    private readonly double _logNormaliser = -(Elementary.Log(tau) + Elementary.Log1p(-tau));

    /// <inheritdoc/>
    protected override double StandardMean => (1.0 - (2.0 * tau)) / (tau * (1.0 - tau));

    /// <inheritdoc/>
    protected override double StandardVariance => ((tau * tau) + ((1.0 - tau) * (1.0 - tau))) / (tau * tau * ((1.0 - tau) * (1.0 - tau)));

    /// <inheritdoc/>
    protected override double StandardEntropy => 1.0 + _logNormaliser;

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z) => (z < 0.0 ? (tau - 1.0) * z : tau * z) + _logNormaliser;

    /// <inheritdoc/>
    protected override double HalfSurvival(double x) => Elementary.Exp(-x);

    /// <inheritdoc/>
    protected override double HalfLogSurvival(double x) => -x;

    /// <inheritdoc/>
    protected override double HalfCdf(double x) => -Elementary.Expm1(-x);

    /// <inheritdoc/>
    protected override double HalfSurvivalQuantile(double q) => -Elementary.Log(q);

    /// <inheritdoc/>
    protected override double HalfQuantile(double p) => -Elementary.Log1p(-p);
}
