using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Noise.Distributions;

/// <summary>How the probability of a noise model of whole numbers lies on them: logarithms of both tails, each for itself.</summary>
internal abstract class WholeNumbers
{
    // Beyond so many numbers on one side of the mode sums become integrals.
    private const int Widest = 1 << 14;
    private const double Depth = 760.0;
    private const double Farthest = 9e15;

    /// <summary>The logarithm of the sum of all.</summary>
    public abstract double Total { get; }

    /// <summary>Whether all accuracy was reached.</summary>
    public virtual bool Converged => true;

    /// <summary>Sums.</summary>
    /// <param name="log">The logarithm of the probability of a number, smooth between numbers.</param>
    /// <param name="guesses">Where the mass may lie.</param>
    /// <param name="smallest">The smallest number; −∞ where there is none.</param>
    /// <param name="largest">The largest number; ∞ where there is none.</param>
    public static WholeNumbers Of(Func<double, double> log, IEnumerable<double> guesses, double smallest, double largest)
    {
        double low = Math.Max(smallest, -Farthest), high = Math.Min(largest, Farthest);
        double mode = ModeSearch.Find(log, guesses.Concat([low, high]).Where(k => k >= low && k <= high), low, high, 1.0);
        if (double.IsNaN(mode)) return new WholeNumberSum(log, 0.0, [double.NaN], 0.0, 0.0);
        double peak = log(mode);
        bool IsWide(double k) => k >= low && k <= high && log(k) >= peak - Depth;
        if (IsWide(mode - Widest) || IsWide(mode + Widest)) return new WholeNumberIntegral(log, mode, smallest, largest);
        List<double> below = Side(log, mode - 1.0, -1.0, low, peak), above = Side(log, mode, 1.0, high, peak);
        below.Reverse();
        return new WholeNumberSum(log, mode - below.Count, [.. below, .. above], low, high);
    }

    /// <summary>log P(Y ≤ k), of the sum and not relative to it.</summary>
    /// <param name="k">A whole number.</param>
    public abstract double LogBelow(double k);

    /// <summary>log P(Y &gt; k).</summary>
    /// <param name="k">A whole number.</param>
    public abstract double LogAbove(double k);

    /// <summary>A number near the one whose tail reaches a target.</summary>
    /// <param name="logTarget">The logarithm of the tail.</param>
    /// <param name="below">Whether the lower tail is meant.</param>
    public abstract double Guess(double logTarget, bool below);

    /// <summary>The mean of a function of the number and of its log-probability.</summary>
    /// <param name="function">The function.</param>
    public abstract double Mean(Func<double, double, double> function);

    /// <summary>Visits numbers with their share of the sum; where they are very many, responses between them that stand for all.</summary>
    /// <param name="visit">Receives the number and its share.</param>
    public abstract void ForEachNode(Action<double, double> visit);

    /// <summary>The likeliest number, of those that differ by rounding only the smallest.</summary>
    /// <param name="smallest">The smallest of the support.</param>
    public double Mode(double smallest)
    {
        const double Rounding = 1e-14;
        double mode = Likeliest, log = LogAt(mode);
        while (mode > smallest && LogAt(mode - 1.0) >= log - (Rounding * (1.0 + Math.Abs(log)))) mode--;
        return mode;
    }

    /// <summary>A likeliest number.</summary>
    protected abstract double Likeliest { get; }

    /// <summary>The log-probability of a number.</summary>
    protected abstract double LogAt(double k);

    private static List<double> Side(Func<double, double> log, double from, double step, double end, double peak)
    {
        List<double> logs = [];
        for (double k = from; (end - k) * step >= 0.0 && logs.Count <= Widest; k += step)
        {
            logs.Add(log(k));
            if (logs[^1] < peak - Depth) break;
        }

        return logs;
    }
}

/// <summary>Probabilities of consecutive numbers, all that are not less than e^(−760) of the largest.</summary>
internal sealed class WholeNumberSum : WholeNumbers
{
    private const double Negligible = 40.0;
    private const int MostBeyond = 1 << 16;
    private readonly Func<double, double> _log;
    private readonly double _first;
    private readonly double _smallest;
    private readonly double _largest;
    private readonly double[] _logs;
    private readonly double[] _below;
    private readonly double[] _above;

    /// <summary>Sums from both ends.</summary>
    /// <param name="log">The logarithm of the probability of a number.</param>
    /// <param name="first">The first number.</param>
    /// <param name="logs">The logarithms of the probabilities from there on.</param>
    /// <param name="smallest">The smallest number that there is; those before the first are less than the least double.</param>
    /// <param name="largest">The largest.</param>
    public WholeNumberSum(Func<double, double> log, double first, double[] logs, double smallest, double largest)
    {
        _log = log;
        _first = first;
        _smallest = smallest;
        _largest = largest;
        _logs = logs;
        _below = new double[logs.Length];
        _above = new double[logs.Length];
        double sum = double.NegativeInfinity;
        for (int i = 0; i < logs.Length; i++) _below[i] = sum = LogSum.Of(sum, logs[i]);
        sum = double.NegativeInfinity;
        for (int i = logs.Length - 1; i >= 0; i--)
        {
            _above[i] = sum;
            sum = LogSum.Of(sum, logs[i]);
        }

        Total = sum;
    }

    /// <inheritdoc/>
    public override double Total { get; }

    /// <inheritdoc/>
    public override double LogBelow(double k) => k < _first ? Beyond(k, -1.0, _smallest) : _below[Index(k)];

    /// <inheritdoc/>
    public override double LogAbove(double k) => k < _first ? Total : k >= _first + _logs.Length - 1 ? Beyond(k + 1.0, 1.0, _largest) : _above[Index(k)];

    /// <inheritdoc/>
    public override double Guess(double logTarget, bool below)
    {
        int low = 0, high = _logs.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (below ? _below[middle] >= logTarget : _above[middle] <= logTarget) high = middle;
            else low = middle + 1;
        }

        return _first + low;
    }

    /// <inheritdoc/>
    public override double Mean(Func<double, double, double> function)
    {
        double sum = 0.0;
        for (int i = 0; i < _logs.Length; i++)
        {
            double share = Elementary.Exp(_logs[i] - Total);
            if (share > 0.0) sum += share * function(_first + i, _logs[i]);
        }

        return sum;
    }

    /// <inheritdoc/>
    public override void ForEachNode(Action<double, double> visit)
    {
        for (int i = 0; i < _logs.Length; i++) visit(_first + i, Elementary.Exp(_logs[i] - Total));
    }

    /// <inheritdoc/>
    protected override double Likeliest => _first + Array.IndexOf(_logs, _logs.Max());

    /// <inheritdoc/>
    protected override double LogAt(double k) => k >= _first && k - _first < _logs.Length ? _logs[Index(k)] : double.NegativeInfinity;

    /// <summary>The tail from a number outwards, so far out that its probability itself is 0.</summary>
    private double Beyond(double from, double step, double end)
    {
        double sum = double.NegativeInfinity;
        int count = 0;
        for (double k = from; (end - k) * step >= 0.0 && count < MostBeyond; k += step, count++)
        {
            double log = _log(k);
            if (!(log > sum - Negligible)) break;
            sum = LogSum.Of(sum, log);
        }

        return sum;
    }

    private int Index(double k) => (int)Math.Min(k - _first, _logs.Length - 1);
}
