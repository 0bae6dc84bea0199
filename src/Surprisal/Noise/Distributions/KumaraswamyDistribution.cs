using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="KumaraswamyNoise"/>.</summary>
internal sealed class KumaraswamyDistribution(double a, double b) : Distribution
{
    private const double LargestBelowOne = 0.99999999999999989;
    private const double ShortStep = 4e-4;
    private readonly double _logPowers = Elementary.Log(a) + Elementary.Log(b);

    /// <inheritdoc/>
    public override double Mean => Elementary.Exp(LogMoment(1.0));

    /// <summary>
    /// The square of the mean times e^(h(2r) − 2h(r)) − 1, h the logarithm of a moment, r = 1/a; for small r the difference is that of the series
    /// r²h″(r) + r⁴h⁗(r)/12.
    /// </summary>
    public override double Variance
    {
        get
        {
            double r = 1.0 / a, difference = LogMoment(2.0) - (2.0 * LogMoment(1.0));
            if (r < ShortStep)
            {
                double second = Elementary.Trigamma(1.0 + r) - Elementary.Trigamma(1.0 + b + r);
                double fourth = Fourth(1.0 + r) - Fourth(1.0 + b + r);
                difference = r * r * (second + (r * r / 12.0 * fourth));
            }

            return Mean * (Mean * Elementary.Expm1(difference));
        }
    }

    /// <inheritdoc/>
    public override double Mode
    {
        get
        {
            if (a < 1.0 || b < 1.0) return double.NaN;
            if (a == 1.0) return 0.0;
            return b == 1.0 ? 1.0 : Elementary.Exp((Elementary.Log(a - 1.0) - Elementary.Log(((a - 1.0) * b) + (b - 1.0))) / a);
        }
    }

    /// <inheritdoc/>
    public override double Entropy => (1.0 - (1.0 / b)) + ((1.0 - (1.0 / a)) * (Elementary.Digamma(b + 1.0) + Constants.EulerGamma)) - _logPowers;

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        if (!(y > 0.0 && y < 1.0)) return double.NegativeInfinity;
        double logY = Elementary.Log(y);
        return _logPowers + ((a - 1.0) * logY) + ((b - 1.0) * Elementary.Log1mExp(a * logY));
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
    public override double Quantile(double p) => AtLogSurvival(p >= 0.0 && p <= 1.0 ? Elementary.Log1p(-p) : double.NaN);

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => AtLogSurvival(q >= 0.0 && q <= 1.0 ? Elementary.Log(q) : double.NaN);

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);

        // A draw nearer to an end than any double rounds to the last double inside, not to the end, which is no response.
        return Math.Clamp(SurvivalQuantile(stream.NextDouble()), double.Epsilon, LargestBelowOne);
    }

    private static double Fourth(double x) => Elementary.Derivatives<Numerics.Primitives.Trigamma>(x).Second;

    // log of b B(1 + n/a, b).
    private double LogMoment(double n) => Elementary.LogBeta(1.0 + (n / a), b) + Elementary.Log(b);

    private double AtLogSurvival(double log) => Elementary.Exp(Elementary.Log1mExp(log / b) / a);

    private TailPair Tails(double y)
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (y <= 0.0) return TailPair.AllUpper;
        if (y >= 1.0) return TailPair.AllLower;
        DoubleDouble t = a * DoubleDouble.Log(y);

        // −log of the survival; where yᵃ is nothing next to 1 it is b yᵃ, and so is the cdf.
        if (t.High < -40.0 && t.High + Elementary.Log(b) < -40.0) return TailPair.FromLower(new ScaledTail(t, b));
        double exponent = b * Elementary.Log1mExp(t.High);
        return exponent < -0.7
            ? TailPair.FromUpper(new ScaledTail(exponent, 1.0))
            : TailPair.FromLower(new ScaledTail(0.0, -Elementary.Expm1(exponent)));
    }
}
