using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Quadrature;

/// <summary>
/// t = start ± scale · sinh u, u ≥ 0: a way from a point outwards that is straight within the scale and doubles its pace beyond, so that a
/// tail of any weight ends within a few hundred units of u.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct SinhPath
{
    // From here on sinh u is ½eᵘ to the last bit.
    private const double Far = 20.0;
    private const double Large = 1e8;
    private readonly double _logScale;

    /// <summary>A path.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="direction">1 upwards, −1 downwards.</param>
    /// <param name="scale">Up to where it is straight; positive.</param>
    public SinhPath(double start, int direction, double scale)
    {
        Start = start;
        Direction = direction;
        Scale = scale;
        _logScale = Elementary.Log(scale);
    }

    /// <summary>Where it begins.</summary>
    public double Start { get; }

    /// <summary>1 upwards, −1 downwards.</summary>
    public int Direction { get; }

    /// <summary>Up to where it is straight.</summary>
    public double Scale { get; }

    /// <summary>t of u.</summary>
    public double At(double u)
    {
        if (u > Far) return Start + (Direction * Elementary.Exp(u + _logScale - Constants.LogTwo));
        double m = Elementary.Expm1(u);
        return Start + (Direction * Scale * 0.5 * (m + (m / (m + 1.0))));
    }

    /// <summary>log |dt/du|.</summary>
    public double LogSlope(double u) => _logScale + u - Constants.LogTwo + Elementary.Log1p(Elementary.Exp(-2.0 * u));

    /// <summary>u of t; 0 for a t that lies the other way.</summary>
    public double Parameter(double t)
    {
        double distance = Direction * (t - Start);
        if (!(distance > 0.0)) return 0.0;
        double x = distance / Scale;
        if (!(x < Large)) return Elementary.Log(distance) - _logScale + Constants.LogTwo;
        double square = x * x;
        return Elementary.Log1p(x + (square / (1.0 + Math.Sqrt(1.0 + square))));
    }
}
