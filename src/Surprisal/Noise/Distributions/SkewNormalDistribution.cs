using System.Runtime.InteropServices;
using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="SkewNormalNoise"/>.</summary>
internal sealed class SkewNormalDistribution(double location, double scale, double slant) : TailDistribution
{
    private const double RootTwoOverPi = 0.79788456080286541;
    private readonly double _logScale = Elementary.Log(scale);

    // δ = α/√(1 + α²) and √(1 − δ²), neither of which overflows or cancels.
    private readonly double _delta = Math.Abs(slant) > 1.0 ? Math.CopySign(1.0 / Math.Sqrt(1.0 + (1.0 / slant / slant)), slant) : slant / Math.Sqrt(1.0 + (slant * slant));
    private readonly double _rest = Math.Abs(slant) > 1.0 ? 1.0 / Math.Abs(slant) / Math.Sqrt(1.0 + (1.0 / slant / slant)) : 1.0 / Math.Sqrt(1.0 + (slant * slant));

    /// <inheritdoc/>
    public override double Mean => location + (scale * StandardMean);

    /// <inheritdoc/>
    public override double Variance => scale * scale * (1.0 - (StandardMean * StandardMean));

    /// <inheritdoc/>
    public override double Mode => location + (scale * SkewNormal.Mode(slant));

    private double StandardMean => _delta * RootTwoOverPi;

    /// <summary>δ|U| + √(1 − δ²) V for independent normal U, V (Azzalini 1986).</summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double half = Math.Abs(stream.NextNormal()), whole = stream.NextNormal();
        return Math.Clamp(location + (scale * ((_delta * half) + (_rest * whole))), double.MinValue, double.MaxValue);
    }

    /// <inheritdoc/>
    protected override double FiniteSurprisal(double y)
    {
        double z = (y - location) / scale;
        return (0.5 * (z * z)) - Elementary.LogNormalCdf(slant * z) + ((Constants.HalfLogTwoPi - Constants.LogTwo) + _logScale);
    }

    /// <inheritdoc/>
    protected override TailPair FiniteTails(double y) => SkewNormal.Tails((y - location) / scale, slant);

    /// <inheritdoc/>
    protected override double InnerQuantile(QuantileTarget target) =>
        location + (scale * LogConcaveQuantile.Of(new Standard(slant), target, StandardMean));

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Standard(double slant) : ILogConcave
    {
        public TailPair Tails(double z) => SkewNormal.Tails(z, slant);

        public ScaledTail Density(double z) => SkewNormal.Density(z, slant);
    }
}
