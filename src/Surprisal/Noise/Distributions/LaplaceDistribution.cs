using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="LaplaceNoise"/>.</summary>
internal sealed class LaplaceDistribution(double location, double scale) : LocationScaleDistribution(location, scale)
{
    /// <inheritdoc/>
    public override double Variance => 2.0 * (Scale * Scale);

    /// <inheritdoc/>
    public override double Entropy => 1.0 + Constants.LogTwo + LogScale;

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z) => Math.Abs(z) + Constants.LogTwo;

    /// <inheritdoc/>
    protected override double StandardSurvival(double z)
    {
        double half = 0.5 * Elementary.Exp(-Math.Abs(z));
        return z > 0.0 ? half : 1.0 - half;
    }

    /// <inheritdoc/>
    protected override double StandardLogSurvival(double z) =>
        z > 0.0 ? -z - Constants.LogTwo : Elementary.Log1p(-0.5 * Elementary.Exp(z));

    /// <inheritdoc/>
    protected override double StandardSurvivalQuantile(double q)
    {
        if (!(q >= 0.0) || q > 1.0) return double.NaN;
        return q <= 0.5 ? -Elementary.Log(2.0 * q) : Elementary.Log(2.0 * (1.0 - q));
    }

    /// <inheritdoc/>
    protected override double StandardSample(RandomStream stream) => StandardSurvivalQuantile(stream.NextDouble());
}
