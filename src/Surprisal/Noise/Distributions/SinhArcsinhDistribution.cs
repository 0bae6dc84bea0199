using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="SinhArcsinhNoise"/>.</summary>
internal sealed class SinhArcsinhDistribution(double location, double scale, double epsilon, double delta) : Distribution
{
    private readonly double _logNormaliser = (Elementary.Log(scale) - Elementary.Log(delta)) + Constants.HalfLogTwoPi;

    /// <inheritdoc/>
    public override double Mean => location + (scale * SinhArcsinh.Moments(epsilon, delta).Mean);

    /// <inheritdoc/>
    public override double Variance => scale * scale * SinhArcsinh.Moments(epsilon, delta).Variance;

    /// <inheritdoc/>
    public override double Mode => location + (scale * SinhArcsinh.Mode(epsilon, delta));

    /// <inheritdoc/>
    public override double Entropy => _logNormaliser + 0.5 + SinhArcsinh.Stretch(epsilon, delta);

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsInfinity(y)) return double.NegativeInfinity;
        double angle = Elementary.Asinh((y - location) / scale), r = (delta * angle) - epsilon, normal = ToNormal(y);
        return -((0.5 * normal * normal) - Elementary.LogCosh(r) + Elementary.LogCosh(angle) + _logNormaliser);
    }

    /// <inheritdoc/>
    public override double Cdf(double y) => Normal.Cdf(ToNormal(y));

    /// <inheritdoc/>
    public override double Survival(double y) => Normal.Survival(ToNormal(y));

    /// <inheritdoc/>
    public override double LogCdf(double y) => Normal.LogCdf(ToNormal(y));

    /// <inheritdoc/>
    public override double LogSurvival(double y) => Normal.LogSurvival(ToNormal(y));

    /// <inheritdoc/>
    public override double Quantile(double p) => FromNormal(Normal.Quantile(p));

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => FromNormal(Normal.QuantileFromSurvival(q));

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Math.Clamp(FromNormal(stream.NextNormal()), double.MinValue, double.MaxValue);
    }

    private double ToNormal(double y) => double.IsFinite(y) ? SinhArcsinh.ToNormal((y - location) / scale, epsilon, delta) : y;

    private double FromNormal(double normal) =>
        double.IsFinite(normal) ? location + (scale * SinhArcsinh.FromNormal(normal, epsilon, delta)) : normal;
}
