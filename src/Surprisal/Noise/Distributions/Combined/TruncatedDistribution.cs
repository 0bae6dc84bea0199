using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>A distribution given that its response lies between bounds.</summary>
internal sealed class TruncatedDistribution : Distribution
{
    private const int MostDraws = 64;
    private readonly Distribution _whole;
    private readonly double _least;
    private readonly double _greatest;
    private readonly double _below;
    private readonly double _logProbability;
    private readonly bool _discrete;
    private readonly bool _smooth;

    /// <summary>Truncates.</summary>
    /// <param name="whole">The distribution before truncation.</param>
    /// <param name="lower">The lower bound, included.</param>
    /// <param name="upper">The upper bound, included.</param>
    /// <param name="discrete">Whether responses are whole numbers.</param>
    /// <param name="atoms">Responses with a probability of their own.</param>
    public TruncatedDistribution(Distribution whole, double lower, double upper, bool discrete, IReadOnlyList<double> atoms)
    {
        _whole = whole;
        _discrete = discrete;
        _smooth = !discrete && atoms.Count == 0;
        _least = discrete ? Math.Ceiling(lower) : lower;
        _greatest = discrete ? Math.Floor(upper) : upper;

        // P(below < Y) is P(lower ≤ Y): one step lower for whole numbers, and for an atom at the bound itself.
        _below = discrete ? _least - 1.0 : atoms.Contains(lower) ? Math.BitDecrement(lower) : lower;
        _logProbability = IntervalProbability.Log(whole, _below, _greatest, _smooth);
    }

    /// <inheritdoc/>
    public override double Mean => QuantileExpectation.Of(this, _discrete, static y => y);

    /// <inheritdoc/>
    public override double Variance => QuantileExpectation.Variance(this, _discrete, Mean);

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return y;
        return y < _least || y > _greatest ? double.NegativeInfinity : _whole.LogDensity(y) - _logProbability;
    }

    /// <inheritdoc/>
    public override double Cdf(double y) => Elementary.Exp(LogCdf(y));

    /// <inheritdoc/>
    public override double Survival(double y) => Elementary.Exp(LogSurvival(y));

    /// <inheritdoc/>
    public override double LogCdf(double y)
    {
        if (double.IsNaN(y)) return y;
        if (y < _least) return double.NegativeInfinity;
        if (y >= _greatest) return 0.0;
        double log = IntervalProbability.Log(_whole, _below, y, _smooth) - _logProbability;
        return log < -0.5 ? log : Complement(IntervalProbability.Log(_whole, y, _greatest, _smooth) - _logProbability);
    }

    /// <inheritdoc/>
    public override double LogSurvival(double y)
    {
        if (double.IsNaN(y)) return y;
        if (y < _least) return 0.0;
        if (y >= _greatest) return double.NegativeInfinity;
        double log = IntervalProbability.Log(_whole, y, _greatest, _smooth) - _logProbability;
        return log < -0.5 ? log : Complement(IntervalProbability.Log(_whole, _below, y, _smooth) - _logProbability);
    }

    /// <inheritdoc/>
    public override double Quantile(double p) => Search(p, upper: false);

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => Search(q, upper: true);

    /// <summary>Draws until one lies between the bounds, for as long as that is likely to be soon; else inverts.</summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        for (int k = 0; k < MostDraws; k++)
        {
            double draw = _whole.Sample(stream);
            if (draw >= _least && draw <= _greatest) return draw;
        }

        return Quantile(stream.NextDouble());
    }

    private static double Complement(double log) => log >= 0.0 ? double.NegativeInfinity : Elementary.Log1mExp(log);

    private double Search(double p, bool upper)
    {
        if (!(p >= 0.0 && p <= 1.0)) return double.NaN;
        double probability = Elementary.Exp(_logProbability), target = upper
            ? _whole.SurvivalQuantile(Math.Clamp(_whole.Survival(_greatest) + (p * probability), 0.0, 1.0))
            : _whole.Quantile(Math.Clamp(_whole.Cdf(_below) + (p * probability), 0.0, 1.0));
        double guess = Math.Clamp(double.IsNaN(target) ? 0.0 : target, _least, _greatest);
        if (!double.IsFinite(guess)) guess = double.IsFinite(_least) ? _least : double.IsFinite(_greatest) ? _greatest : 0.0;
        return QuantileSearch.Solve(this, p, upper, guess, _discrete, (Math.Max(_least, _whole.Quantile(0.0)), Math.Min(_greatest, _whole.SurvivalQuantile(0.0))));
    }
}
