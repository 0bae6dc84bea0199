using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="BetaBinomialNoise"/>.</summary>
internal sealed class BetaBinomialDistribution : SummedCountDistribution
{
    private readonly double _mean;
    private readonly double _precision;
    private readonly double _trials;
    private readonly double _a;
    private readonly double _b;
    private readonly DoubleDouble _p;
    private readonly DoubleDouble _q;

    /// <summary>The distribution with these trials, this mean of the share, strictly between 0 and 1, and this positive precision.</summary>
    public BetaBinomialDistribution(double trials, double mean, double precision)
        : base(trials)
    {
        _trials = trials;
        _mean = mean;
        _precision = precision;
        _a = mean * precision;
        _b = (precision * DoubleDouble.Sum(1.0, -mean)).High;
        DoubleDouble total = DoubleDouble.Sum(precision, trials);
        _p = precision / total;
        _q = trials / total;
    }

    /// <inheritdoc/>
    public override double Mean => _trials * _mean;

    /// <inheritdoc/>
    public override double Variance => _trials * _mean * (1.0 - _mean) * ((_trials + _precision) / (1.0 + _precision));

    /// <summary>Inside where both shapes are above 1, else at an end.</summary>
    public override double Mode => _a > 1.0 && _b > 1.0 ? base.Mode : _mean > 0.5 ? _trials : 0.0;

    /// <inheritdoc/>
    public override double Ratio(double y) => (_trials - y) / (y + 1.0) * ((y + _a) / (_trials - y - 1.0 + _b));

    /// <summary>A binomial draw whose probability is a beta draw.</summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double logOdds = GammaSampler.NextLog(stream, _a) - GammaSampler.NextLog(stream, _b), rarer = Elementary.Sigmoid(-Math.Abs(logOdds));
        double draw = CountSampler.NextBinomial(stream, _trials, rarer);
        return logOdds > 0.0 ? _trials - draw : draw;
    }

    /// <summary>Negative binomial counts of successes and failures with sizes a and b, given their sum: any probability serves, this one their means.</summary>
    protected override double LogProbability(double y)
    {
        if (_trials == 0.0) return 0.0;
        if (_trials == 1.0) return y == 0.0 ? Elementary.Log1p(-_mean) : Elementary.Log(_mean);
        return Count(_a, y) + (Count(_b, _trials - y) - Count(_precision, _trials));
    }

    private double Count(double size, double y) =>
        SaddlePoint.BinomialLogProbability(size, y, _p, _q) + (y == 0.0 ? 0.0 : DoubleDouble.Log(size / DoubleDouble.Sum(size, y)).High);
}
