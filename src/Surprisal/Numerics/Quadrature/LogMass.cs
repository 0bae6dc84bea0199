namespace Surprisal.Numerics.Quadrature;

/// <summary>How a density's mass lies on a line: the logarithms of what is below and above each point, every tail for itself.</summary>
/// <remarks>
/// Two <see cref="Wing"/>s from a centre outwards. A tail is a sum of whole panels and a part of one, all positive, so that it keeps its
/// digits however small it is.
/// </remarks>
internal sealed class LogMass
{
    private const int MostSteps = 100;

    // Where a Newton step is as small as this, the error after it is below rounding.
    private const double Close = 1e-9;

    // Where the rules of 7 and 15 nodes differ by this share of the whole, that of 15 nodes is right to rounding.
    private const double MeanAgreement = 1e-10;
    private const int MostMeanHalvings = 12;
    private const int FewestMeanHalvings = 3;
    private const double Improvement = 0.75;
    private readonly Func<double, double> _logDensity;
    private readonly Line _line;
    private readonly Panel[] _panels;
    private readonly double[] _edges;
    private readonly double[] _below;
    private readonly double[] _above;
    private readonly (double Log, double Rate) _lowEnd;
    private readonly (double Log, double Rate) _highEnd;

    /// <summary>Integrates a density.</summary>
    /// <param name="logDensity">Its logarithm; −∞ where it vanishes.</param>
    /// <param name="line">Where it lives.</param>
    /// <param name="centre">A point near which its mass lies: the mode.</param>
    public LogMass(Func<double, double> logDensity, Line line, double centre)
    {
        _logDensity = logDensity;
        _line = line;
        Wing lower = Wing.Of(logDensity, line, centre, -1), upper = Wing.Of(logDensity, line, centre, 1);
        Converged = lower.Converged && upper.Converged;
        _lowEnd = lower.ReachesEnd ? line.Beyond(logDensity, -1) : (double.NegativeInfinity, 0.0);
        _highEnd = upper.ReachesEnd ? line.Beyond(logDensity, 1) : (double.NegativeInfinity, 0.0);
        _panels = [.. Enumerable.Reverse(lower.Panels), .. upper.Panels];
        _edges = new double[_panels.Length + 1];
        _below = new double[_edges.Length];
        _above = new double[_edges.Length];
        for (int i = 0; i < _panels.Length; i++) _edges[i] = LowEdge(_panels[i]);
        _edges[^1] = _panels.Length > 0 ? HighEdge(_panels[^1]) : centre;
        _below[0] = _lowEnd.Log;
        _above[^1] = _highEnd.Log;
        for (int i = 0; i < _panels.Length; i++) _below[i + 1] = LogSum.Of(_below[i], _panels[i].Log);
        for (int i = _panels.Length - 1; i >= 0; i--) _above[i] = LogSum.Of(_above[i + 1], _panels[i].Log);
        Total = LogSum.Of(_below[lower.Panels.Count], _above[lower.Panels.Count]);
    }

    /// <summary>The logarithm of the whole mass: +∞ where the integral does not exist, NaN where the density is no number somewhere.</summary>
    public double Total { get; }

    /// <summary>Whether the quadrature reached its accuracy everywhere.</summary>
    public bool Converged { get; }

    /// <summary>The logarithm of the mass below a point.</summary>
    /// <param name="t">The point.</param>
    public double LogBelow(double t)
    {
        if (t >= _edges[^1]) return LogSum.Of(_below[^1], LogBetween(_edges[^1], t));
        if (t <= _edges[0]) return t <= _line.Low ? Extend(_lowEnd, -1, t) : Wing.Of(_logDensity, _line, t, -1).Total();
        int i = Find(t);
        return LogSum.Of(_below[i], Part(i, _edges[i], t));
    }

    /// <summary>The logarithm of the mass above a point.</summary>
    /// <param name="t">The point.</param>
    public double LogAbove(double t)
    {
        if (t <= _edges[0]) return LogSum.Of(_above[0], LogBetween(t, _edges[0]));
        if (t >= _edges[^1]) return t >= _line.High ? Extend(_highEnd, 1, t) : Wing.Of(_logDensity, _line, t, 1).Total();
        int i = Find(t);
        return LogSum.Of(_above[i + 1], Part(i, t, _edges[i + 1]));
    }

    /// <summary>The logarithm of the mass between two points.</summary>
    /// <param name="low">The lower one.</param>
    /// <param name="high">The upper one.</param>
    public double LogBetween(double low, double high)
    {
        // What lies outside of the panels is less than the least double of the whole.
        low = Math.Clamp(low, _edges[0], _edges[^1]);
        high = Math.Clamp(high, _edges[0], _edges[^1]);
        if (!(high > low)) return double.NegativeInfinity;
        int i = Find(low), j = Find(high);
        if (i == j) return Part(i, low, high);
        double sum = LogSum.Of(Part(i, low, _edges[i + 1]), Part(j, _edges[j], high));
        for (int k = i + 1; k < j; k++) sum = LogSum.Of(sum, _panels[k].Log);
        return sum;
    }

