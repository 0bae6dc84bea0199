using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="CauchyNoise"/>.</summary>
internal sealed class CauchyDistribution(double location, double scale) : LocationScaleDistribution(location, scale)
{
    private const double CentralMass = 0.25;

    /// <inheritdoc/>
    public override double Mean => double.NaN;

    /// <inheritdoc/>
    public override double Variance => double.NaN;

    /// <inheritdoc/>
    public override double Entropy => Constants.LogPi + (2.0 * Constants.LogTwo) + LogScale;

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z) => Elementary.LogOnePlusSquare(z, 0.0) + Constants.LogPi;

    /// <inheritdoc/>
    protected override double StandardSurvival(double z) => z < 0.0 ? 1.0 - Tail(z) : Tail(z);

    /// <inheritdoc/>
    protected override double StandardLogSurvival(double z) => z < 0.0 ? Elementary.Log1p(-Tail(z)) : Elementary.Log(Tail(z));

    /// <inheritdoc/>
    protected override double StandardSurvivalQuantile(double q)
    {
        if (!(q >= 0.0) || q > 1.0) return double.NaN;
        double fromCentre = 0.5 - q;
        if (Math.Abs(fromCentre) <= CentralMass) return Elementary.Sin(Math.PI * fromCentre) / Elementary.Cos(Math.PI * fromCentre);
        return q < 0.5 ? Cotangent(q) : -Cotangent(1.0 - q);
    }

    /// <inheritdoc/>
    protected override double StandardSample(RandomStream stream) => StandardSurvivalQuantile(stream.NextDouble());

    private static double Tail(double z) => Elementary.Atan(1.0 / Math.Abs(z)) / Math.PI;

    private static double Cotangent(double share) => Elementary.Cos(Math.PI * share) / Elementary.Sin(Math.PI * share);
}
