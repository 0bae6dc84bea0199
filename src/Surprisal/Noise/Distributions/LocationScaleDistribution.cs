using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>A symmetric distribution about a location, in units of a scale: what gaussian, student-t, huber and logistic share.</summary>
internal abstract class LocationScaleDistribution(double location, double scale) : Distribution
{
    private readonly double _logScale = Elementary.Log(scale);

    /// <summary>The scale.</summary>
    protected double Scale { get; } = scale;

    /// <summary>The logarithm of the scale.</summary>
    protected double LogScale => _logScale;

    /// <inheritdoc/>
    public override double Mean => location;

    /// <inheritdoc/>
    public override double Median => location;

    /// <inheritdoc/>
    public override double Mode => location;

    /// <inheritdoc/>
    public sealed override double LogDensity(double y) => -(StandardSurprisal(Standardise(y)) + _logScale);

    /// <inheritdoc/>
    public sealed override double Cdf(double y) => StandardSurvival(-Standardise(y));

    /// <inheritdoc/>
    public sealed override double Survival(double y) => StandardSurvival(Standardise(y));

    /// <inheritdoc/>
    public sealed override double LogCdf(double y) => StandardLogSurvival(-Standardise(y));

    /// <inheritdoc/>
    public sealed override double LogSurvival(double y) => StandardLogSurvival(Standardise(y));

    /// <inheritdoc/>
    public sealed override double Quantile(double p) => location - (Scale * StandardSurvivalQuantile(p));

    /// <inheritdoc/>
    public sealed override double SurvivalQuantile(double q) => location + (Scale * StandardSurvivalQuantile(q));

    /// <inheritdoc/>
    public sealed override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);

        // Very heavy tails reach past the largest double; the response stays a finite number.
        return Math.Clamp(location + (Scale * StandardSample(stream)), double.MinValue, double.MaxValue);
    }

    /// <summary>The surprisal at scale 1.</summary>
    protected abstract double StandardSurprisal(double z);

    /// <summary>P(Z &gt; z), accurate in relative terms for z &gt; 0.</summary>
    protected abstract double StandardSurvival(double z);

    /// <summary>log P(Z &gt; z).</summary>
    protected abstract double StandardLogSurvival(double z);

    /// <summary>z with P(Z &gt; z) = q; NaN outside [0, 1].</summary>
    protected abstract double StandardSurvivalQuantile(double q);

    /// <summary>A draw of Z.</summary>
    protected abstract double StandardSample(RandomStream stream);

    private double Standardise(double y) => (y - location) / Scale;
}
