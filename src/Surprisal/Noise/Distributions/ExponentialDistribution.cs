using Surprisal.Numerics;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="ExponentialNoise"/>: a weibull distribution with shape 1.</summary>
internal sealed class ExponentialDistribution(double mean) : WeibullDistribution(DoubleDouble.Log(mean), 1.0, hasDensityAtZero: true)
{
    /// <inheritdoc/>
    public override double Mean => mean;

    /// <inheritdoc/>
    public override double Variance => mean * mean;

    /// <inheritdoc/>
    protected override double SurprisalInside(double y) => (y / mean) + Elementary.Log(mean);
}
