using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="GaussianNoise"/>.</summary>
internal sealed class GaussianDistribution(double mean, double deviation) : LocationScaleDistribution(mean, deviation)
{
    /// <inheritdoc/>
    public override double Variance => Scale * Scale;

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z) => (0.5 * (z * z)) + Constants.HalfLogTwoPi;

    /// <inheritdoc/>
    protected override double StandardSurvival(double z) => Normal.Survival(z);

    /// <inheritdoc/>
    protected override double StandardLogSurvival(double z) => Normal.LogSurvival(z);

    /// <inheritdoc/>
    protected override double StandardSurvivalQuantile(double q) => Normal.QuantileFromSurvival(q);

    /// <inheritdoc/>
    protected override double StandardSample(RandomStream stream) => stream.NextNormal();
}
