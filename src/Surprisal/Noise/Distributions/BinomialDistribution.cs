using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="BinomialNoise"/> and, with one trial, of <see cref="BernoulliNoise"/>; probabilities 0 and 1 included.</summary>
internal sealed class BinomialDistribution(double trials, double probability) : CountDistribution(trials)
{
    private readonly double _trials = trials;
    private readonly double _complement = 1.0 - probability;

    /// <inheritdoc/>
    public override double Mean => _trials * probability;

    /// <inheritdoc/>
    public override double Variance => _trials * probability * _complement;

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (_trials == 1.0) return stream.NextDouble() < probability ? 1.0 : 0.0;
        return probability <= 0.5
            ? CountSampler.NextBinomial(stream, _trials, probability)
            : _trials - CountSampler.NextBinomial(stream, _trials, _complement);
    }

    /// <summary>From p as it was given and the complement to 31 digits.</summary>
    protected override double LogProbability(double y) =>
        SaddlePoint.BinomialLogProbability(y, _trials - y, (DoubleDouble)probability, DoubleDouble.Sum(1.0, -probability));

    /// <inheritdoc/>
    protected override TailPair Tails(double y) => Binomial.Tails(y, _trials, probability, _complement);

    /// <inheritdoc/>
    protected override double Quantile(QuantileTarget target) => Binomial.Quantile(target, _trials, probability, _complement);
}
