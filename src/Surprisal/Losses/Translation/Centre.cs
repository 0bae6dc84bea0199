using System.Runtime.InteropServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What a loss does next to the residual 0 on one side.</summary>
/// <param name="Power">The power of the residual that it grows as: 2 quadratic, 1 with a kink; 0 where it is flat.</param>
/// <param name="Factor">Its factor.</param>
/// <param name="IsHomogeneous">Whether it is that power everywhere on this side.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Centre(double Power, double Factor, bool IsHomogeneous)
{
    private const double Tolerance = 0.02;
    private const double Same = 1e-9;

    /// <summary>Looks at a loss near 0.</summary>
    /// <param name="function">The loss.</param>
    /// <param name="direction">1 or −1.</param>
    public static Centre Of(ResidualFunction function, int direction)
    {
        double[] far = [0.5, 2.0, 8.0, 32.0];
        double[] loss = function.Loss([0.0, direction * 1e-4, direction * 1e-3, direction, .. far.Select(r => direction * r)]);
        double near = loss[1] - loss[0], next = loss[2] - loss[0], unit = loss[3] - loss[0];
        if (Math.Abs(next) < 1e-15 * (1.0 + Math.Abs(function.Offset))) return new Centre(0.0, 0.0, false);
        double power = Elementary.Log(next / near) / Elementary.Log(10.0);
        double whole = Math.Round(power);
        if (Math.Abs(power - whole) < Tolerance) power = whole;
        double far2 = Elementary.Log((loss[5] - loss[0]) / unit) / Elementary.Log(2.0);
        bool homogeneous = double.IsFinite(far2) && far2 > 0.0;
        double exact = Math.Abs(far2 - Math.Round(far2)) < Same ? Math.Round(far2) : far2;
        for (int i = 0; homogeneous && i < far.Length; i++)
        {
            double expected = unit * Elementary.Pow(far[i], exact);
            homogeneous = Math.Abs(loss[4 + i] - loss[0] - expected) <= Same * (1.0 + Math.Abs(expected));
        }

        return homogeneous ? new Centre(exact, unit, true) : new Centre(power, next / Elementary.Pow(1e-3, power), false);
    }
}
