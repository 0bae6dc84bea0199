using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="SkellamNoise"/>.</summary>
internal sealed class SkellamDistribution(double first, double second) : SummedCountDistribution(double.PositiveInfinity, double.NegativeInfinity)
{
    /// <inheritdoc/>
    public override double Mean => first - second;

    /// <inheritdoc/>
    public override double Variance => first + second;

    /// <inheritdoc/>
    public override double Mode => CountSums.Peak(this, Math.Floor(Mean) - 3.0 - Math.Floor(Math.Sqrt(Variance)));

    /// <inheritdoc/>
    public override double Ratio(double y) => Elementary.Exp(LogProbability(y + 1.0) - LogProbability(y));

    /// <summary>The difference of two poisson draws.</summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return CountSampler.NextPoisson(stream, first) - CountSampler.NextPoisson(stream, second);
    }

    /// <summary>The formula of the noise model, with the deviances taken from the means themselves and not from their logarithms.</summary>
    protected override double LogProbability(double y)
    {
        double count = Math.Abs(y), root = Math.Sqrt(first) * Math.Sqrt(second), size = Math.Sqrt((count * count) + (4.0 * root * root));
        double large = 0.5 * (size + count), small = root / large * root;
        double deviance = y < 0.0
            ? SaddlePoint.Deviance(large, second) + SaddlePoint.Deviance(small, first)
            : SaddlePoint.Deviance(large, first) + SaddlePoint.Deviance(small, second);
        return -(deviance + (0.5 * Elementary.Log(size)) + Constants.HalfLogTwoPi - BesselRemainder.Of(count, 2.0 * root).Value);
    }
}
