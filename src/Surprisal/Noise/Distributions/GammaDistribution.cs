using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="GammaNoise"/>.</summary>
internal sealed class GammaDistribution(double mean, double shape) : Distribution
{
    private readonly double _scale = mean / shape;
    private readonly double _normaliser = Constants.HalfLogTwoPi + Elementary.StirlingError(shape) - (0.5 * Elementary.Log(shape));

    /// <inheritdoc/>
    public override double Mean => mean;

    /// <inheritdoc/>
    public override double Variance => mean * _scale;

    /// <summary>The formula of the noise model, with the deviance taken from y and mean themselves and not from their logarithms.</summary>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        if (!(y > 0.0) || double.IsInfinity(y)) return double.NegativeInfinity;
        return -((SaddlePoint.Deviance(mean, y) / _scale) + Elementary.Log(y) + _normaliser);
    }

    /// <inheritdoc/>
    public override double Cdf(double y) => Tails(y).Lower;

    /// <inheritdoc/>
    public override double Survival(double y) => Tails(y).Upper;

    /// <inheritdoc/>
    public override double LogCdf(double y) => Tails(y).LogLower;

    /// <inheritdoc/>
    public override double LogSurvival(double y) => Tails(y).LogUpper;

    /// <inheritdoc/>
    public override double Quantile(double p) => _scale * IncompleteGamma.InverseP(shape, p);

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => _scale * IncompleteGamma.InverseQ(shape, q);

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);

        // A draw below the smallest double rounds to it, not to 0, which is no response.
        return Math.Clamp(_scale * GammaSampler.Next(stream, shape), double.Epsilon, double.MaxValue);
    }

    private TailPair Tails(double y)
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (y <= 0.0) return TailPair.AllUpper;
        return double.IsInfinity(y) ? TailPair.AllLower : IncompleteGamma.Tails(shape, y / _scale);
    }
}
