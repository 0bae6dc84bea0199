using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Quadrature;

/// <summary>A piece of a path whose integral is known.</summary>
/// <param name="Path">The path.</param>
/// <param name="From">Where the piece begins, in u.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Log">The logarithm of the integral.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Panel(SinhPath Path, double From, double To, double Log);

/// <summary>The integral of a density from a point outwards, in panels each of which is accurate by itself: so are the sums over any tail.</summary>
/// <remarks>
/// A panel is halved until its two rules agree, until halving changes nothing, or until what is left is the rounding of the responses. Nothing
/// is looked for beyond the point from where on the density is less than e^(−760) of its largest value.
/// </remarks>
internal sealed class Wing
{
    // Where the rules of 7 and 15 nodes differ by this, that of 15 nodes is right to rounding.
    private const double Agreement = 1e-10;
    private const double Unchanged = 1e-13;
    private const double Depth = 760.0;
    private const int DeepestHalving = 60;
    private const int MostPanels = 20_000;
    private const double FirstStep = 0.5;
    private const double Even = 4.0;
    private const double Growth = 1.25;
    private readonly Func<double, double> _logDensity;
    private readonly Line _line;
    private readonly SinhPath _path;
    private double _sum = double.NegativeInfinity;
    private int _accurate;

    private Wing(Func<double, double> logDensity, Line line, SinhPath path)
    {
        _logDensity = logDensity;
        _line = line;
        _path = path;
    }

    /// <summary>The panels from the start outwards.</summary>
    public List<Panel> Panels { get; } = [];

    /// <summary>Whether every panel reached its accuracy.</summary>
    public bool Converged { get; private set; } = true;

    /// <summary>Whether the panels go on to the end of the line.</summary>
    public bool ReachesEnd { get; private set; }

    /// <summary>Integrates outwards.</summary>
    /// <param name="logDensity">The logarithm of the density in t.</param>
    /// <param name="line">The line.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="direction">1 upwards, −1 downwards.</param>
    /// <param name="scale">A guess at the distance in which the density changes.</param>
    public static Wing Of(Func<double, double> logDensity, Line line, double start, int direction, double scale = 1.0)
    {
        double distance = direction * (line.End(direction) - start);
        if (!(distance > 0.0)) return new Wing(logDensity, line, default) { ReachesEnd = true };
        Wing wing = new(logDensity, line, new SinhPath(start, direction, FindScale(logDensity, line, start, direction, Math.Min(scale, distance))));
        wing.Run();

        // What is too small to matter was not refined: it serves between two peaks, but is no end of a tail that keeps its digits.
        wing.ReachesEnd &= wing._accurate == wing.Panels.Count;
        wing.Panels.RemoveRange(wing._accurate, wing.Panels.Count - wing._accurate);
        return wing;
    }

    /// <summary>The logarithm of the whole integral, what lies beyond the end of the line included.</summary>
    public double Total()
    {
        double sum = ReachesEnd ? _line.Beyond(_logDensity, _path.Direction).Log : double.NegativeInfinity;
        for (int p = Panels.Count - 1; p >= 0; p--) sum = LogSum.Of(sum, Panels[p].Log);
        return sum;
    }

    /// <summary>The distance in which the log-density changes by about 1.</summary>
    private static double FindScale(Func<double, double> logDensity, Line line, double start, int direction, double guess)
    {
        const double Factor = 4.0;
        double at = logDensity(start), distance = direction * (line.End(direction) - start);
        double finest = Math.Max(4.0 * line.Resolution(start), 1e-300), scale = Math.Max(guess, finest);
        if (!double.IsFinite(at)) return scale;
        bool IsFlat(double d) => Math.Abs(logDensity(start + (direction * d)) - at) <= 1.0;
        while (scale > finest && !IsFlat(scale)) scale /= Factor;
        while (Factor * scale < distance && IsFlat(Factor * scale)) scale *= Factor;
        return scale;
    }

    private void Run()
    {
        double end = _path.Parameter(_line.End(_path.Direction));
        for (double from = 0.0; from < end;)
        {
            double to = Math.Min(end, from < Even ? from + FirstStep : Growth * from);
            PanelIntegral whole = LogKronrod.Of(_logDensity, _path, from, to);
            Refine(from, to, whole, 0);
            if (!(whole.Log >= _sum - Depth) || double.IsNegativeInfinity(whole.Log)) return;
            from = to;
        }

        ReachesEnd = true;
    }

    private void Refine(double from, double to, PanelIntegral whole, int depth)
    {
        double middle = from + (0.5 * (to - from)), low = _path.At(from), high = _path.At(to);
        double resolution = Math.Max(_line.Resolution(low), _line.Resolution(high)), width = Math.Abs(high - low);
        double rounding = resolution * (whole.Spread + 1.0) / width;
        bool tiny = whole.Log < _sum - Depth || double.IsNegativeInfinity(whole.Log), done = tiny || double.IsNaN(whole.Log) || whole.Error <= Math.Max(Agreement, rounding) || width <= 16.0 * resolution;
        if (!done && (depth == DeepestHalving || Panels.Count >= MostPanels)) Converged = false;
        if (done || !Converged || !(middle > from && middle < to))
        {
            Add(from, to, whole.Log);
            if (!tiny) _accurate = Panels.Count;
            return;
        }

        PanelIntegral inner = LogKronrod.Of(_logDensity, _path, from, middle), outer = LogKronrod.Of(_logDensity, _path, middle, to);
        if (Math.Abs(LogSum.Of(inner.Log, outer.Log) - whole.Log) <= Unchanged + (0.1 * rounding))
        {
            Add(from, middle, inner.Log);
            Add(middle, to, outer.Log);
            _accurate = Panels.Count;
            return;
        }

        Refine(from, middle, inner, depth + 1);
        Refine(middle, to, outer, depth + 1);
    }

    private void Add(double from, double to, double log)
    {
        Panels.Add(new Panel(_path, from, to, log));
        _sum = LogSum.Of(_sum, log);
    }
}
