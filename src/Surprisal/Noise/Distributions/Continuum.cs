using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Noise.Distributions;

/// <summary>A density on a continuum, with its atoms, integrated: the mass on both sides of any response, and what is expected of any response.</summary>
internal sealed class Continuum
{
    private const double HalfTurn = 3.1415926535897931;
    private const int BisectionSteps = 90;
    private readonly Func<double, double> _log;
    private readonly Support _support;
    private readonly (double Y, double Log)[] _atoms;
    private readonly ResponseLine _line;
    private readonly LogMass _mass;
    private readonly double _centre;
    private readonly double _share;

    /// <summary>Integrates.</summary>
    /// <param name="log">The log-density of a response inside the support; the log-probability of an atom.</param>
    /// <param name="support">The support.</param>
    /// <param name="atoms">Responses with a probability of their own, in order.</param>
    /// <param name="hints">Numbers that may be responses near the mass: parameters, a median.</param>
    public Continuum(Func<double, double> log, Support support, IEnumerable<double> atoms, IEnumerable<double> hints)
    {
        _log = log;
        _support = support;
        _atoms = [.. atoms.Select(y => (y, log(y)))];
        _line = ResponseLine.Of(support);
        _centre = ModeSearch.Find(LogOnLine, _line.Guesses(hints), _line.Line.Low, _line.Line.High);
        if (double.IsNaN(_centre)) _centre = 0.0;
        if (support == Support.Circle) _line = ResponseLine.Of(support, _centre);
        _mass = new LogMass(LogOnLine, _line.Line, _centre);
        Total = LogSum.Of(_mass.Total, AtomsWhere(static _ => true));
        _share = Elementary.Exp(_mass.Total - Total);
    }

    /// <summary>The logarithm of all mass.</summary>
    public double Total { get; }

    /// <summary>Whether the quadrature reached its accuracy everywhere.</summary>
    public bool Converged => _mass.Converged;

    /// <summary>The lower end of the support.</summary>
    public double Low => _support switch
    {
        Support.RealLine => double.NegativeInfinity,
        Support.Circle => -HalfTurn,
        _ => 0.0,
    };

    /// <summary>The upper end of the support.</summary>
    public double High => _support switch
    {
        Support.UnitInterval or Support.ClosedUnitInterval => 1.0,
        Support.Circle => HalfTurn,
        _ => double.PositiveInfinity,
    };

    /// <summary>The logarithm of the mass up to a response, itself included.</summary>
    public double LogBelow(double y) => LogSum.Of(Below(y), AtomsWhere(a => a <= y));

    /// <summary>The logarithm of the mass above a response.</summary>
    public double LogAbove(double y) => LogSum.Of(Above(y), AtomsWhere(a => a > y));

    /// <summary>The response with a given mass on one side.</summary>
    /// <param name="logTarget">The logarithm of the mass.</param>
    /// <param name="below">Whether it is the mass below.</param>
    public double Solve(double logTarget, bool below)
    {
        double atoms = double.NegativeInfinity;
        foreach ((double y, double log) in below ? _atoms : _atoms.Reverse())
        {
            double continuum = below ? Below(y) : Above(y);
            if (logTarget <= LogSum.Of(continuum, atoms)) break;
            atoms = LogSum.Of(atoms, log);
            if (logTarget <= LogSum.Of(continuum, atoms)) return y;
        }

        double rest = double.IsNegativeInfinity(atoms) ? logTarget : logTarget + Elementary.Log1p(-Elementary.Exp(atoms - logTarget));
        return Inside(_support == Support.Circle ? SolveCircle(rest, below) : _line.ToResponse(_mass.Solve(rest, below)));
    }

    /// <summary>The mean response.</summary>
    public double Mean()
    {
        // About the centre, in which a mean of any size loses no digits.
        double centre = _line.ToResponse(_centre);
        return centre + Expect(y => y - centre);
    }

    /// <summary>The mean of a function of the response.</summary>
    /// <param name="function">The function.</param>
    public double Expect(Func<double, double> function)
    {
        double mean = _share * _mass.Mean(t => function(_line.ToResponse(t)));
        foreach ((double y, double log) in _atoms) mean += Elementary.Exp(log - Total) * function(y);
        return mean;
    }

    /// <summary>The expected surprisal.</summary>
    public double Entropy()
    {
        double entropy = _share * _mass.Mean(t => -_log(_line.ToResponse(t)), isLinear: true);
        foreach ((_, double log) in _atoms) entropy -= Elementary.Exp(log - Total) * log;
        return entropy;
    }

