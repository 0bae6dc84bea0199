using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="ParetoLomaxNoise"/>: shape · log(1 + y/scale) is exponential with mean 1.</summary>
internal sealed class ParetoLomaxDistribution(double scale, double shape) : HalfLineDistribution(hasDensityAtZero: true)
{
    /// <inheritdoc/>
    public override double Mean => shape > 1.0 ? scale / (shape - 1.0) : double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Variance => shape switch
    {
        > 2.0 => Mean * (Mean * (shape / (shape - 2.0))),
        > 1.0 => double.PositiveInfinity,
        _ => double.NaN,
    };

    /// <inheritdoc/>
    public override double Mode => 0.0;

    /// <inheritdoc/>
    public override double Entropy => 1.0 + (1.0 / shape) + (Elementary.Log(scale) - Elementary.Log(shape));

    /// <inheritdoc/>
    protected override double SurprisalInside(double y) =>
        ((shape + 1.0) * Elementary.Log1p(y / scale)) + (Elementary.Log(scale) - Elementary.Log(shape));

    /// <inheritdoc/>
    protected override TailPair TailsInside(double y) => Exponential.Tails(shape * Elementary.Log1p(y / scale));

    /// <inheritdoc/>
    protected override double LowerQuantile(double p) => scale * Elementary.Expm1(-Elementary.Log1p(-p) / shape);

    /// <inheritdoc/>
    protected override double UpperQuantile(double q) => scale * Elementary.Expm1(-Elementary.Log(q) / shape);
}
