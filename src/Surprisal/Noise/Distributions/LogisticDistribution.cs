using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="LogisticNoise"/>.</summary>
internal sealed class LogisticDistribution(double mean, double scale) : LocationScaleDistribution(mean, scale)
{
    private const double StandardVariance = Math.PI * Math.PI / 3.0;

    /// <inheritdoc/>
    public override double Variance => Scale * Scale * StandardVariance;

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z) => Math.Abs(z) + (2.0 * Elementary.Softplus(-Math.Abs(z)));

    /// <inheritdoc/>
    protected override double StandardSurvival(double z) => Logistic.Survival(z);

    /// <inheritdoc/>
    protected override double StandardLogSurvival(double z) => Logistic.LogSurvival(z);

    /// <inheritdoc/>
    protected override double StandardSurvivalQuantile(double q) => Logistic.QuantileFromSurvival(q);

    /// <inheritdoc/>
    protected override double StandardSample(RandomStream stream) => StandardSurvivalQuantile(stream.NextDouble());
}
