using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="BetaNoise"/>.</summary>
internal sealed class BetaDistribution : Distribution
{
    private const double LargestBelowOne = 0.99999999999999989;
    private readonly double _precision;
    private readonly DoubleDouble _a;
    private readonly DoubleDouble _b;
    private readonly double _normaliser;

    /// <summary>The distribution with this mean, strictly between 0 and 1, and this positive precision.</summary>
    public BetaDistribution(double mean, double precision)
    {
        Mean = mean;
        _precision = precision;
        _a = DoubleDouble.Product(mean, precision);
        _b = precision * DoubleDouble.Sum(1.0, -mean);
        DoubleDouble logs = DoubleDouble.Log(precision) - DoubleDouble.Log(_a) - DoubleDouble.Log(_b);
        _normaliser = (0.5 * logs.High) + Constants.HalfLogTwoPi
            + (Elementary.StirlingError(_a.High) + (Elementary.StirlingError(_b.High) - Elementary.StirlingError(precision)));
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance => Mean * (1.0 - Mean) / (1.0 + _precision);

    /// <summary>The formula of the noise model, with the deviance to 31 digits from y, a and b themselves and not from their logits.</summary>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        if (!(y > 0.0 && y < 1.0)) return double.NegativeInfinity;
        DoubleDouble deviance = SaddlePoint.Deviance(_a, DoubleDouble.Product(_precision, y))
            + SaddlePoint.Deviance(_b, _precision * DoubleDouble.Sum(1.0, -y));
        return -(deviance.High + (Elementary.Log(y) + Elementary.Log1p(-y)) + _normaliser);
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
    public override double Quantile(double p) => IncompleteBeta.InverseLower(_a.High, _b.High, p).X;

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => IncompleteBeta.InverseUpper(_a.High, _b.High, q).X;

    /// <summary>The share of one gamma draw in the sum of two, from their logarithms, which for small shapes do not underflow.</summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double logOdds = GammaSampler.NextLog(stream, _a.High) - GammaSampler.NextLog(stream, _b.High);

        // A draw nearer to an end than any double rounds to the last double inside, not to the end, which is no response.
        return Math.Clamp(Elementary.Sigmoid(logOdds), double.Epsilon, LargestBelowOne);
    }

    private TailPair Tails(double y)
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (y <= 0.0) return TailPair.AllUpper;
        return y >= 1.0 ? TailPair.AllLower : IncompleteBeta.Tails(_a.High, _b.High, y, DoubleDouble.Sum(1.0, -y));
    }
}
