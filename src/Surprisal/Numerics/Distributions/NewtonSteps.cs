using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>When a Newton iteration on the log of a tail ends: at a step below rounding, or when steps stop shrinking because they are
/// noise.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct NewtonSteps
{
    private const double Rounding = 1.5e-16;
    private const double NoiseLevel = 1e-9;
    private const int Maximum = 200;

    private double _last;
    private int _count;

    /// <summary>Whether <paramref name="step"/> is rounding noise that would not improve the point (or is NaN).</summary>
    public bool IsNoise(double step)
    {
        double size = Math.Abs(step);
        bool noise = double.IsNaN(size) || ++_count > Maximum || (_count > 1 && size < NoiseLevel && size >= 0.5 * _last);
        _last = size;
        return noise;
    }

    /// <summary>Whether the point is final once <paramref name="step"/> is taken.</summary>
    public static bool IsLast(double step) => Math.Abs(step) <= Rounding;
}
