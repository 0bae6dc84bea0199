using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="LognormalNoise"/>: log y is gaussian.</summary>
internal sealed class LognormalDistribution(double mu, double sigma) : HalfLineDistribution(hasDensityAtZero: false)
{
    /// <inheritdoc/>
    public override double Mean => (mu + (0.5 * DoubleDouble.Product(sigma, sigma))).Exp();

    /// <inheritdoc/>
    public override double Variance => Mean * (Mean * Elementary.Expm1(sigma * sigma));

    /// <inheritdoc/>
    public override double Mode => (mu - DoubleDouble.Product(sigma, sigma)).Exp();

    /// <inheritdoc/>
    public override double Entropy => mu + (Elementary.Log(sigma) + (Constants.HalfLogTwoPi + 0.5));

    /// <inheritdoc/>
    protected override double SurprisalInside(double y)
    {
        double z = Standardise(y).High;
        return (0.5 * (z * z)) + (Elementary.Log(y) + Elementary.Log(sigma) + Constants.HalfLogTwoPi);
    }

    /// <inheritdoc/>
    protected override TailPair TailsInside(double y)
    {
        DoubleDouble z = Standardise(y), distance = DoubleDouble.Abs(z);
        TailPair upper = TailPair.FromUpper(new ScaledTail(-0.5 * (distance * distance), Constants.InverseSqrtTwoPi * Elementary.MillsRatio(distance.High)));
        return z.High < 0.0 ? upper.Mirror() : upper;
    }

    /// <inheritdoc/>
    protected override double LowerQuantile(double p) => AtZ(Normal.Quantile(p));

    /// <inheritdoc/>
    protected override double UpperQuantile(double q) => AtZ(Normal.QuantileFromSurvival(q));

    /// <inheritdoc/>
    protected override double Draw(RandomStream stream) => AtZ(stream.NextNormal());

    // To more than double precision: a small sigma multiplies the rounding of log y.
    private DoubleDouble Standardise(double y) => (DoubleDouble.Log(y) - mu) / sigma;

    private double AtZ(double z) => (mu + DoubleDouble.Product(sigma, z)).Exp();
}