    /// <summary>Visits responses with their share of the mass, atoms last: a quadrature rule for any smooth function.</summary>
    /// <param name="visit">Receives the response and its share.</param>
    public void ForEachNode(Action<double, double> visit)
    {
        _mass.ForEachNodeAndEnd((t, share) => visit(_line.ToResponse(t), _share * share));
        foreach ((double y, double log) in _atoms) visit(y, Elementary.Exp(log - Total));
    }

    /// <summary>The response of highest density, atoms by their probability; an end of the support where the density rises to it; NaN where it has no bound.</summary>
    public double Mode()
    {
        double t = _centre, best = Log(t), width = 1e-3;
        _mass.ForEachNode((node, _) =>
        {
            if (!(Log(node) > best)) return;
            best = Log(node);
            width = Math.Abs(node - t);
            t = node;
        });
        foreach (double end in (double[])[_line.Line.Low, _line.Line.High])
        {
            if (_support is Support.RealLine or Support.Circle || !(Log(end) >= best - Flat)) continue;
            return Log(end) > Log(0.9 * end) + Rise ? double.NaN : end > 0.0 ? High : Low;
        }

        double mode = Golden(t, width);
        foreach ((double y, double log) in _atoms)
        {
            if (log > _log(mode) || (log == _log(mode) && y < mode)) mode = y;
        }

        return mode;
    }

    private const double Flat = 1e-12;
    private const double Rise = 1e-6;

    private double Golden(double t, double width)
    {
        double ratio = 0.5 * (Math.Sqrt(5.0) - 1.0), low = t - width, high = t + width;
        for (int k = 0; k < BisectionSteps && high > low; k++)
        {
            double a = high - (ratio * (high - low)), b = low + (ratio * (high - low));
            if (Log(a) >= Log(b)) high = b;
            else low = a;
        }

        double found = 0.5 * (low + high);
        return _line.ToResponse(Log(t) >= Log(found) ? t : found);
    }

    private double Log(double t) => _log(_line.ToResponse(t));

    private double LogOnLine(double t)
    {
        double y = _line.ToResponse(t);
        return _support.Contains(y) ? _log(y) + _line.LogSlope(y) : double.NegativeInfinity;
    }

    private double Below(double y)
    {
        if (_support != Support.Circle) return _mass.LogBelow(_line.FromResponse(y));

        // The turn that is integrated over begins opposite of the mode; that of the cdf at −π.
        double low = _centre - HalfTurn, high = _centre + HalfTurn;
        if (_centre >= 0.0)
            return y < low ? _mass.LogBetween(HalfTurn, y + (2.0 * HalfTurn)) : LogSum.Of(_mass.LogBetween(HalfTurn, high), _mass.LogBetween(low, y));
        return y <= high ? _mass.LogBetween(-HalfTurn, y) : LogSum.Of(_mass.LogBetween(-HalfTurn, high), _mass.LogBetween(low, y - (2.0 * HalfTurn)));
    }

    private double Above(double y)
    {
        if (_support != Support.Circle) return _mass.LogAbove(_line.FromResponse(y));
        double low = _centre - HalfTurn, high = _centre + HalfTurn;
        if (_centre >= 0.0)
            return y >= low ? _mass.LogBetween(y, HalfTurn) : LogSum.Of(_mass.LogBetween(y + (2.0 * HalfTurn), high), _mass.LogBetween(low, HalfTurn));
        return y > high ? _mass.LogBetween(y - (2.0 * HalfTurn), -HalfTurn) : LogSum.Of(_mass.LogBetween(y, high), _mass.LogBetween(low, -HalfTurn));
    }

    /// <summary>Bisection, because the cdf's turn is cut elsewhere than the quadrature's.</summary>
    private double SolveCircle(double target, bool below)
    {
        double low = -HalfTurn, high = HalfTurn;
        for (int step = 0; step < BisectionSteps; step++)
        {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) break;
            if ((below ? Below(middle) : Above(middle)) < target == below) low = middle;
            else high = middle;
        }

        return 0.5 * (low + high);
    }

    private double AtomsWhere(Func<double, bool> counts)
    {
        double sum = double.NegativeInfinity;
        foreach ((double y, double log) in _atoms)
        {
            if (counts(y)) sum = LogSum.Of(sum, log);
        }

        return sum;
    }

    /// <summary>A finite response inside the support: where the quantile lies beyond the doubles, the nearest of them.</summary>
    private double Inside(double y) => _support switch
    {
        Support.Positive or Support.NonNegative => Math.Clamp(y, double.Epsilon, double.MaxValue),
        Support.UnitInterval or Support.ClosedUnitInterval => Math.Clamp(y, double.Epsilon, Math.BitDecrement(1.0)),
        _ => Math.Clamp(y, double.MinValue, double.MaxValue),
    };
}
