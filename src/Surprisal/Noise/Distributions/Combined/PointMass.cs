using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>A response that is certain: the excess zeros of an inflated distribution.</summary>
internal sealed class PointMass(double at) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => at;

    /// <inheritdoc/>
    public override double Variance => 0.0;

    /// <inheritdoc/>
    public override double Mode => at;

    /// <inheritdoc/>
    public override double Entropy => 0.0;

    /// <inheritdoc/>
    public override double LogDensity(double y) => double.IsNaN(y) ? y : y == at ? 0.0 : double.NegativeInfinity;

    /// <inheritdoc/>
    public override double Cdf(double y) => double.IsNaN(y) ? y : y >= at ? 1.0 : 0.0;

    /// <inheritdoc/>
    public override double Survival(double y) => double.IsNaN(y) ? y : y >= at ? 0.0 : 1.0;

    /// <inheritdoc/>
    public override double LogCdf(double y) => double.IsNaN(y) ? y : y >= at ? 0.0 : double.NegativeInfinity;

    /// <inheritdoc/>
    public override double LogSurvival(double y) => double.IsNaN(y) ? y : y >= at ? double.NegativeInfinity : 0.0;

    /// <inheritdoc/>
    public override double Quantile(double p) => p is >= 0.0 and <= 1.0 ? at : double.NaN;

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => Quantile(q);

    /// <inheritdoc/>
    public override double Sample(RandomStream stream) => at;
}
