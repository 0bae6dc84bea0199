using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="StudentTNoise"/>.</summary>
internal sealed class StudentTDistribution(double location, double scale, double degreesOfFreedom)
    : LocationScaleDistribution(location, scale)
{
    private readonly double _nu = degreesOfFreedom;

    /// <inheritdoc/>
    public override double Mean => _nu > 1.0 ? base.Mean : double.NaN;

    /// <inheritdoc/>
    public override double Variance => _nu switch
    {
        > 2.0 => Scale * Scale * (_nu / (_nu - 2.0)),
        > 1.0 => double.PositiveInfinity,
        _ => double.NaN,
    };

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z)
    {
        double logRatio = (2.0 * Elementary.Log(Math.Abs(z))) - Elementary.Log(_nu);
        return StudentTNoise.StandardSurprisal<Real>(z * z, logRatio, _nu, 1.0 / _nu).Value;
    }

    /// <inheritdoc/>
    protected override double StandardSurvival(double z) => StudentT.Survival(z, _nu);

    /// <inheritdoc/>
    protected override double StandardLogSurvival(double z) => StudentT.LogSurvival(z, _nu);

    /// <inheritdoc/>
    protected override double StandardSurvivalQuantile(double q) => StudentT.QuantileFromSurvival(q, _nu);

    /// <summary>A normal draw over the root of a gamma draw with mean 1; in logarithms, which for small nu do not underflow.</summary>
    protected override double StandardSample(RandomStream stream)
    {
        double normal = stream.NextNormal(), half = 0.5 * _nu;
        return normal * Elementary.Exp(-0.5 * (GammaSampler.NextLog(stream, half) - Elementary.Log(half)));
    }
}
