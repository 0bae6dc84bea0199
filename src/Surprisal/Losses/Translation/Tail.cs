using System.Runtime.InteropServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What a loss does far from 0 on one side.</summary>
internal enum TailKind
{
    /// <summary>Faster than any power.</summary>
    Exponential,

    /// <summary>A power of the residual above 0 that is not 1.</summary>
    Power,

    /// <summary>A multiple of the residual.</summary>
    Linear,

    /// <summary>A multiple of the residual's logarithm.</summary>
    Logarithmic,

    /// <summary>It comes near a number that it never exceeds.</summary>
    Bounded,

    /// <summary>It falls without bound.</summary>
    Falling,
}

/// <summary>The tail of a loss on one side.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The power; the factor of the residual, or of its logarithm; the bound.</param>
/// <param name="RejectedFrom">From where on the influence is exactly 0; null where it is not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tail(TailKind Kind, double Number, double? RejectedFrom = null)
{
    private const double Tolerance = 0.01;
    private const int Decades = 12;

    /// <summary>Whether the influence falls to 0.</summary>
    public bool IsRedescending => Kind is TailKind.Logarithmic or TailKind.Bounded || (Kind == TailKind.Power && Number < 1.0);

    /// <summary>Whether the exponential of minus the loss has a finite integral on this side.</summary>
    public bool IsIntegrable => Kind is TailKind.Exponential or TailKind.Power or TailKind.Linear || (Kind == TailKind.Logarithmic && Number > 1.0);

    /// <summary>Looks at a loss at powers of ten.</summary>
    /// <param name="function">The loss.</param>
    /// <param name="direction">1 or −1.</param>
    public static Tail Of(ResidualFunction function, int direction)
    {
        double[] r = [.. Enumerable.Range(0, Decades + 1).Select(j => direction * Elementary.Pow(10.0, j))];
        (double[] loss, double[] influence) = function.At(r);
        int high = 8;
        while (high > 0 && !(double.IsFinite(loss[high]) && double.IsFinite(influence[high]))) high--;
        if (high < 3) return new Tail(loss[Math.Min(high + 1, Decades)] < 0.0 ? TailKind.Falling : TailKind.Exponential, double.PositiveInfinity);
        int low = high - 3;
        double before = direction * influence[low], after = direction * influence[high];
        if (after < 0.0 && loss[high] < loss[low] - 1.0) return new Tail(TailKind.Falling, double.NegativeInfinity);
        if (after == 0.0 || Math.Abs(after) < 1e-290) return new Tail(TailKind.Bounded, loss[high], Rejection(function, direction, low));
        double slope = Elementary.Log(after / before) / Elementary.Log(r[high] / r[low]);
        if (Math.Abs(slope) < Tolerance) return new Tail(TailKind.Linear, after);
        if (Math.Abs(slope + 1.0) < Tolerance) return new Tail(TailKind.Logarithmic, after * Math.Abs(r[high]));
        return slope < -1.0 ? new Tail(TailKind.Bounded, loss[high]) : new Tail(high < 8 && slope > 20.0 ? TailKind.Exponential : TailKind.Power, Tidy(slope + 1.0));
    }

    private static double Tidy(double power) => Math.Round(power * 1e4) / 1e4;

    /// <summary>From where on the influence is 0, unless it only underflows.</summary>
    private static double? Rejection(ResidualFunction function, int direction, int decade)
    {
        bool IsZero(double r) => function.Influence(direction * r)[0] == 0.0;
        double low = 0.0, high = Elementary.Pow(10.0, decade);
        while (high > 1e-6 && IsZero(0.5 * high)) high *= 0.5;
        if (high <= 1e-6) return null;
        low = 0.5 * high;
        for (int i = 0; i < 60; i++)
        {
            double middle = low + (0.5 * (high - low));
            if (IsZero(middle)) high = middle;
            else low = middle;
        }

        // Where the influence only underflows, or is lost to rounding, the loss is at its bound long before.
        double[] loss = function.Loss(0.5 * direction * high, 2.0 * direction * high);
        return Math.Abs(loss[1] - loss[0]) > 1e-3 * Math.Abs(loss[1]) ? high : null;
    }
}
