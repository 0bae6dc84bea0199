using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Noise;

/// <summary>Gauss-Legendre panels over an event of a continuum, placed by its log-density alone.</summary>
/// <remarks>
/// The line is that of the response, its logarithm or its logit. From a point of the bulk, the median or the end of the event next to it, two ways lead
/// outwards along t = bulk ± scale · sinh v (<see cref="SinhPath"/>), so that a tail of any weight takes few panels. The density given the event integrates to 1,
/// so its height in the bulk says the scale. A panel is as long as its log-density is nearly straight and falls little; far down it may fall more, since it
/// counts for less. The sum of the weights must be 1 (<see cref="EventNodes.Suffices"/>): that shows a density that is not smooth. Poles near the line, which
/// second derivatives feel more than the density does, are kept off by the bound on the bend.
/// </remarks>
/// <param name="support">The support of the response.</param>
internal sealed class EventPanels(Support support)
{
    private const int MostPanels = 80;
    private const double Negligible = 42.0;
    private const double ShortestPanel = 1e-3;
    private const double LogitLimit = 700.0;
    private readonly bool _isLog = support is Support.Positive or Support.NonNegative;
    private readonly bool _isLogit = support is Support.UnitInterval or Support.ClosedUnitInterval;
    private Distribution? _distribution;
    private double _logProbability;

    /// <summary>Places nodes.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="ends">The lower end, excluded, and the upper end; infinite for none.</param>
    /// <param name="bulk">A response within the event's bulk.</param>
    /// <param name="logProbability">The logarithm of the event's probability.</param>
    /// <param name="fine">Whether panels are shorter than usual.</param>
    /// <param name="add">Receives response, weight, and the logarithm of a further factor of the weight.</param>
    /// <returns>Whether it found its way.</returns>
    public bool Place(Distribution distribution, (double Below, double To) ends, double bulk, double logProbability, bool fine, Action<double, double, double> add)
    {
        _distribution = distribution;
        _logProbability = logProbability;
        double low = ToLine(ends.Below), high = ToLine(ends.To), start = ToLine(bulk), height = LogDensity(start);
        if (!double.IsFinite(start) || !double.IsFinite(height)) return false;
        double scale = Math.Min(Elementary.Exp(-height), high - low);
        if (!(scale > 0.0) || double.IsInfinity(scale)) return false;
        return Walk(new SinhPath(start, -1, scale), low, fine, add) && Walk(new SinhPath(start, 1, scale), high, fine, add);
    }

    private bool Walk(SinhPath path, double end, bool fine, Action<double, double, double> add)
    {
        double finish = double.IsInfinity(end) ? double.PositiveInfinity : path.Parameter(end), length = fine ? 0.25 : 0.5;
        double v = 0.0, here = Height(path, 0.0), top = here;
        for (int panel = 0; v < finish; panel++)
        {
            if (panel == MostPanels) return false;
            double next = v + length < finish ? v + length : finish;
            double there = Height(path, next), middle = Height(path, 0.5 * (v + next)), depth = top - here;

            // Ten points integrate an exponential that falls by 5 to rounding; of a part that is e^-depth of the whole less is asked.
            double fall = depth < 5.0 ? 5.0 : depth < 15.0 ? 10.0 : 20.0, bend = depth < 5.0 ? 0.06 : depth < 15.0 ? 0.3 : 1.5;
            if (fine) (fall, bend) = (0.5 * fall, 0.25 * bend);
            while (!(Math.Abs(there - here) <= fall && Math.Abs(middle - (0.5 * (here + there))) <= bend))
            {
                if (double.IsNaN(there) || double.IsNaN(middle)) return false;
                next = 0.5 * (v + next);
                if (next - v < ShortestPanel) return depth > Negligible;
                (there, middle) = (middle, Height(path, 0.5 * (v + next)));
            }

            Fill(path, v, next, add);
            length = (next - v) * (Math.Abs(there - here) < 0.5 * fall ? 1.5 : 1.0);
            top = Math.Max(top, Math.Max(middle, there));
            bool falls = there < middle;
            (v, here) = (next, there);
            if (falls && top - here > Negligible) return true;
        }

        return true;
    }

    private void Fill(SinhPath path, double from, double to, Action<double, double, double> add)
    {
        SymmetricRule rule = GaussLegendre.Ten;
        double half = 0.5 * (to - from), middle = from + half;
        for (int k = 0; k < rule.Count; k++)
        {
            double e = Elementary.Exp(middle + (half * rule.Node(k))), reciprocal = 1.0 / e;
            double t = path.Start + (path.Direction * path.Scale * 0.5 * (e - reciprocal)), weight = rule.Weight(k) * half * path.Scale * 0.5 * (e + reciprocal);
            add(FromLine(t), weight, LogSlope(t));
        }
    }

    /// <summary>The logarithm of the density along a path.</summary>
    private double Height(SinhPath path, double v) => LogDensity(path.At(v)) + path.LogSlope(v);

    /// <summary>The logarithm of the density on the line, given the event.</summary>
    private double LogDensity(double t) => _distribution!.LogDensity(FromLine(t)) + LogSlope(t) - _logProbability;

    private double ToLine(double y)
    {
        if (_isLog) return y > 0.0 ? double.IsPositiveInfinity(y) ? y : Elementary.Log(y) : double.NegativeInfinity;
        if (!_isLogit) return support != Support.Circle ? y : Math.Clamp(y, -Math.PI, Math.PI);
        return y > 0.0 ? y < 1.0 ? Elementary.Log(y) - Elementary.Log1p(-y) : double.PositiveInfinity : double.NegativeInfinity;
    }

    private double FromLine(double t) => _isLog ? Elementary.Exp(t) : _isLogit ? Elementary.Sigmoid(t) : t;

    /// <summary>log |dy/dt|.</summary>
    private double LogSlope(double t) =>
        _isLog ? t : !_isLogit ? 0.0 : Math.Abs(t) > LogitLimit ? -Math.Abs(t) : -(Elementary.Softplus(t) + Elementary.Softplus(-t));
}
