using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="GeneralisedNormalNoise"/>: |Z|^power is a gamma variable with shape 1/power.</summary>
internal sealed class GeneralisedNormalDistribution(double location, double scale, double power) : LocationScaleDistribution(location, scale)
{
    private const double CentralMass = 0.25;

    // Below, the power law of the incomplete gamma function has all digits, and its argument may underflow.
    private const double Small = 1e-18;

    private readonly double _shape = 1.0 / power;
    private readonly double _logGamma = Elementary.LogGamma(1.0 + (1.0 / power));

    /// <inheritdoc/>
    public override double Variance => Scale * Scale * (Elementary.Exp(Elementary.LogGamma(1.0 + (3.0 * _shape)) - _logGamma) / 3.0);

    /// <inheritdoc/>
    public override double Entropy => _shape + Constants.LogTwo + _logGamma + LogScale;

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z) => Elementary.Pow(Math.Abs(z), power) + (_logGamma + Constants.LogTwo);

    /// <inheritdoc/>
    protected override double StandardSurvival(double z)
    {
        double tail = 0.5 * Folded(z).Upper;
        return z < 0.0 ? 1.0 - tail : tail;
    }

    /// <inheritdoc/>
    protected override double StandardLogSurvival(double z)
    {
        TailPair folded = Folded(z);
        return z < 0.0 ? Elementary.Log1p(-0.5 * folded.Upper) : folded.LogUpper - Constants.LogTwo;
    }

    /// <inheritdoc/>
    protected override double StandardSurvivalQuantile(double q)
    {
        if (!(q >= 0.0) || q > 1.0) return double.NaN;
        double fromCentre = 1.0 - (2.0 * q);
        if (Math.Abs(0.5 * fromCentre) <= CentralMass) return Math.CopySign(CentralQuantile(Math.Abs(fromCentre)), fromCentre);
        double tail = IncompleteGamma.InverseQ(_shape, 2.0 * Math.Min(q, 1.0 - q));
        return Math.CopySign(Elementary.Pow(tail, _shape), fromCentre);
    }

    /// <summary>A gamma draw to the power 1/power, in logarithms, with either sign.</summary>
    protected override double StandardSample(RandomStream stream)
    {
        double distance = Elementary.Exp(_shape * GammaSampler.NextLog(stream, _shape));
        return stream.NextDouble() < 0.5 ? -distance : distance;
    }

    private TailPair Folded(double z) => IncompleteGamma.Tails(_shape, Elementary.Pow(Math.Abs(z), power));

    /// <summary>The distance within which the mass is as given.</summary>
    private double CentralQuantile(double mass)
    {
        double x = IncompleteGamma.InverseP(_shape, mass);
        return x < Small ? mass * Elementary.Exp(_logGamma) : Elementary.Pow(x, _shape);
    }
}
