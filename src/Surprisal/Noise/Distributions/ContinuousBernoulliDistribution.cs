using Surprisal.Numerics;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="ContinuousBernoulliNoise"/>.</summary>
/// <param name="lambda">The parameter, strictly between 0 and 1.</param>
internal sealed class ContinuousBernoulliDistribution(double lambda) : Distribution
{
    // Around ½ from 2 lambda − 1, which is exact.
    private readonly double _logit = Math.Abs(lambda - 0.5) < 0.25
        ? Elementary.Log1p(((lambda + lambda) - 1.0) / (1.0 - lambda))
        : Elementary.Log(lambda) - Elementary.Log1p(-lambda);

    /// <inheritdoc/>
    public override double Mean => Elementary.Derivatives<LogExpm1OverX>(_logit).First;

    /// <inheritdoc/>
    public override double Variance => Elementary.Derivatives<LogExpm1OverX>(_logit).Second;

    /// <summary>The likelier end; 0 where all responses are equally likely.</summary>
    public override double Mode => _logit > 0.0 ? 1.0 : 0.0;

    /// <inheritdoc/>
    public override double Entropy
    {
        get
        {
            double t = -Math.Abs(_logit);
            (double log, double mean, _) = Elementary.Derivatives<LogExpm1OverX>(t);
            return log - (t * mean);
        }
    }

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        if (y < 0.0 || y > 1.0) return double.NegativeInfinity;
        double size = Math.Abs(_logit);
        return -(Elementary.LogExpm1OverX(-size) + (size * (_logit < 0.0 ? y : 1.0 - y)));
    }

    /// <inheritdoc/>
    public override double Cdf(double y) => Lower(y, 1.0 - y, _logit);

    /// <inheritdoc/>
    public override double Survival(double y) => Lower(1.0 - y, y, -_logit);

    /// <inheritdoc/>
    public override double LogCdf(double y) => LogLower(y, 1.0 - y, _logit);

    /// <inheritdoc/>
    public override double LogSurvival(double y) => LogLower(1.0 - y, y, -_logit);

    /// <inheritdoc/>
    public override double Quantile(double p) => LowerQuantile(p, 1.0 - p, _logit);

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => 1.0 - LowerQuantile(q, 1.0 - q, -_logit);

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Quantile(stream.NextDouble());
    }

    /// <summary>(e^(ty) − 1)/(eᵗ − 1), for t &gt; 0 divided by eᵗ above and below: e^(−t(1 − y)) is the smaller for y near 0.</summary>
    private static double Lower(double y, double rest, double t)
    {
        if (double.IsNaN(y)) return double.NaN;
        if (y <= 0.0) return 0.0;
        if (rest <= 0.0) return 1.0;
        if (t == 0.0) return y;
        double scale = t > 0.0 ? Elementary.Exp(-t * rest) : 1.0, size = -Math.Abs(t);
        return Math.Min(scale * (Elementary.Expm1(size * y) / Elementary.Expm1(size)), 1.0);
    }

    private static double LogLower(double y, double rest, double t)
    {
        double tail = Lower(y, rest, t);
        if (!(tail > 0.0) || tail == 1.0) return Elementary.Log(tail);
        double other = Lower(rest, y, -t);
        if (other < 0.5) return Elementary.Log1p(-other);

        // Not the logarithm of the tail, which for a large t may have underflowed.
        return Elementary.Log(y) + (Elementary.LogExpm1OverX(t * y) - Elementary.LogExpm1OverX(t));
    }

    /// <summary>log(1 + p(eᵗ − 1))/t, where p(eᵗ − 1) is near −1 as the sum of the two probabilities that it leaves.</summary>
    private static double LowerQuantile(double p, double q, double t)
    {
        if (!(p >= 0.0) || p > 1.0) return double.NaN;
        if (t == 0.0 || p is 0.0 or 1.0) return p;
        double product = p * Elementary.Expm1(t);
        double log = product < -0.5 ? Elementary.Log(q + (p * Elementary.Exp(t))) : Elementary.Log1p(product);
        return Math.Clamp(log / t, 0.0, 1.0);
    }
}