    /// <summary>The point with a given mass on one side.</summary>
    /// <param name="logTarget">The logarithm of the mass.</param>
    /// <param name="below">Whether it is the mass below the point, or that above.</param>
    public double Solve(double logTarget, bool below)
    {
        double[] tails = below ? _below : _above;
        if (logTarget <= (below ? tails[0] : tails[^1])) return below ? Retract(_lowEnd, -1, _edges[0], logTarget) : Retract(_highEnd, 1, _edges[^1], logTarget);
        if (logTarget >= (below ? tails[^1] : tails[0]))
        {
            // What is left on the other side lies beyond the other end.
            double rest = logTarget < Total ? Total + Elementary.Log1p(-Elementary.Exp(logTarget - Total)) : double.NegativeInfinity;
            return below ? Retract(_highEnd, 1, _edges[^1], rest) : Retract(_lowEnd, -1, _edges[0], rest);
        }

        int low = 0, high = _panels.Length;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (tails[middle] < logTarget == below) low = middle;
            else high = middle;
        }

        return Solve(low, logTarget, below);
    }

    /// <summary>The mean of a function under the density; ±∞ or NaN where it does not exist. Panels are halved until they are fine enough for the function too.</summary>
    /// <param name="function">The function.</param>
    /// <param name="isLinear">Whether beyond the ends the function goes on as a line in t, or in log |t|, as a log-density does; else as a power.</param>
    public double Mean(Func<double, double> function, bool isLinear = false)
    {
        MeanPanel[] parts = [.. _panels.Where(static p => !double.IsNegativeInfinity(p.Log)).Select(p => MeanOf(p, p.From, p.To, function))];
        double tolerance = MeanAgreement * parts.Sum(static p => p.Scale), sum = 0.0;
        int i = 0;
        foreach (Panel panel in _panels)
        {
            if (!double.IsNegativeInfinity(panel.Log)) sum += Refined(panel, panel.From, panel.To, function, parts[i++], tolerance, MostMeanHalvings);
        }

        return isLinear
            ? sum + Linear(function, _lowEnd, -1) + Linear(function, _highEnd, 1)
            : sum + Remainder(function, _lowEnd, -1) + Remainder(function, _highEnd, 1);
    }

    /// <summary>A panel's part of a mean, halved until the two rules agree.</summary>
    private double Refined(Panel panel, double from, double to, Func<double, double> function, MeanPanel whole, double tolerance, int halvings)
    {
        // Where it is no number halving mends nothing; where it is rounding that the rules differ by, neither.
        if (!(whole.Error > tolerance) || halvings == 0) return whole.Sum;
        double middle = from + (0.5 * (to - from));
        MeanPanel near = MeanOf(panel, from, middle, function), far = MeanOf(panel, middle, to, function);
        if (halvings <= MostMeanHalvings - FewestMeanHalvings && near.Error + far.Error > Improvement * whole.Error) return near.Sum + far.Sum;
        return Refined(panel, from, middle, function, near, tolerance, halvings - 1) + Refined(panel, middle, to, function, far, tolerance, halvings - 1);
    }

    private MeanPanel MeanOf(Panel panel, double from, double to, Func<double, double> function)
    {
        double half = 0.5 * (to - from), kronrod = 0.0, gauss = 0.0, scale = 0.0;
        for (int k = 0; k < LogKronrod.Count; k++)
        {
            double u = LogKronrod.Node(k, from, to), t = panel.Path.At(u), share = half * Elementary.Exp(_logDensity(t) + panel.Path.LogSlope(u) - Total);
            if (!(share > 0.0)) continue;
            double value = share * function(t);
            kronrod += LogKronrod.Weight(k) * value;
            gauss += LogKronrod.GaussWeight(k) * value;
            scale += LogKronrod.Weight(k) * Math.Abs(value);
        }

        return new MeanPanel(kronrod, Math.Abs(kronrod - gauss), scale);
    }

    /// <summary>Visits the nodes of all panels, ascending within each, with their share of the mass.</summary>
    /// <param name="visit">Receives t and the share.</param>
    public void ForEachNode(Action<double, double> visit)
    {
        foreach (Panel panel in _panels)
        {
            if (double.IsNegativeInfinity(panel.Log)) continue;
            double half = 0.5 * (panel.To - panel.From);
            for (int k = 0; k < LogKronrod.Count; k++)
            {
                double u = LogKronrod.Node(k, panel.From, panel.To), t = panel.Path.At(u);
                visit(t, half * LogKronrod.Weight(k) * Elementary.Exp(_logDensity(t) + panel.Path.LogSlope(u) - Total));
            }
        }
    }

    /// <summary>Visits the same nodes, and two more for what lies beyond each end of the line: of functions that are lines or parabolas in t, or in log |t|, there, the rule stays exact.</summary>
    /// <param name="visit">Receives t and the share.</param>
    public void ForEachNodeAndEnd(Action<double, double> visit)
    {
        ForEachNode(visit);
        VisitEnd(_lowEnd, -1, visit);
        VisitEnd(_highEnd, 1, visit);
    }

    /// <summary>Gauss-Laguerre with two nodes, 2 ± √2, on the exponential that the tail goes on as.</summary>
    private void VisitEnd((double Log, double Rate) end, int direction, Action<double, double> visit)
    {
        if (double.IsNegativeInfinity(end.Log)) return;
        double root = Math.Sqrt(2.0), share = Elementary.Exp(end.Log - Total);
        foreach (double sign in (ReadOnlySpan<double>)[-1.0, 1.0])
        {
            double distance = (2.0 + (sign * root)) / end.Rate, at = _line.End(direction);
            visit(_line.Ending(direction) == LineEnding.Power ? at * Elementary.Exp(distance) : at + (direction * distance), 0.25 * (2.0 - (sign * root)) * share);
        }
    }

    private static double LowEdge(Panel panel) => panel.Path.At(panel.Path.Direction > 0 ? panel.From : panel.To);

    private static double HighEdge(Panel panel) => panel.Path.At(panel.Path.Direction > 0 ? panel.To : panel.From);

    private double Remainder(Func<double, double> function, (double Log, double Rate) end, int direction)
    {
        if (double.IsNegativeInfinity(end.Log)) return 0.0;
        double sign = Math.Sign(function(_line.End(direction)));
        return sign == 0.0 ? 0.0 : sign * Elementary.Exp(_line.Beyond(t => _logDensity(t) + Elementary.Log(Math.Abs(function(t))), direction).Log - Total);
    }

    private double Linear(Func<double, double> function, (double Log, double Rate) end, int direction)
    {
        if (double.IsNegativeInfinity(end.Log)) return 0.0;
        double at = function(_line.End(direction)), slope = (at - function(_line.Inner(direction))) / _line.Distance(direction);
        return Elementary.Exp(end.Log - Total) * (at + (slope / end.Rate));
    }

    /// <summary>The panel that a point within the edges lies in.</summary>
    private int Find(double t)
    {
        int low = 0, high = _panels.Length;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (_edges[middle] <= t) low = middle;
            else high = middle;
        }

        return low;
    }

    private double Part(int i, double low, double high)
    {
        if (low <= _edges[i] && high >= _edges[i + 1]) return _panels[i].Log;
        Panel panel = _panels[i];
        double from = Math.Clamp(panel.Path.Parameter(panel.Path.Direction > 0 ? low : high), panel.From, panel.To);
        double to = Math.Clamp(panel.Path.Parameter(panel.Path.Direction > 0 ? high : low), panel.From, panel.To);
        return to > from ? LogKronrod.Of(_logDensity, panel.Path, from, to).Log : double.NegativeInfinity;
    }

    /// <summary>Newton's method on the logarithm of the tail, in u of the panel, kept between what is known to lie on either side.</summary>
    private double Solve(int i, double logTarget, bool below)
    {
        Panel panel = _panels[i];
        bool outward = below == panel.Path.Direction < 0;
        double low = panel.From, high = panel.To, whole = below ? _below[i] : _above[i + 1];

        // A tail that lies outwards of u shrinks as u grows, one that lies inwards grows.
        double u = 0.5 * (low + high);
        for (int step = 0; step < MostSteps; step++)
        {
            double part = outward ? Log(panel, u, panel.To) : Log(panel, panel.From, u);
            double tail = LogSum.Of(whole, part), excess = tail - logTarget;
            if (excess == 0.0) break;
            if (excess > 0.0 == outward) low = u;
            else high = u;
            double t = panel.Path.At(u), slope = Elementary.Exp(_logDensity(t) + panel.Path.LogSlope(u) - tail);
            double next = u + (outward ? excess / slope : -(excess / slope));
            if (!(next >= low && next <= high)) next = low + (0.5 * (high - low));
            bool settled = Math.Abs(next - u) <= Close * Math.Max(Math.Abs(u), 1e-300);
            u = next;
            if (settled || !(low < high)) break;
        }

        return panel.Path.At(u);
    }

    private double Log(Panel panel, double from, double to) =>
        to > from ? LogKronrod.Of(_logDensity, panel.Path, from, to).Log : double.NegativeInfinity;

    /// <summary>The tail beyond the end of the line, by the power or exponential that it goes on as.</summary>
    private double Extend((double Log, double Rate) end, int direction, double t)
    {
        if (double.IsNegativeInfinity(end.Log)) return end.Log;
        double at = _line.End(direction), distance = _line.Ending(direction) == LineEnding.Power ? Elementary.Log(t / at) : Math.Abs(t - at);
        return end.Log - (end.Rate * distance);
    }

    private double Retract((double Log, double Rate) end, int direction, double edge, double logTarget)
    {
        // Where the panels end before the line does, less than the least double is left.
        double at = _line.End(direction);
        if (double.IsNegativeInfinity(end.Log)) return double.IsNegativeInfinity(logTarget) ? at : edge;
        double distance = (end.Log - logTarget) / end.Rate;
        return _line.Ending(direction) == LineEnding.Power ? at * Elementary.Exp(distance) : at + (direction * distance);
    }

    /// <summary>A part of a mean: by 15 nodes, how far 7 of them are from it, and the same of the absolute value.</summary>
    private readonly record struct MeanPanel(double Sum, double Error, double Scale);
}
