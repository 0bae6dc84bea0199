using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="HyperbolicNoise"/>.</summary>
internal sealed class HyperbolicDistribution(double mean, double sigma, double delta) : LocationScaleDistribution(mean, sigma)
{
    private readonly double _logNormaliser = Hyperbolic.LogNormaliser(delta);
    private readonly double _logDelta = Elementary.Log(delta);

    // −ζ dL/dζ ≥ 0, L the remainder of log K₁ at ζ = δ²: the expected exponent is half more.
    private readonly double _slope = -Elementary.Derivatives<BesselK1Remainder>(2.0 * Elementary.Log(delta)).First;

    /// <summary>K₂(ζ)/K₁(ζ) in units of the scale, by the recurrence from K₀/K₁, which the slope of the remainder is.</summary>
    public override double Variance => Scale * Scale * (1.0 + ((1.5 + _slope) / (delta * delta)));

    /// <inheritdoc/>
    public override double Entropy => 0.5 + _slope + _logNormaliser + LogScale;

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z) => Elementary.PseudoHuber(z, _logDelta) + _logNormaliser;

    /// <inheritdoc/>
    protected override double StandardSurvival(double z) => z < 0.0 ? 1.0 - Tail(-z).Value : Tail(z).Value;

    /// <inheritdoc/>
    protected override double StandardLogSurvival(double z) => z < 0.0 ? Elementary.Log1p(-Tail(-z).Value) : Tail(z).LogValue;

    /// <inheritdoc/>
    protected override double StandardSurvivalQuantile(double q)
    {
        if (!(q >= 0.0) || q > 1.0) return double.NaN;
        return q <= 0.5 ? Hyperbolic.UpperQuantile(q, delta) : -Hyperbolic.UpperQuantile(1.0 - q, delta);
    }

    /// <summary>
    /// Rejection from the envelope of every log-concave density with its mode at 0: flat, then exponential (Devroye, Non-Uniform Random Variate
    /// Generation (1986), section VII.2); one draw in two is kept.
    /// </summary>
    protected override double StandardSample(RandomStream stream)
    {
        double height = 2.0 * Elementary.Exp(-_logNormaliser);
        while (true)
        {
            double side = stream.NextDouble(), x = 2.0 * stream.NextDouble(), logEnvelope = 0.0;
            if (x > 1.0)
            {
                // Beyond 1 the envelope is e^(1 − x).
                double beyond = -Elementary.Log(x - 1.0);
                (x, logEnvelope) = (1.0 + beyond, -beyond);
            }

            double z = x / height;
            if (Elementary.Log(stream.NextDouble()) + logEnvelope <= -Elementary.PseudoHuber(z, _logDelta)) return side < 0.5 ? -z : z;
        }
    }

    private ScaledTail Tail(double z) => double.IsNaN(z) ? new ScaledTail(0.0, double.NaN) : Hyperbolic.Upper(z, delta);
}
