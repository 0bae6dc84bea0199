using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="EpsilonInsensitiveNoise"/>: uniform within epsilon of mu, exponential tails beyond.</summary>
internal sealed class EpsilonInsensitiveDistribution(double location, double scale, double epsilon) : TailDistribution
{
    private const double CentralMass = 0.25;
    private readonly double _half = scale + epsilon;
    private readonly double _logNormaliser = Elementary.Log(2.0 * (scale + epsilon));

    /// <inheritdoc/>
    public override double Mean => location;

    /// <inheritdoc/>
    public override double Median => location;

    /// <summary>The lower edge of the core; where the double nearest to it lies outside, the next inside.</summary>
    public override double Mode
    {
        get
        {
            double edge = location - epsilon;
            return location - edge > epsilon ? Math.BitIncrement(edge) : edge;
        }
    }

    /// <inheritdoc/>
    public override double Entropy => _logNormaliser + TailShare;

    /// <inheritdoc/>
    public override double Variance
    {
        get
        {
            double core = epsilon / _half, inCore = epsilon * epsilon / 3.0;
            return (core * inCore) + (TailShare * ((epsilon * epsilon) + (2.0 * scale * (epsilon + scale))));
        }
    }

    // The probability of lying beyond epsilon.
    private double TailShare => scale / _half;

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double u = stream.NextDouble(), draw = u < 0.5 ? location - Distance(u) : location + Distance(1.0 - u);
        return Math.Clamp(draw, double.MinValue, double.MaxValue);
    }

    /// <inheritdoc/>
    protected override double FiniteSurprisal(double y) => Math.Max((Math.Abs(y - location) - epsilon) / scale, 0.0) + _logNormaliser;

    /// <inheritdoc/>
    protected override TailPair FiniteTails(double y)
    {
        double distance = Math.Abs(y - location), beyond = distance - epsilon;
        ScaledTail tail = beyond > 0.0
            ? new ScaledTail(-beyond / scale, 0.5 * TailShare)
            : new ScaledTail(0.0, 0.5 * ((scale - beyond) / _half));
        TailPair upper = TailPair.FromUpper(tail);
        return y < location ? upper.Mirror() : upper;
    }

    /// <inheritdoc/>
    protected override double InnerQuantile(QuantileTarget target)
    {
        double distance = Distance(target.Smaller.Value);
        return target.IsLower ? location - distance : location + distance;
    }

    /// <summary>The distance from the centre beyond which one tail of a probability of at most one half lies.</summary>
    private double Distance(double tail)
    {
        double edge = 0.5 * TailShare, fromCentre = 0.5 - tail;
        if (tail >= edge) return fromCentre * 2.0 * _half;
        return epsilon + (fromCentre < CentralMass
            ? -scale * Elementary.Log1p((tail - edge) / edge)
            : scale * (Elementary.Log(edge) - Elementary.Log(tail)));
    }
}
