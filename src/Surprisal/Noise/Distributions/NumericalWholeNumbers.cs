using Surprisal.Numerics;

namespace Surprisal.Noise.Distributions;

/// <summary>A distribution on whole numbers by summation of its formula.</summary>
internal sealed class NumericalWholeNumbers : NumericalDistribution
{
    private const double LogHalf = -Constants.LogTwo;

    // A tail agrees with a probability to the rounding of both: the quantile of a computed cdf is the number that it was computed at.
    private const double Ties = 1e-14;
    private readonly Lazy<WholeNumbers> _numbers;
    private readonly Lazy<WholeNumbers> _checked;
    private readonly double _smallest;
    private readonly double _largest;

    /// <summary>Keeps the formula; nothing is summed yet.</summary>
    public NumericalWholeNumbers(DensityFormula formula)
        : base(formula)
    {
        _smallest = Support == Support.Integers ? double.NegativeInfinity : 0.0;
        _largest = Support switch
        {
            Support.Binary => 1.0,
            Support.CountsUpToTrials => formula.Trials,
            _ => double.PositiveInfinity,
        };
        IEnumerable<double> guesses = formula.Parameters.Concat(formula.Parameters.Select(p => p * formula.Trials)).Append(0.0);
        _numbers = new Lazy<WholeNumbers>(() => WholeNumbers.Of(formula.At, guesses, _smallest, _largest));
        _checked = new Lazy<WholeNumbers>(() =>
        {
            RequireNormalised(_numbers.Value.Total);
            return _numbers.Value;
        });
    }

    /// <inheritdoc/>
    public override string Accuracy => _checked.Value.Converged
        ? "cdf, quantiles and moments by summation of the probabilities, to about 1e-12 relative"
        : "cdf, quantiles and moments by summation of the probabilities, which did not reach its accuracy everywhere";

    /// <inheritdoc/>
    public override double LogNormaliser => _numbers.Value.Total;

    /// <inheritdoc/>
    public override void ForEachNode(Action<double, double> visit) => _numbers.Value.ForEachNode(visit);

    /// <inheritdoc/>
    protected override (double Cdf, double Survival, double LogCdf, double LogSurvival) Tails(double y)
    {
        if (double.IsNaN(y)) return (y, y, y, y);
        WholeNumbers numbers = _checked.Value;
        if (y < _smallest || double.IsNegativeInfinity(y)) return Complement(double.NegativeInfinity, true);
        if (y >= _largest) return Complement(double.NegativeInfinity, false);
        double k = Math.Floor(y), lower = numbers.LogBelow(k) - numbers.Total;
        return lower <= LogHalf ? Complement(lower, true) : Complement(numbers.LogAbove(k) - numbers.Total, false);
    }

    /// <inheritdoc/>
    protected override double Quantile(double probability, bool below)
    {
        WholeNumbers numbers = _checked.Value;
        if (probability == 0.0) return below ? _smallest : _largest;
        if (probability == 1.0) return below ? _largest : _smallest;
        double log = Elementary.Log(probability), k = Math.Clamp(numbers.Guess(log + numbers.Total, below), Math.Max(_smallest, -9e15), Math.Min(_largest, 9e15));
        while (!Reaches(k, probability, log, below) && k < _largest) k++;
        while (k > _smallest && Reaches(k - 1.0, probability, log, below)) k--;
        return k;
    }

    /// <inheritdoc/>
    protected override double FindMean()
    {
        double centre = Median;
        return centre + _checked.Value.Mean((k, _) => k - centre);
    }

    /// <inheritdoc/>
    protected override double FindVariance(double mean) => _checked.Value.Mean((k, _) => (k - mean) * (k - mean));

    /// <inheritdoc/>
    protected override double FindEntropy() => _checked.Value.Mean(static (_, log) => -log);

    /// <inheritdoc/>
    protected override double FindMode() => _checked.Value.Mode(_smallest);

    private bool Reaches(double k, double probability, double log, bool below)
    {
        (double cdf, double survival, double logCdf, double logSurvival) = Tails(k);
        double slack = Ties * (1.0 + Math.Abs(log));
        if (below) return cdf < 0.5 ? logCdf >= log - slack : survival <= (1.0 - probability) + Ties;
        return survival < 0.5 ? logSurvival <= log + slack : cdf >= (1.0 - probability) - Ties;
    }
}
