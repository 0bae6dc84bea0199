using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="ExGaussianNoise"/>.</summary>
internal sealed class ExGaussianDistribution(double centre, double deviation, double tail) : TailDistribution
{
    private readonly double _rate = deviation / tail;
    private readonly double _logTail = Elementary.Log(tail);

    /// <inheritdoc/>
    public override double Mean => centre + tail;

    /// <inheritdoc/>
    public override double Variance => (deviation * deviation) + (tail * tail);

    /// <inheritdoc/>
    public override double Mode => centre + (deviation * new ExGaussian(_rate).Mode());

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double normal = stream.NextNormal(), exponential = stream.NextExponential();
        return Math.Clamp(centre + ((deviation * normal) + (tail * exponential)), double.MinValue, double.MaxValue);
    }

    /// <inheritdoc/>
    protected override double FiniteSurprisal(double y)
    {
        double z = (y - centre) / deviation, u = _rate - z;
        double scaled = u < 0.0 ? (_rate * (z - (0.5 * _rate))) - Elementary.LogNormalCdf(-u) : (0.5 * (z * z)) + Constants.HalfLogTwoPi - Elementary.LogMillsRatio(u);
        return scaled + _logTail;
    }

    /// <inheritdoc/>
    protected override TailPair FiniteTails(double y) => new ExGaussian(_rate).Tails((y - centre) / deviation);

    /// <inheritdoc/>
    protected override double InnerQuantile(QuantileTarget target) =>
        centre + (deviation * LogConcaveQuantile.Of(new ExGaussian(_rate), target, _rate < 1.0 ? 0.5 / _rate : 0.0));
}
