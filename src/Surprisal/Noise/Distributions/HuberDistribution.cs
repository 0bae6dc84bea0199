using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="HuberNoise"/>: a gaussian middle up to k, exponential tails of rate k beyond.</summary>
internal sealed class HuberDistribution(double location, double scale, double k) : LocationScaleDistribution(location, scale)
{
    private readonly double _k = k;
    private readonly double _logNormaliser = Huber.LogNormaliser(k);

    /// <inheritdoc/>
    public override double Variance => Scale * Scale * Huber.Variance(_k);

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z)
    {
        double distance = Math.Abs(z);
        return (distance < _k ? 0.5 * (z * z) : _k * (distance - (0.5 * _k))) + _logNormaliser;
    }

    /// <inheritdoc/>
    protected override double StandardSurvival(double z) => Huber.Tails(z, _k).Upper;

    /// <inheritdoc/>
    protected override double StandardLogSurvival(double z) => Huber.Tails(z, _k).LogUpper;

    /// <inheritdoc/>
    protected override double StandardSurvivalQuantile(double q) => Huber.Quantile(QuantileTarget.FromCdf(q).Mirror(), _k);

    /// <inheritdoc/>
    protected override double StandardSample(RandomStream stream) => StandardSurvivalQuantile(stream.NextDouble());
}
