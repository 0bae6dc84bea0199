using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="GeneralisedGammaNoise"/>.</summary>
internal sealed class GeneralisedGammaDistribution(double mu, double sigma, double shape) : Distribution
{
    // Above this shape of its gamma a draw has not the digits of its logarithm's deviation.
    private const double LargestDrawn = 1e8;
    private readonly double _logSigma = Elementary.Log(sigma);

    /// <inheritdoc/>
    public override double Mean => Elementary.Exp(mu + GeneralisedGamma.LogMoment(sigma, shape));

    /// <inheritdoc/>
    public override double Variance
    {
        get
        {
            double first = GeneralisedGamma.LogMoment(sigma, shape), second = GeneralisedGamma.LogMoment(2.0 * sigma, shape);
            return double.IsInfinity(second) ? second : Mean * (Mean * Elementary.Expm1(second - (2.0 * first)));
        }
    }

    /// <summary>NaN where the density grows without bound towards 0, which it does for sigma · shape above 1.</summary>
    public override double Mode
    {
        get
        {
            double product = sigma * shape;
            if (product > 1.0) return double.NaN;
            double ratio = Math.Abs(product) < 1e-18 ? -sigma : Elementary.Log1p(-product) / shape;
            return product == 1.0 ? 0.0 : AtW(ratio);
        }
    }

    /// <summary>E log y = mu + sigma(ψ(k) − log k)/shape and E(e^(shape·w) − 1 − shape·w) = log k − ψ(k), k = 1/shape².</summary>
    public override double Entropy
    {
        get
        {
            (double error, double slope) = GeneralisedGamma.Stirling(shape);
            double location = GeneralisedGamma.IsNormal(shape) ? 0.0 : (sigma / shape * slope) - (0.5 * sigma * shape) - (GeneralisedGamma.Shape(shape) * slope);
            return mu + _logSigma + (Constants.HalfLogTwoPi + 0.5) + error + location;
        }
    }

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        if (!(y > 0.0) || double.IsInfinity(y)) return double.NegativeInfinity;
        double w = Standardise(y).High;
        double quadratic = w * w * Elementary.Apply<Numerics.Primitives.Expm1MinusXOverSquare>(shape * w);
        return -(quadratic + GeneralisedGamma.Stirling(shape).Error + (Elementary.Log(y) + _logSigma + Constants.HalfLogTwoPi));
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
    public override double Quantile(double p) => AtW(GeneralisedGamma.Quantile(QuantileTarget.FromCdf(p), shape));

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => AtW(GeneralisedGamma.Quantile(QuantileTarget.FromCdf(q).Mirror(), shape));

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double k = GeneralisedGamma.Shape(shape);
        double y = k < LargestDrawn ? AtW((GammaSampler.NextLog(stream, k) - Elementary.Log(k)) / shape) : Quantile(stream.NextDouble());
        return Math.Clamp(y, double.Epsilon, double.MaxValue);
    }

    private TailPair Tails(double y)
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (y <= 0.0) return TailPair.AllUpper;
        return double.IsInfinity(y) ? TailPair.AllLower : GeneralisedGamma.Tails(Standardise(y), shape);
    }

    // To more than double precision: a small sigma multiplies the rounding of log y.
    private DoubleDouble Standardise(double y) => (DoubleDouble.Log(y) - mu) / sigma;

    private double AtW(double w) => double.IsInfinity(w) || double.IsNaN(w) ? Elementary.Exp(w) : (mu + DoubleDouble.Product(sigma, w)).Exp();
}
