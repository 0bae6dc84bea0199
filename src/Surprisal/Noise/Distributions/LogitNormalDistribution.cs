using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="LogitNormalNoise"/>.</summary>
internal sealed class LogitNormalDistribution(double mu, double sigma) : Distribution
{
    private const double LargestBelowOne = 0.99999999999999989;
    private const double Narrow = 1.0;
    private const double Stride = 0.4;
    private const double NormalReach = 10.0;
    private const double LogisticReach = 45.0;
    private const int ModeSteps = 200;
    private const double EntropyReach = 4.0;
    private const double EntropyStride = 0.0625;
    private readonly double _logSigma = Elementary.Log(sigma);

    /// <inheritdoc/>
    public override double Mean => mu > 0.0 ? 1.0 - LowerMoments().Mean : LowerMoments().Mean;

    /// <inheritdoc/>
    public override double Variance => LowerMoments().Variance;

    /// <inheritdoc/>
    public override double Median => Elementary.Sigmoid(mu);

    /// <summary>
    /// Where the slope of the log-density in the logit vanishes: x = m + sigma² tanh(x/2), m = −|mu|. On x ≤ m that has one solution; the function
    /// is concave there, so that Newton from its left end is monotone.
    /// </summary>
    public override double Mode
    {
        get
        {
            double square = sigma * sigma, m = -Math.Abs(mu), x = m - square;
            for (int i = 0; i < ModeSteps; i++)
            {
                double tanh = Elementary.Tanh(0.5 * x), slope = 1.0 - (0.5 * square * (1.0 - tanh) * (1.0 + tanh));
                double step = (x - m - (square * tanh)) / slope;
                if (!(slope > 0.0) || !(step < 0.0) || x - step == x) break;
                x -= step;
            }

            return Elementary.Sigmoid(mu > 0.0 ? -x : x);
        }
    }

    /// <summary>
    /// log sigma + ½ log(2πe) less the mean of g = −log y − log(1 − y) = |t| + 2 log(1 + e^−|t|), t the logit. In y itself there are not the doubles next to 1 that a
    /// quadrature would need.
    /// </summary>
    public override double Entropy => _logSigma + (Constants.HalfLogTwoPi + 0.5) - (sigma <= Narrow ? NarrowLoss() : WideLoss());

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        if (!(y > 0.0 && y < 1.0)) return double.NegativeInfinity;
        double z = Standardise(y).High;
        return -((0.5 * (z * z)) + (_logSigma + (Elementary.Log(y) + Elementary.Log1p(-y) + Constants.HalfLogTwoPi)));
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
    public override double Quantile(double p) => AtZ(Normal.Quantile(p));

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => AtZ(Normal.QuantileFromSurvival(q));

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);

        // A draw nearer to an end than any double rounds to the last double inside, not to the end, which is no response.
        return Math.Clamp(AtZ(stream.NextNormal()), double.Epsilon, LargestBelowOne);
    }

    /// <summary>Mean and variance of the share whose logit has mean −|mu|: of the two that are complements the one that is small.</summary>
    private (double Mean, double Variance) LowerMoments()
    {
        double m = -Math.Abs(mu);
        return sigma <= Narrow ? NarrowMoments(m) : WideMoments(m);
    }

    /// <summary>Over z, as deviations from the median p: p(1 − p)(eᵗ − 1)/(1 + p(eᵗ − 1)), t = sigma z.</summary>
    private (double Mean, double Variance) NarrowMoments(double m)
    {
        double p = Elementary.Sigmoid(m), rest = Elementary.Sigmoid(-m), first = 0.0, second = 0.0;
        for (double z = -NormalReach; z <= NormalReach + (0.5 * Stride); z += Stride)
        {
            double change = Elementary.Expm1(sigma * z), deviation = p * rest * change / (1.0 + (p * change));
            double weight = Stride * Constants.InverseSqrtTwoPi * Elementary.Exp(-0.5 * z * z);
            first += weight * deviation;
            second += weight * deviation * deviation;
        }

        return (p + first, second - (first * first));
    }

    /// <summary>Over the logit t, by parts: E g = ∫ g′(t) P(logit &gt; t) dt for g the share and for its square.</summary>
    private (double Mean, double Variance) WideMoments(double m)
    {
        double first = 0.0, second = 0.0;
        for (double t = m - LogisticReach; t <= LogisticReach; t += Stride)
        {
            double share = Elementary.Sigmoid(t), term = Stride * share * Elementary.Sigmoid(-t) * Normal.Cdf((m - t) / sigma);
            first += term;
            second += 2.0 * share * term;
        }

        return (first, second - (first * first));
    }

    /// <summary>The mean of g by the trapezoidal rule over z.</summary>
    private double NarrowLoss()
    {
        double sum = 0.0;
        for (double z = -NormalReach; z <= NormalReach + (0.5 * Stride); z += Stride)
        {
            double distance = Math.Abs(mu + (sigma * z));
            sum += Stride * Constants.InverseSqrtTwoPi * Elementary.Exp(-0.5 * z * z) * (distance + (2.0 * Elementary.Log1p(Elementary.Exp(-distance))));
        }

        return sum;
    }

    /// <summary>
    /// The mean of |t| in closed form, and the rest, which falls off as e^−|t|, by the double exponential rule |t| = exp(u − e^−u) (Takahasi and Mori 1974,
    /// doi:10.2977/prims/1195192451), both signs of t at once.
    /// </summary>
    private double WideLoss()
    {
        double m = Math.Abs(mu), ratio = m / sigma;
        double sum = (2.0 * sigma * Constants.InverseSqrtTwoPi * Elementary.Exp(-0.5 * ratio * ratio)) + (m * (1.0 - (2.0 * Normal.Cdf(-ratio))));
        for (double u = -EntropyReach; u <= EntropyReach; u += EntropyStride)
        {
            double inner = Elementary.Exp(-u), t = Elementary.Exp(u - inner), above = (t - m) / sigma, below = (t + m) / sigma;
            double density = Constants.InverseSqrtTwoPi / sigma * (Elementary.Exp(-0.5 * above * above) + Elementary.Exp(-0.5 * below * below));
            sum += EntropyStride * t * (1.0 + inner) * 2.0 * Elementary.Log1p(Elementary.Exp(-t)) * density;
        }

        return sum;
    }

    private TailPair Tails(double y)
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (y <= 0.0) return TailPair.AllUpper;
        if (y >= 1.0) return TailPair.AllLower;
        DoubleDouble z = Standardise(y), distance = DoubleDouble.Abs(z);
        TailPair upper = TailPair.FromUpper(new ScaledTail(-0.5 * (distance * distance), Constants.InverseSqrtTwoPi * Elementary.MillsRatio(distance.High)));
        return z.High < 0.0 ? upper.Mirror() : upper;
    }

    // To more than double precision: a small sigma multiplies the rounding of the logit.
    private DoubleDouble Standardise(double y) => (DoubleDouble.Log(y / DoubleDouble.Sum(1.0, -y)) - mu) / sigma;

    private double AtZ(double z)
    {
        if (double.IsInfinity(z) || double.IsNaN(z)) return Elementary.Sigmoid(z);
        DoubleDouble logit = mu + DoubleDouble.Product(sigma, z);
        double share = Elementary.Sigmoid(logit.High);
        return share + (share * Elementary.Sigmoid(-logit.High) * logit.Low);
    }
}
