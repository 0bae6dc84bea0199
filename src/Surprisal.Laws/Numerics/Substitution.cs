using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>
/// The response as a function of a variable in which its density falls fast on both sides: t = middle + spread · sinh(u), t being the response,
/// its logarithm, or its logit. Tails of any weight end within |u| of about 700.
/// </summary>
internal sealed class Substitution
{
    private const double LogLargest = 709.0;
    private const double LogSmallest = 744.0;
    private readonly Support _support;
    private readonly double _middle;
    private readonly double _spread;

    private Substitution(Support support, double middle, double spread)
    {
        _support = support;
        _middle = double.IsFinite(middle) ? middle : 0.0;
        _spread = double.IsFinite(spread) && spread > 0.0 ? spread : 1.0;
        Middle = At(0.0).Y;
    }

    /// <summary>The response at u = 0.</summary>
    public double Middle { get; }

    /// <summary>The substitution for a case. Quantiles only say where to look first; the quadrature covers the whole support whatever they are.</summary>
    public static Substitution Of(NoiseCase @case)
    {
        Distribution distribution = @case.Distribution!;
        Support support = @case.Support;

        // The quartiles of what is above the atom, where there is one at the end of the support: 0 itself has no logarithm.
        double share = @case.Noise.Atoms.Count == 0 ? 1.0 : distribution.Survival(@case.Noise.Atoms[0]);
        double At(double p) => Transform(support, share < 1.0 ? distribution.SurvivalQuantile(share * (1.0 - p)) : distribution.Quantile(p));
        return new Substitution(support, At(0.5), 0.75 * (At(0.75) - At(0.25)));
    }

    /// <summary>The response and the logarithm of its derivative in u; not finite where no double is the response.</summary>
    public (double Y, double LogJacobian) At(double u)
    {
        double t = _middle + (_spread * Math.Sinh(u)), logSlope = Math.Log(_spread) + LogCosh(u);
        switch (_support)
        {
            case Support.Positive or Support.NonNegative:
                double y = Math.Exp(t);
                return (y, y > 0.0 && double.IsFinite(y) ? t + logSlope : double.NegativeInfinity);
            case Support.UnitInterval or Support.ClosedUnitInterval:
                double share = t < 0.0 ? Math.Exp(t) / (1.0 + Math.Exp(t)) : 1.0 / (1.0 + Math.Exp(-t));
                double logSlopeOfShare = -Math.Abs(t) - (2.0 * Math.Log(1.0 + Math.Exp(-Math.Abs(t))));
                return (share, share is > 0.0 and < 1.0 ? logSlopeOfShare + logSlope : double.NegativeInfinity);
            default:
                return (t, double.IsFinite(t) ? logSlope : double.NegativeInfinity);
        }
    }

    /// <summary>Edges of the first panels: fine in the middle, doubling outwards; from a response on.</summary>
    /// <param name="from">The first response.</param>
    /// <param name="seams">
    /// Responses at which density or derivatives may jump: between the last node of a panel and its edge a jump would not be seen.
    /// </param>
    public IReadOnlyList<double> Edges(double from, IEnumerable<double> seams)
    {
        double largest = _support is Support.Positive or Support.NonNegative or Support.UnitInterval or Support.ClosedUnitInterval
            ? Math.Asinh((LogSmallest + Math.Abs(_middle)) / _spread)
            : LogLargest - Math.Max(0.0, Math.Log(_spread));
        List<double> edges = [0.0];
        for (double u = 0.5; u < largest; u = u < 4.0 ? u + 0.5 : 1.5 * u)
        {
            edges.Add(u);
            edges.Add(-u);
        }

        edges.Add(largest);
        edges.Add(-largest);
        edges.AddRange(seams.Select(y => Math.Asinh((Transform(_support, y) - _middle) / _spread)).Where(u => Math.Abs(u) < largest));
        double first = double.IsInfinity(from) ? -largest : Math.Asinh((from - _middle) / _spread);
        return [first, .. edges.Where(e => e > first).Distinct().Order()];
    }

    private static double Transform(Support support, double y) => support switch
    {
        Support.Positive or Support.NonNegative => Math.Log(y),
        Support.UnitInterval or Support.ClosedUnitInterval => Math.Log(y) - Math.Log(1.0 - y),
        _ => y,
    };

    private static double LogCosh(double u) => Math.Abs(u) - Math.Log(2.0) + Math.Log(1.0 + Math.Exp(-2.0 * Math.Abs(u)));
}
