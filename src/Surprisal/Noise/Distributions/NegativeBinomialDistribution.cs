using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="NegativeBinomialNoise"/>; with mean 0 all mass is on 0.</summary>
internal sealed class NegativeBinomialDistribution(double mean, double size) : CountDistribution(double.PositiveInfinity)
{
    /// <inheritdoc/>
    public override double Mean => mean;

    /// <inheritdoc/>
    public override double Variance => mean * (1.0 + (mean / size));

    /// <summary>A poisson draw whose mean is a gamma draw.</summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return CountSampler.NextPoisson(stream, mean * (GammaSampler.Next(stream, size) / size));
    }

    /// <inheritdoc/>
    protected override double LogProbability(double y) => NegativeBinomial.LogProbability(y, mean, size);

    /// <inheritdoc/>
    protected override TailPair Tails(double y) => NegativeBinomial.Tails(y, mean, size);

    /// <inheritdoc/>
    protected override double Quantile(QuantileTarget target) => NegativeBinomial.Quantile(target, mean, size);
}
