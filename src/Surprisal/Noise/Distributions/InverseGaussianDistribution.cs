using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="InverseGaussianNoise"/>.</summary>
internal sealed class InverseGaussianDistribution(double mean, double shape) : HalfLineDistribution(hasDensityAtZero: false)
{
    private readonly double _dispersion = mean / shape;

    /// <inheritdoc/>
    public override double Mean => mean;

    /// <inheritdoc/>
    public override double Variance => mean * mean * _dispersion;

    /// <summary>mean (√(1 + r²) − r), r = 3 mean/(2 shape), without the cancellation for large r.</summary>
    public override double Mode
    {
        get
        {
            double r = 1.5 * _dispersion;
            return r < 1e150 ? mean / (Math.Sqrt(1.0 + (r * r)) + r) : mean / (2.0 * r);
        }
    }

    /// <inheritdoc/>
    protected override double SurprisalInside(double y) =>
        InverseGaussian.Exponent(y, mean, shape).High + (((1.5 * Elementary.Log(y)) - (0.5 * Elementary.Log(shape))) + Constants.HalfLogTwoPi);

    /// <inheritdoc/>
    protected override TailPair TailsInside(double y) => InverseGaussian.Tails(y, mean, shape);

    /// <inheritdoc/>
    protected override double LowerQuantile(double p) => InverseGaussian.Quantile(QuantileTarget.FromCdf(p), mean, shape);

    /// <inheritdoc/>
    protected override double UpperQuantile(double q) => InverseGaussian.Quantile(QuantileTarget.FromCdf(q).Mirror(), mean, shape);

    /// <summary>
    /// Michael, Schucany and Haas (1976), doi:10.1080/00031305.1976.10479147: of the two responses that share a chi-squared draw the smaller with
    /// probability mean/(mean + smaller), here without the cancellation of the quadratic formula.
    /// </summary>
    protected override double Draw(RandomStream stream)
    {
        double normal = stream.NextNormal(), w = 0.5 * normal * normal * _dispersion;
        double ratio = 1.0 / (1.0 + w + Math.Sqrt(w * (2.0 + w)));
        return stream.NextDouble() * (1.0 + ratio) < 1.0 ? mean * ratio : mean / ratio;
    }
}
