using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of −Y: minima from maxima.</summary>
/// <param name="inner">The distribution of Y.</param>
internal sealed class MirroredDistribution(Distribution inner) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => -inner.Mean;

    /// <inheritdoc/>
    public override double Variance => inner.Variance;

    /// <inheritdoc/>
    public override double Median => -inner.Median;

    /// <inheritdoc/>
    public override double Mode => -inner.Mode;

    /// <inheritdoc/>
    public override double Entropy => inner.Entropy;

    /// <inheritdoc/>
    public override double LogDensity(double y) => inner.LogDensity(-y);

    /// <inheritdoc/>
    public override double Cdf(double y) => inner.Survival(-y);

    /// <inheritdoc/>
    public override double Survival(double y) => inner.Cdf(-y);

    /// <inheritdoc/>
    public override double LogCdf(double y) => inner.LogSurvival(-y);

    /// <inheritdoc/>
    public override double LogSurvival(double y) => inner.LogCdf(-y);

    /// <inheritdoc/>
    public override double Quantile(double p) => -inner.SurvivalQuantile(p);

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => -inner.Quantile(q);

    /// <inheritdoc/>
    public override double Sample(RandomStream stream) => -inner.Sample(stream);
}
