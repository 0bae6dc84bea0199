using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="VonMisesNoise"/>: cdf and quantiles run from −π to π, mean and variance are the circular ones.</summary>
internal sealed class VonMisesDistribution : Distribution
{
    private const int Steps = 200;
    private const double Converged = 3e-16;
    private readonly double _concentration;
    private readonly double _logBessel;

    /// <summary>The distribution with this mean direction, any finite angle, and this positive concentration.</summary>
    public VonMisesDistribution(double mean, double concentration)
    {
        Mean = VonMises.Wrap(mean);
        _concentration = concentration;
        (double log, double slope, _) = Elementary.Derivatives<Numerics.Primitives.LogBesselI0Scaled>(concentration);
        _logBessel = log;
        Variance = -slope;
    }

    /// <summary>The mean direction, within (−π, π].</summary>
    public override double Mean { get; }

    /// <summary>The circular variance 1 − I₁(κ)/I₀(κ), between 0 and 1.</summary>
    public override double Variance { get; }

    /// <inheritdoc/>
    public override double Mode => Mean;

    /// <inheritdoc/>
    public override double Entropy => Constants.LogTwoPi + _logBessel + (_concentration * Variance);

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        if (!Support.Circle.Contains(y)) return double.NegativeInfinity;
        double sine = Elementary.Sin(0.5 * (y - Mean));
        return -(Constants.LogTwoPi + _logBessel + (2.0 * _concentration * (sine * sine)));
    }

    /// <inheritdoc/>
    public override double Cdf(double y) => Tails(y).Lower;

    /// <inheritdoc/>
    public override double Survival(double y) => Tails(y).Upper;

    /// <inheritdoc/>
    public override double LogCdf(double y) => Tails(y).LogLower;

    /// <inheritdoc/>
    public override double LogSurvival(double y) => Tails(y).LogUpper;

    /// <inheritdoc/>
    public override double Quantile(double p) => Quantile(QuantileTarget.FromCdf(p));

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => Quantile(QuantileTarget.FromCdf(q).Mirror());

    /// <summary>
    /// Best and Fisher (1979), doi:10.2307/2346732: a wrapped cauchy draw, accepted against the density; here with the tangent of half its angle
    /// and with r − 1 in place of r, which keeps it exact at every concentration.
    /// </summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double twice = 2.0 * _concentration, root = Math.Sqrt(1.0 + (twice * twice)), excess = 1.0 + (1.0 / (root + twice));
        double shrink = Math.Sqrt(excess / (1.0 + root + twice));
        while (true)
        {
            double angle = Math.PI * (stream.NextDouble() - 0.5);
            double half = Elementary.Atan(shrink * (Elementary.Sin(angle) / Elementary.Cos(angle))), sine = Elementary.Sin(half);
            double c = (0.5 * excess) + (twice * (sine * sine));
            if (Elementary.Log(c / stream.NextDouble()) + 1.0 - c >= 0.0) return VonMises.Wrap(Mean + (2.0 * half));
        }
    }

    private TailPair Tails(double y)
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (!Support.Circle.Contains(y)) return y < 0.0 ? TailPair.AllUpper : TailPair.AllLower;
        double angle = VonMises.Wrap(y);
        ScaledTail lower = Below(angle, Mean), upper = Below(-angle, -Mean);
        return lower.Exponent.High + Elementary.Log(lower.Factor) < upper.Exponent.High + Elementary.Log(upper.Factor)
            ? TailPair.FromLower(lower)
            : TailPair.FromUpper(upper);
    }

    /// <summary>
    /// P(−π &lt; Y ≤ y). The angle opposite to the mean splits the turn where the distances from the mean jump from π to −π; what lies on the far
    /// side of it belongs to the other tail about the mean.
    /// </summary>
    private ScaledTail Below(double y, double mean)
    {
        // Where the turn begins, as a distance from the mean within [−π, π], and the angle opposite to the mean.
        double begin = mean <= 0.0 ? -Math.PI - mean : Math.PI - mean, opposite = mean <= 0.0 ? mean + Math.PI : mean - Math.PI;
        double distance = y - mean;
        if (y <= opposite) return VonMises.Mass(begin, mean <= 0.0 ? distance : distance + (2.0 * Math.PI), VonMises.FromEnd(y), _concentration);
        ScaledTail first = VonMises.Mass(begin, Math.PI, VonMises.FromEnd(opposite), _concentration);
        return VonMises.Plus(first, VonMises.Mass(-Math.PI, mean <= 0.0 ? distance - (2.0 * Math.PI) : distance, y - opposite, _concentration));
    }

    // Newton on the logarithm of the smaller tail, kept inside a bracket that shrinks.
    private double Quantile(QuantileTarget target)
    {
        if (!target.IsValid) return double.NaN;
        if (double.IsNegativeInfinity(target.Lower.Log)) return -Math.PI;
        if (double.IsNegativeInfinity(target.Upper.Log)) return Math.PI;
        double low = -Math.PI, high = Math.PI, y = Mean;
        for (int step = 0; step < Steps; step++)
        {
            TailPair tails = Tails(y);
            double value = target.IsLower ? tails.Lower : tails.Upper, log = target.IsLower ? tails.LogLower : tails.LogUpper;
            double excess = target.IsLower ? target.Smaller.Excess(value, log) : -target.Smaller.Excess(value, log);
            if (excess > 0.0) high = y;
            else low = y;
            double next = y - (excess * Elementary.Exp(log - LogDensity(y)));
            if (Math.Abs(next - y) <= Converged * Math.Abs(y)) return Math.Clamp(next, -Math.PI, Math.PI);
            y = next > low && next < high ? next : 0.5 * (low + high);
        }

        return y;
    }
}
