using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="AsymmetricGaussianNoise"/>: gaussian halves whose masses go with their widths.</summary>
internal sealed class AsymmetricGaussianDistribution(double location, double scale, double tau)
    : TwoPieceDistribution(
        location,
        scale,
        new(Math.Sqrt(tau) / (Math.Sqrt(tau) + Math.Sqrt(1.0 - tau)), Math.Sqrt(2.0 * (1.0 - tau))),
        new(Math.Sqrt(1.0 - tau) / (Math.Sqrt(tau) + Math.Sqrt(1.0 - tau)), Math.Sqrt(2.0 * tau)))
{
    private const double HalfSqrtPi = 0.88622692545275801365;
    private const double SqrtPi = 1.7724538509055160273;

    private readonly double _product = Math.Sqrt(tau) * Math.Sqrt(1.0 - tau);
    private readonly double _sum = Math.Sqrt(tau) + Math.Sqrt(1.0 - tau);
    private readonly double _logNormaliser = LogNormaliser(tau);

    /// <inheritdoc/>
    protected override double StandardMean => (1.0 - (2.0 * tau)) / (SqrtPi * _product * _sum);

    /// <inheritdoc/>
    protected override double StandardVariance =>
        ((0.5 * (1.0 - _product)) - ((1.0 - (2.0 * _product)) / Math.PI)) / (_product * _product);

    /// <inheritdoc/>
    protected override double StandardEntropy => 0.5 + _logNormaliser;

    /// <summary>log C: the logarithm of the integral of e^(−w z²).</summary>
    public static double LogNormaliser(double tau) => Elementary.Log(HalfSqrtPi * ((1.0 / Math.Sqrt(tau)) + (1.0 / Math.Sqrt(1.0 - tau))));

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z) => ((z < 0.0 ? 1.0 - tau : tau) * (z * z)) + _logNormaliser;

    /// <inheritdoc/>
    protected override double HalfSurvival(double x) => 2.0 * Normal.Survival(x);

    /// <inheritdoc/>
    protected override double HalfLogSurvival(double x) => Normal.LogSurvival(x) + Constants.LogTwo;

    /// <inheritdoc/>
    protected override double HalfCdf(double x) => 2.0 * Normal.FromCentre(x);

    /// <inheritdoc/>
    protected override double HalfSurvivalQuantile(double q) => Normal.QuantileFromSurvival(0.5 * q);

    /// <inheritdoc/>
    protected override double HalfQuantile(double p) => Normal.QuantileFromCentre(0.5 * p);
}
