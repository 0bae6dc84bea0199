using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="PoissonNoise"/>; with mean 0 all mass is on 0.</summary>
internal sealed class PoissonDistribution(double mean) : CountDistribution(double.PositiveInfinity)
{
    /// <inheritdoc/>
    public override double Mean => mean;

    /// <inheritdoc/>
    public override double Variance => mean;

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return CountSampler.NextPoisson(stream, mean);
    }

    /// <inheritdoc/>
    protected override double LogProbability(double y) => SaddlePoint.PoissonLogProbability(y, mean);

    /// <inheritdoc/>
    protected override TailPair Tails(double y) => Poisson.Tails(y, mean);

    /// <inheritdoc/>
    protected override double Quantile(QuantileTarget target) => Poisson.Quantile(target, mean);
}
