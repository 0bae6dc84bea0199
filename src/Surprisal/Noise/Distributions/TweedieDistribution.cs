using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="TweedieNoise"/>.</summary>
internal sealed class TweedieDistribution(double mean, double dispersion, double power) : Distribution
{
    private const double Reach = 7.0;
    private const double NextToZero = 1e-300;
    private const int EntropyNodes = 600;
    private readonly Tweedie _tweedie = Tweedie.Of(mean, dispersion, power);
    private readonly double _logRest = Constants.HalfLogTwoPi + (0.5 * Elementary.Log(dispersion));
    private readonly double _logScale = Elementary.Log(dispersion * (2.0 - power));

    /// <inheritdoc/>
    public override double Mean => mean;

    /// <inheritdoc/>
    public override double Variance => dispersion * Elementary.Pow(mean, power);

    /// <summary>
    /// 0, or the response above it of the highest density where that is above the probability of 0; NaN above power 1½, where the density right above 0 has no bound,
    /// if there are doubles enough for it to show.
    /// </summary>
    public override double Mode
    {
        get
        {
            double mode = NumericalSummary.Mode(this);
            if (_tweedie.Shape < 1.0 && !(LogDensity(NextToZero) <= LogDensity(mode))) return double.NaN;
            return LogDensity(mode) > -_tweedie.Rate ? mode : 0.0;
        }
    }

    /// <summary>The atom's part, and the rest by the trapezoidal rule in u, log y = middle + spread sinh u, which ends fast on both sides.</summary>
    public override double Entropy
    {
        get
        {
            double positive = -Elementary.Expm1(-_tweedie.Rate), step = Reach / EntropyNodes;
            double middle = Elementary.Log(SurvivalQuantile(0.5 * positive));
            double spread = 0.75 * (Elementary.Log(SurvivalQuantile(0.25 * positive)) - Elementary.Log(SurvivalQuantile(0.75 * positive)));
            double sum = Elementary.Exp(-_tweedie.Rate) * _tweedie.Rate;
            for (int i = -EntropyNodes; i <= EntropyNodes; i++)
            {
                double e = Elementary.Exp(i * step), logY = middle + (0.5 * spread * (e - (1.0 / e)));
                double logDensity = LogDensity(Elementary.Exp(logY)), density = Elementary.Exp(logDensity + logY);
                if (density > 0.0) sum -= 0.5 * spread * (e + (1.0 / e)) * step * density * logDensity;
            }

            return sum;
        }
    }

    /// <summary>The formula of the noise model, with the logarithm of y/mu taken from their difference.</summary>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        if (!(y >= 0.0) || double.IsInfinity(y)) return double.NegativeInfinity;
        if (y == 0.0) return -_tweedie.Rate;
        double logY = Elementary.Log(y), remainder = Elementary.TweedieRemainder(_tweedie.Shape, ((2.0 - power) * logY) - _logScale);
        return -(_tweedie.Deviance(_tweedie.LogRatio(y)) + remainder + (_logRest + (0.5 * power * logY)));
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
    public override double Quantile(double p) => _tweedie.Quantile(QuantileTarget.FromCdf(p));

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => _tweedie.Quantile(QuantileTarget.FromCdf(q).Mirror());

    /// <summary>A poisson number of gamma amounts, which together are one gamma amount.</summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double count = CountSampler.NextPoisson(stream, _tweedie.Rate);
        if (count == 0.0) return 0.0;
        double amount = GammaSampler.Next(stream, count * _tweedie.Shape) * (mean / (_tweedie.Rate * _tweedie.Shape));
        return Math.Clamp(amount, double.Epsilon, double.MaxValue);
    }

    private TailPair Tails(double y)
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (y < 0.0) return TailPair.AllUpper;
        if (double.IsInfinity(y)) return TailPair.AllLower;
        return y == 0.0 ? TailPair.FromBoth(new ScaledTail(-_tweedie.Rate, 1.0), -Elementary.Expm1(-_tweedie.Rate)) : _tweedie.Tails(y);
    }
}
