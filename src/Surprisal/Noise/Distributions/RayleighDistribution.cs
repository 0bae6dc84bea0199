using Surprisal.Numerics;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="RayleighNoise"/>: a weibull distribution with shape 2 and scale √2 sigma.</summary>
internal sealed class RayleighDistribution(double sigma)
    : WeibullDistribution(DoubleDouble.Log(sigma) + (DoubleDouble.LogTwo * 0.5), 2.0, hasDensityAtZero: false)
{
    private const double RootHalfPi = 1.2533141373155003;

    /// <inheritdoc/>
    public override double Mean => sigma * RootHalfPi;

    /// <inheritdoc/>
    public override double Variance => sigma * sigma * (2.0 - (0.5 * Math.PI));

    /// <inheritdoc/>
    public override double Mode => sigma;
}
