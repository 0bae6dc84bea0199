using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>
/// A distribution made of the halves of one symmetric distribution, each with a rate and a mass of its own, about a location that need not be
/// the median: what asymmetric-laplace and asymmetric-gaussian share.
/// </summary>
internal abstract class TwoPieceDistribution : Distribution
{
    private readonly double _location;
    private readonly double _logScale;
    private readonly Piece _lower;
    private readonly Piece _upper;

    /// <param name="location">Where the halves meet.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="lower">The half below the location.</param>
    /// <param name="upper">The half above it; the masses sum to 1.</param>
    protected TwoPieceDistribution(double location, double scale, Piece lower, Piece upper)
    {
        _location = location;
        Scale = scale;
        _logScale = Elementary.Log(scale);
        _lower = lower;
        _upper = upper;
    }

    /// <summary>The scale.</summary>
    protected double Scale { get; }

    /// <inheritdoc/>
    public sealed override double Mean => _location + (Scale * StandardMean);

    /// <inheritdoc/>
    public sealed override double Variance => Scale * Scale * StandardVariance;

    /// <inheritdoc/>
    public sealed override double Mode => _location;

    /// <inheritdoc/>
    public sealed override double Entropy => StandardEntropy + _logScale;

    /// <summary>The mean at location 0 and scale 1.</summary>
    protected abstract double StandardMean { get; }

    /// <summary>The variance at scale 1.</summary>
    protected abstract double StandardVariance { get; }

    /// <summary>The entropy at scale 1.</summary>
    protected abstract double StandardEntropy { get; }

    /// <inheritdoc/>
    public sealed override double LogDensity(double y) => -(StandardSurprisal((y - _location) / Scale) + _logScale);

    /// <inheritdoc/>
    public sealed override double Cdf(double y) => Below((y - _location) / Scale, _lower, _upper);

    /// <inheritdoc/>
    public sealed override double Survival(double y) => Below((_location - y) / Scale, _upper, _lower);

    /// <inheritdoc/>
    public sealed override double LogCdf(double y) => LogBelow((y - _location) / Scale, _lower, _upper);

    /// <inheritdoc/>
    public sealed override double LogSurvival(double y) => LogBelow((_location - y) / Scale, _upper, _lower);

    /// <inheritdoc/>
    public sealed override double Quantile(double p) => _location + (Scale * StandardQuantile(p, _lower, _upper));

    /// <inheritdoc/>
    public sealed override double SurvivalQuantile(double q) => _location - (Scale * StandardQuantile(q, _upper, _lower));

    /// <inheritdoc/>
    public sealed override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Math.Clamp(Quantile(stream.NextDouble()), double.MinValue, double.MaxValue);
    }

    /// <summary>The surprisal at location 0 and scale 1.</summary>
    protected abstract double StandardSurprisal(double z);

    /// <summary>P(X &gt; x) of the half distribution on x ≥ 0.</summary>
    protected abstract double HalfSurvival(double x);

    /// <summary>log P(X &gt; x).</summary>
    protected abstract double HalfLogSurvival(double x);

    /// <summary>P(X ≤ x), accurate in relative terms next to 0.</summary>
    protected abstract double HalfCdf(double x);

    /// <summary>x with P(X &gt; x) = q.</summary>
    protected abstract double HalfSurvivalQuantile(double q);

    /// <summary>x with P(X ≤ x) = p, accurate in relative terms next to 0.</summary>
    protected abstract double HalfQuantile(double p);

    // Both are sums of positive parts: relative accuracy on both sides of the location, however little mass a side has.
    private double Below(double z, Piece near, Piece far) =>
        z < 0.0 ? near.Mass * HalfSurvival(-z * near.Rate) : near.Mass + (far.Mass * HalfCdf(z * far.Rate));

    private double LogBelow(double z, Piece near, Piece far)
    {
        if (z < 0.0) return Elementary.Log(near.Mass) + HalfLogSurvival(-z * near.Rate);
        double above = far.Mass * HalfSurvival(z * far.Rate);
        return above < 0.5 ? Elementary.Log1p(-above) : Elementary.Log(Below(z, near, far));
    }

    private double StandardQuantile(double p, Piece near, Piece far)
    {
        if (!(p >= 0.0) || p > 1.0) return double.NaN;
        double beyond = p - near.Mass;
        if (beyond <= 0.0)
        {
            double tail = p / near.Mass;
            return -(tail < 0.5 ? HalfSurvivalQuantile(tail) : HalfQuantile(-beyond / near.Mass)) / near.Rate;
        }

        double middle = beyond / far.Mass;
        return (middle < 0.5 ? HalfQuantile(middle) : HalfSurvivalQuantile(Math.Min((1.0 - p) / far.Mass, 1.0))) / far.Rate;
    }

    /// <summary>A half of the distribution: its probability, and how fast it falls.</summary>
    protected readonly record struct Piece(double Mass, double Rate);
}
