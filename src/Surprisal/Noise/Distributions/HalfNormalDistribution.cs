using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="HalfNormalNoise"/>: the size of a gaussian error.</summary>
internal sealed class HalfNormalDistribution(double sigma) : HalfLineDistribution(hasDensityAtZero: true)
{
    private const double TwoInverseSqrtTwoPi = 0.79788456080286536;
    private const double MostlyBelow = 0.7;

    /// <inheritdoc/>
    public override double Mean => sigma * TwoInverseSqrtTwoPi;

    /// <inheritdoc/>
    public override double Variance => sigma * sigma * (1.0 - (2.0 / Math.PI));

    /// <inheritdoc/>
    public override double Mode => 0.0;

    /// <inheritdoc/>
    public override double Entropy => 0.5 + Constants.HalfLogHalfPi + Elementary.Log(sigma);

    /// <inheritdoc/>
    protected override double SurprisalInside(double y)
    {
        double z = y / sigma;
        return (0.5 * (z * z)) + (Constants.HalfLogHalfPi + Elementary.Log(sigma));
    }

    /// <inheritdoc/>
    protected override TailPair TailsInside(double y)
    {
        double rounded = y / sigma;
        if (rounded < MostlyBelow) return TailPair.FromLower(new ScaledTail(0.0, 2.0 * Normal.FromCentre(rounded)));
        if (!(rounded < 1e150)) return TailPair.AllLower;
        DoubleDouble z = (DoubleDouble)y / sigma;
        return TailPair.FromUpper(new ScaledTail(-0.5 * (z * z), TwoInverseSqrtTwoPi * Elementary.MillsRatio(rounded)));
    }

    /// <inheritdoc/>
    protected override double LowerQuantile(double p) => sigma * Normal.QuantileFromCentre(0.5 * p);

    /// <inheritdoc/>
    protected override double UpperQuantile(double q) => sigma * Normal.QuantileFromSurvival(0.5 * q);

    /// <inheritdoc/>
    protected override double Draw(RandomStream stream) => sigma * Math.Abs(stream.NextNormal());
}
