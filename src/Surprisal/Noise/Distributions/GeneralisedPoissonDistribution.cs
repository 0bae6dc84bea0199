using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="GeneralisedPoissonNoise"/>.</summary>
internal sealed class GeneralisedPoissonDistribution(double mean, double dispersion) : SummedCountDistribution(double.PositiveInfinity)
{
    private readonly DoubleDouble _theta = mean / (DoubleDouble.Product(dispersion, mean) + 1.0);
    private readonly double _growth = 1.0 + (dispersion * mean);

    /// <inheritdoc/>
    public override double Mean => mean;

    /// <inheritdoc/>
    public override double Variance => mean * _growth * _growth;

    /// <inheritdoc/>
    public override double Ratio(double y)
    {
        double w = 1.0 + (dispersion * y), theta = _theta.High;
        return Elementary.Exp((y * Elementary.Log1p(dispersion / w)) - (dispersion * theta)) * (theta * w / (y + 1.0));
    }

    /// <summary>
    /// The family of a poisson number of ancestors each of whose members has a poisson number of children (Consul,
    /// Generalized Poisson Distributions: Properties and Applications, 1989), generation by generation.
    /// </summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double children = dispersion * _theta.High, generation = CountSampler.NextPoisson(stream, _theta.High), family = generation;
        while (generation > 0.0 && double.IsFinite(family))
        {
            generation = CountSampler.NextPoisson(stream, children * generation);
            family += generation;
        }

        return family;
    }

    /// <inheritdoc/>
    protected override double LogProbability(double y) =>
        SaddlePoint.PoissonLogProbability(y, _theta * (DoubleDouble.Product(dispersion, y) + 1.0)) - Elementary.Log1p(dispersion * y);
}
