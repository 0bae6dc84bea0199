using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="InverseGammaNoise"/>: scale/y is gamma with rate 1.</summary>
internal sealed class InverseGammaDistribution(double scale, double shape) : HalfLineDistribution(hasDensityAtZero: false)
{
    /// <inheritdoc/>
    public override double Mean => shape > 1.0 ? scale / (shape - 1.0) : double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Variance => shape switch
    {
        > 2.0 => Mean * (Mean / (shape - 2.0)),
        > 1.0 => double.PositiveInfinity,
        _ => double.NaN,
    };

    /// <inheritdoc/>
    public override double Mode => scale / (shape + 1.0);

    /// <summary>shape + log scale + log Γ(shape) − (1 + shape) ψ(shape), with Stirling's terms of both taken out.</summary>
    public override double Entropy
    {
        get
        {
            (double rest, double slope, _) = Elementary.Derivatives<StirlingError>(shape);
            double small = (rest + (0.5 / shape)) - ((1.0 + shape) * slope);
            return small + (Elementary.Log(scale) - (1.5 * Elementary.Log(shape))) + (Constants.HalfLogTwoPi + 0.5);
        }
    }

    /// <summary>The surprisal of x = scale/y, and the Jacobian.</summary>
    protected override double SurprisalInside(double y)
    {
        double deviance = SaddlePoint.Deviance((DoubleDouble)shape, (DoubleDouble)scale / y).High;
        return deviance + (Elementary.StirlingError(shape) - (0.5 * Elementary.Log(shape))) + (Elementary.Log(y) + Constants.HalfLogTwoPi);
    }

    /// <inheritdoc/>
    protected override TailPair TailsInside(double y) => IncompleteGamma.Tails(shape, scale / y).Mirror();

    /// <inheritdoc/>
    protected override double LowerQuantile(double p) => scale / IncompleteGamma.InverseQ(shape, p);

    /// <inheritdoc/>
    protected override double UpperQuantile(double q) => scale / IncompleteGamma.InverseP(shape, q);

    /// <inheritdoc/>
    protected override double Draw(RandomStream stream) => Elementary.Exp(Elementary.Log(scale) - GammaSampler.NextLog(stream, shape));
}
