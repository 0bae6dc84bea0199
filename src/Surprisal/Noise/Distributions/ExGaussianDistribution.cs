using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="ExGaussianNoise"/>.</summary>
internal sealed class ExGaussianDistribution(double centre, double deviation, double tail) : TailDistribution
{
    private const double LowestDeviate = -12.0;
    private const double HighestDeviate = 10.0;
    private const double Stride = 0.25;
    private readonly double _rate = deviation / tail;
    private readonly double _logTail = Elementary.Log(tail);

    /// <inheritdoc/>
    public override double Mean => centre + tail;

    /// <inheritdoc/>
    public override double Variance => (deviation * deviation) + (tail * tail);

    /// <inheritdoc/>
    public override double Mode => centre + (deviation * new ExGaussian(_rate).Mode());

    /// <summary>
    /// log tail + 1 − ½r² − E log Φ(w), r = deviation/tail, w = z − r: the expectation by the trapezoidal rule, whose integrand falls as a gaussian on both sides. For large
    /// r the parts cancel, and there is no narrow front to be missed by the inherited quadrature.
    /// </summary>
    public override double Entropy
    {
        get
        {
            if (_rate > 1.0) return base.Entropy;
            double sum = 0.0;
            for (double w = LowestDeviate; w <= HighestDeviate; w += Stride)
            {
                double log = Elementary.LogNormalCdf(w);
                sum -= log * Elementary.Exp(log - (_rate * (w + (0.5 * _rate))));
            }

            return _logTail + 1.0 + ((_rate * Stride * sum) - (0.5 * _rate * _rate));
        }
    }

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
