using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>A mixture: one of several distributions, each with its probability.</summary>
/// <remarks>All sums are of positive numbers, in the logarithm where they may underflow, so nothing cancels in either tail.</remarks>
internal sealed class MixtureDistribution : Distribution
{
    private readonly Distribution[] _parts;
    private readonly double[] _weights;
    private readonly double[] _logWeights;
    private readonly Support _support;

    /// <summary>Mixes.</summary>
    /// <param name="parts">The components.</param>
    /// <param name="logWeights">The logarithms of their probabilities, which sum to 1.</param>
    /// <param name="support">The support of the whole.</param>
    public MixtureDistribution(IReadOnlyList<Distribution> parts, ReadOnlySpan<double> logWeights, Support support)
    {
        _parts = [.. parts];
        _logWeights = logWeights.ToArray();
        _weights = [.. _logWeights.Select(Elementary.Exp)];
        _support = support;
    }

    /// <inheritdoc/>
    public override double Mean => Sum(static part => part.Mean);

    /// <inheritdoc/>
    public override double Variance
    {
        get
        {
            double mean = Mean;
            return Sum(part => part.Variance + ((part.Mean - mean) * (part.Mean - mean)));
        }
    }

    /// <summary>Where all components but a continuum are atoms no response may be of two of them: entropies add, with that of which it is.</summary>
    public override double Entropy
    {
        get
        {
            if (_support.IsDiscrete() || _parts.Count(static part => part is not PointMass) != 1) return base.Entropy;
            double entropy = 0.0;
            for (int k = 0; k < _parts.Length; k++)
            {
                if (_weights[k] > 0.0) entropy += _weights[k] * (_parts[k].Entropy - _logWeights[k]);
            }

            return entropy;
        }
    }

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return y;

        // Next to a probability a density is nothing: where a component has an atom, only atoms count.
        bool atom = !_support.IsDiscrete() && Array.Exists(_parts, part => part is PointMass && part.LogDensity(y) == 0.0);
        return LogSum(part => atom && part is not PointMass ? double.NegativeInfinity : part.LogDensity(y));
    }

    /// <inheritdoc/>
    public override double Cdf(double y) => Probability(part => part.Cdf(y));

    /// <inheritdoc/>
    public override double Survival(double y) => Probability(part => part.Survival(y));

    /// <inheritdoc/>
    public override double LogCdf(double y) => Log(Cdf(y), Survival(y)) ?? LogSum(part => part.LogCdf(y));

    /// <inheritdoc/>
    public override double LogSurvival(double y) => Log(Survival(y), Cdf(y)) ?? LogSum(part => part.LogSurvival(y));

    /// <inheritdoc/>
    public override double Quantile(double p) => Search(p, upper: false);

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => Search(q, upper: true);

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double u = stream.NextDouble();
        for (int k = 0; k < _parts.Length - 1; k++)
        {
            u -= _weights[k];
            if (u < 0.0) return _parts[k].Sample(stream);
        }

        return _parts[^1].Sample(stream);
    }

    private double Search(double p, bool upper)
    {
        if (!(p >= 0.0 && p <= 1.0)) return double.NaN;
        double largest = double.NegativeInfinity, guess = 0.0;
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int k = 0; k < _parts.Length; k++)
        {
            double own = upper ? _parts[k].SurvivalQuantile(p) : _parts[k].Quantile(p);
            least = Math.Min(least, own);
            greatest = Math.Max(greatest, own);
            if (_weights[k] <= largest) continue;
            largest = _weights[k];
            guess = own;
        }

        if (!_support.IsDiscrete() && Atom(p, upper) is { } atom) return atom;

        // The quantile of a mixture lies between those of its components.
        if (least == greatest) return least;
        return QuantileSearch.Solve(this, p, upper, guess, _support.IsDiscrete(), (least, greatest));
    }

    /// <summary>The atom within whose jump a probability falls; null where it falls within none.</summary>
    private double? Atom(double p, bool upper)
    {
        const double Ties = 64 * 2.2204460492503131e-16;
        for (int k = 0; k < _parts.Length; k++)
        {
            if (_parts[k] is not PointMass || !(_weights[k] > 0.0)) continue;
            double at = _parts[k].Median, before = Math.BitDecrement(at);
            bool within = upper ? p >= Survival(at) * (1.0 - Ties) && p < Survival(before) : p <= Cdf(at) * (1.0 + Ties) && p > Cdf(before);
            if (within) return at;
        }

        return null;
    }

    private double Sum(Func<Distribution, double> value)
    {
        double sum = 0.0;
        for (int k = 0; k < _parts.Length; k++)
        {
            if (_weights[k] > 0.0) sum += _weights[k] * value(_parts[k]);
        }

        return sum;
    }

    /// <summary>A probability of the whole: 1 where it is that of every component, although weights do not sum to that in doubles.</summary>
    private double Probability(Func<Distribution, double> value)
    {
        double sum = 0.0;
        bool certain = true;
        for (int k = 0; k < _parts.Length; k++)
        {
            if (!(_weights[k] > 0.0)) continue;
            double own = value(_parts[k]);
            certain &= own == 1.0;
            sum += _weights[k] * own;
        }

        return certain ? 1.0 : Math.Min(sum, 1.0);
    }

    /// <summary>
    /// The logarithm of a probability, which rises with it to the last bit as a sum of logarithms need not; null where it is too small to be a double, or nearly.
    /// </summary>
    private static double? Log(double probability, double rest)
    {
        const double Smallest = 1e-290;
        return probability > 0.5 ? Elementary.Log1p(-rest) : probability > Smallest ? Elementary.Log(probability) : null;
    }

    private double LogSum(Func<Distribution, double> log)
    {
        double[] terms = [.. _parts.Select((part, k) => _logWeights[k] + log(part))];
        double largest = terms.Max();
        if (double.IsInfinity(largest) || double.IsNaN(largest)) return largest;
        double sum = 0.0;
        foreach (double term in terms) sum += Elementary.Exp(term - largest);
        return largest + Elementary.Log(sum);
    }
}
