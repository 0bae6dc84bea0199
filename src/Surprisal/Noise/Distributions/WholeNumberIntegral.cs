using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Noise.Distributions;

/// <summary>Probabilities that are spread over so many numbers that their sum is an integral; those next to an end of the support are summed.</summary>
/// <remarks>
/// The Euler-Maclaurin formula between numbers, NIST DLMF 2.10(i) in its midpoint form: the sum of f(k) from a to b is the integral of f from
/// a − ½ to b + ½, less (f′(b + ½) − f′(a − ½))/24, plus 7 (f‴(b + ½) − f‴(a − ½))/5760, to less than 1e-10 of a tail. The derivatives are
/// differences of neighbouring numbers; the integral evaluates the formula between numbers.
/// </remarks>
internal sealed class WholeNumberIntegral : WholeNumbers
{
    private const int Summed = 1024;
    private const double Farthest = 1e150;
    private const double Ulp = 2.220446049250313e-16;
    private readonly Func<double, double> _log;
    private readonly WholeNumberSum? _head;
    private readonly WholeNumberSum? _top;
    private readonly double _from;
    private readonly double _to;
    private readonly LogMass _middle;
    private readonly double _middleTotal;

    /// <summary>Integrates.</summary>
    /// <param name="log">The logarithm of the probability of a number, smooth between numbers.</param>
    /// <param name="mode">The likeliest number.</param>
    /// <param name="smallest">The smallest number; −∞ where there is none.</param>
    /// <param name="largest">The largest number; ∞ where there is none.</param>
    public WholeNumberIntegral(Func<double, double> log, double mode, double smallest, double largest)
    {
        _log = log;
        Likeliest = mode;
        if (!double.IsInfinity(smallest)) _head = Block(log, smallest);
        if (!double.IsInfinity(largest)) _top = Block(log, largest - Summed + 1.0);
        _from = _head is null ? -Farthest : smallest + Summed - 0.5;
        _to = _top is null ? Farthest : largest - Summed + 0.5;
        Line line = new(_from, _to, _head is null ? LineEnding.Power : LineEnding.Closed, _top is null ? LineEnding.Power : LineEnding.Closed, static t => Ulp * Math.Abs(t));
        _middle = new LogMass(log, line, Math.Clamp(mode, _from, _to));
        _middleTotal = Corrected(_middle.Total, _head is null ? null : _from, _top is null ? null : _to);
        Total = LogSum.Of(LogSum.Of(_head?.Total ?? double.NegativeInfinity, _middleTotal), _top?.Total ?? double.NegativeInfinity);
    }

    /// <inheritdoc/>
    public override double Total { get; }

    /// <inheritdoc/>
    public override bool Converged => _middle.Converged;

    /// <inheritdoc/>
    public override double LogBelow(double k)
    {
        double head = _head?.LogBelow(k) ?? double.NegativeInfinity;
        if (k < _from) return head;
        if (k > _to) return LogSum.Of(LogSum.Of(head, _middleTotal), _top?.LogBelow(k) ?? double.NegativeInfinity);
        return LogSum.Of(head, Corrected(_middle.LogBelow(k + 0.5), _head is null ? null : _from, k + 0.5));
    }

    /// <inheritdoc/>
    public override double LogAbove(double k)
    {
        double top = _top?.LogAbove(k) ?? double.NegativeInfinity;
        if (k >= _to) return top;
        if (k < _from) return LogSum.Of(LogSum.Of(_head?.LogAbove(k) ?? double.NegativeInfinity, _middleTotal), top);
        return LogSum.Of(Corrected(_middle.LogAbove(k + 0.5), k + 0.5, _top is null ? null : _to), top);
    }

    /// <inheritdoc/>
    public override double Guess(double logTarget, bool below)
    {
        double head = _head?.Total ?? double.NegativeInfinity, top = _top?.Total ?? double.NegativeInfinity;
        if (below && logTarget <= head) return _head!.Guess(logTarget, true);
        if (!below && logTarget <= top) return _top!.Guess(logTarget, false);
        double rest = logTarget + Elementary.Log1p(-Elementary.Exp((below ? head : top) - logTarget));
        return Math.Floor(_middle.Solve(rest, below) + 0.5);
    }

    /// <inheritdoc/>
    public override double Mean(Func<double, double, double> function)
    {
        double Share(WholeNumberSum? block) => block is null ? 0.0 : Elementary.Exp(block.Total - Total) * block.Mean(function);
        double Term(double k) => function(k, _log(k)) * Elementary.Exp(_log(k) - Total);
        double middle = Elementary.Exp(_middle.Total - Total) * _middle.Mean(t => function(t, _log(t)));
        double ends = Slope(_head is null ? null : _from, Term) - Slope(_top is null ? null : _to, Term);
        return Share(_head) + middle + (ends / 24.0) + Share(_top);
    }

    /// <inheritdoc/>
    public override void ForEachNode(Action<double, double> visit)
    {
        Visit(_head, visit);
        double share = Elementary.Exp(_middleTotal - Total);
        _middle.ForEachNode((t, weight) => visit(t, share * weight));
        Visit(_top, visit);
    }

    /// <inheritdoc/>
    protected override double Likeliest { get; }

    /// <inheritdoc/>
    protected override double LogAt(double k) => _log(k);

    private void Visit(WholeNumberSum? block, Action<double, double> visit)
    {
        if (block is null) return;
        double share = Elementary.Exp(block.Total - Total);
        block.ForEachNode((k, weight) => visit(k, share * weight));
    }

    private static WholeNumberSum Block(Func<double, double> log, double first) => new(log, first, [.. Enumerable.Range(0, Summed).Select(i => log(first + i))], first, first + Summed - 1.0);

    /// <summary>The sum from an integral that ends between two numbers.</summary>
    private double Corrected(double integral, double? from, double? to)
    {
        double F(double k) => Elementary.Exp(_log(k) - integral);
        double change = Slope(from, F) - Slope(to, F);
        return double.IsFinite(change) ? integral + Elementary.Log1p(change / 24.0) : integral;
    }

    /// <summary>f′ − 7f‴/240 between two numbers from the four about: first differences have a third derivative in them.</summary>
    private static double Slope(double? end, Func<double, double> f)
    {
        if (end is not { } t) return 0.0;
        double first = f(t + 0.5) - f(t - 0.5), third = f(t + 1.5) - f(t - 1.5) - (3.0 * first);
        return first - (17.0 / 240.0 * third);
    }
}
