using Surprisal.Numerics.Quadrature;

namespace Surprisal.Numerics.Distributions;

/// <summary>The von Mises distribution about 0: its tails between angles and the angle of a tail.</summary>
/// <remarks>
/// Fourier series of the cdf (Hill 1977, doi:10.1145/355744.355753) leave nothing of a small tail. Here a tail is the density where it starts, times the
/// integral of e^−(h(t) − h(c)), h(t) = κ(1 − cos t), whose exponent is 2κ sin((t − c)/2) sin((t + c)/2) without cancellation:
/// Gauss–Legendre panels out to where it is e⁻⁴⁰. All terms are positive. Measured: 1e-14.
/// </remarks>
internal static class VonMises
{
    // π less the double nearest to it.
    private const double PiLow = 1.2246467991473532e-16;
    private const double Depth = 40.0;
    private const double WidestPanel = 0.5;
    private const double DropPerPanel = 4.0;

    /// <summary>The angle within (−π, π] that differs by a multiple of 2π; itself there.</summary>
    public static double Wrap(double angle)
    {
        if (!(Math.Abs(angle) > Math.PI)) return angle;
        double turns = Math.Round(angle / Math.Tau), wrapped = Math.FusedMultiplyAdd(-turns, Math.Tau, angle) - (turns * 2.0 * PiLow);
        return Math.Clamp(wrapped, -Math.PI, Math.PI);
    }

    /// <summary>The distance of an angle within [−π, π] from −π, which is not a double.</summary>
    public static double FromEnd(double angle) => (angle + Math.PI) + PiLow;

    /// <summary>
    /// P(from &lt; Y ≤ to), both within [−π, π]; of a narrow interval the width has digits that its ends have not.
    /// </summary>
    public static ScaledTail Mass(double from, double to, double width, double concentration)
    {
        if (!(width > 0.0)) return new ScaledTail(0.0, 0.0);
        if (from >= 0.0) return Outward(from, width, concentration);
        if (to <= 0.0) return Outward(-to, width, concentration);
        ScaledTail left = Outward(0.0, -from, concentration), right = Outward(0.0, to, concentration);
        return new ScaledTail(0.0, left.Factor + right.Factor);
    }

    /// <summary>The sum of two tails.</summary>
    public static ScaledTail Plus(ScaledTail a, ScaledTail b)
    {
        if (a.Factor == 0.0) return b;
        if (b.Factor == 0.0) return a;
        (ScaledTail large, ScaledTail small) = a.Exponent.High >= b.Exponent.High ? (a, b) : (b, a);
        return new ScaledTail(large.Exponent, large.Factor + (small.Factor * Elementary.Exp((small.Exponent - large.Exponent).High)));
    }

    // The mass from c ≥ 0 on, on one side of the mean: the exponent falls all the way.
    private static ScaledTail Outward(double c, double width, double concentration)
    {
        double sine = Elementary.Sin(0.5 * c);
        double span = Reach(c, width, concentration);
        double panels = Math.Ceiling(Math.Max(span / WidestPanel, Math.Min(Drop(c, span, concentration), Depth) / DropPerPanel));
        double half = 0.5 * span / panels, sum = 0.0;
        SymmetricRule rule = GaussLegendre.Ten;
        for (double panel = 0.0; panel < panels; panel++)
        {
            double middle = ((2.0 * panel) + 1.0) * half;
            for (int i = 0; i < rule.HalfNodes.Length; i++)
            {
                double offset = half * rule.HalfNodes[i];
                sum += rule.HalfWeights[i] * (Elementary.Exp(-Drop(c, middle - offset, concentration)) + Elementary.Exp(-Drop(c, middle + offset, concentration)));
            }
        }

        double factor = half * sum * Elementary.Exp(-Elementary.LogBesselI0Scaled(concentration)) / Math.Tau;
        return new ScaledTail(-2.0 * concentration * DoubleDouble.Product(sine, sine), factor);
    }

    // h(c + s) − h(c).
    private static double Drop(double c, double s, double concentration) =>
        2.0 * concentration * Elementary.Sin(0.5 * s) * Elementary.Sin(c + (0.5 * s));

    // How far the exponent takes to fall by Depth, roughly; the whole width where it does not.
    private static double Reach(double c, double width, double concentration)
    {
        double low = 0.0, high = width;
        if (!(Drop(c, high, concentration) > Depth)) return high;
        for (int step = 0; step < 60; step++)
        {
            double middle = 0.5 * (low + high);
            if (Drop(c, middle, concentration) > Depth) high = middle;
            else low = middle;
            if (high - low < 0.01 * high) break;
        }

        return high;
    }
}
