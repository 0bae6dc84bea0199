using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="MaxwellNoise"/>: y²/(2 scale²) is gamma with shape 3/2 and rate 1.</summary>
internal sealed class MaxwellDistribution(double scale) : HalfLineDistribution(hasDensityAtZero: false)
{
    private const double Shape = 1.5;
    private const double RootTwo = 1.4142135623730951;
    private const double RootTwoOverPi = 0.79788456080286536;

    // Below this z³ √(2/π)/3 (1 − 3z²/10) is the cdf to the last bit, also where z² is none.
    private const double Small = 1e-4;

    /// <inheritdoc/>
    public override double Mean => 2.0 * RootTwoOverPi * scale;

    /// <inheritdoc/>
    public override double Variance => scale * scale * (3.0 - (8.0 / Math.PI));

    /// <inheritdoc/>
    public override double Mode => RootTwo * scale;

    /// <inheritdoc/>
    public override double Entropy => Elementary.Log(scale) + (Constants.HalfLogTwoPi + Constants.EulerGamma - 0.5);

    /// <inheritdoc/>
    protected override double SurprisalInside(double y)
    {
        double z = y / scale;
        return (0.5 * (z * z)) + ((3.0 * Elementary.Log(scale)) - (2.0 * Elementary.Log(y))) + Constants.HalfLogHalfPi;
    }

    /// <inheritdoc/>
    protected override TailPair TailsInside(double y)
    {
        double z = y / scale;
        if (z >= Small) return IncompleteGamma.Tails(Shape, 0.5 * (z * z));
        return TailPair.FromLower(new ScaledTail((DoubleDouble.Log(y) - DoubleDouble.Log(scale)) * 3.0, RootTwoOverPi / 3.0 * (1.0 - (0.3 * (z * z)))));
    }

    /// <inheritdoc/>
    protected override double LowerQuantile(double p) => AtGamma(IncompleteGamma.InverseP(Shape, p));

    /// <inheritdoc/>
    protected override double UpperQuantile(double q) => AtGamma(IncompleteGamma.InverseQ(Shape, q));

    /// <inheritdoc/>
    protected override double Draw(RandomStream stream) => AtGamma(GammaSampler.Next(stream, Shape));

    private double AtGamma(double x) => scale * Math.Sqrt(2.0 * x);
}
