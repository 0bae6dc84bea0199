using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Solvers.Kinks;

/// <summary>One kink of a convex piecewise linear function as a hinge: slope <paramref name="Lower"/> before it, <paramref name="Upper"/> after.</summary>
/// <param name="Kink">Where it is, in units of the scale or of the response.</param>
/// <param name="Lower">The slope before.</param>
/// <param name="Upper">The slope after; greater.</param>
internal readonly record struct Hinge(double Kink, double Lower, double Upper)
{
    /// <summary>The jump of the slope.</summary>
    public double Jump => Upper - Lower;

    /// <summary>The hinge's value at a distance from its kink.</summary>
    public double At(double distance) => (distance < 0 ? Lower : Upper) * distance;
}

/// <summary>A noise model's convex piecewise linear φ as a sum of hinges, and the expectations under its own density ∝ exp(−φ). Immutable.</summary>
/// <remarks>
/// The expectations follow from integration by parts against φ″, which is Σ jumpₖ δ(z − κₖ): E φ′² = Σ jumpₖ p(κₖ),
/// E (zφ′ − 1)² = 1 + Σ κₖ² jumpₖ p(κₖ), where p is the density. Kinks ±ε in units of the response: the excess e over ε is 0 with probability 1 − q,
/// q = s/(s + ε), and else exponential with mean s. So E (∂/∂location)² = q/s², and with the surprisal log(s + ε) + e/s, whose derivative by log s is
/// q − e/s, E (q − e/s)² = q(2 − q). ε = 0 is the laplace.
/// </remarks>
internal sealed class CheckFunction
{
    private readonly double[] _kinks;
    private readonly double[] _slopes;
    private readonly double _location;
    private readonly double _logScale;

    public CheckFunction(IPiecewiseLinear function)
    {
        _kinks = [.. function.Kinks];
        _slopes = [.. function.Slopes];
        if (_kinks.Length == 0 || _slopes.Length != _kinks.Length + 1) throw new ArgumentException($"{_kinks.Length} kinks and {_slopes.Length} slopes", nameof(function));
        if (!(_slopes[0] < 0) || !(_slopes[^1] > 0)) throw new ArgumentException("the function has no minimum", nameof(function));
        Hinges = [.. _kinks.Select((kink, k) => k == 0 ? new Hinge(kink, _slopes[0], _slopes[1]) : new Hinge(kink, 0, _slopes[k + 1] - _slopes[k]))];
        Central = -_slopes[0] / (_slopes[^1] - _slopes[0]);
        if (function.HasKinksInResponseUnits)
        {
            if (_kinks.Length != 2 || _slopes is not [-1, 0, 1] || !(_kinks[1] > 0)) throw new ArgumentException("kinks in units of the response bound a flat core", nameof(function));
            Core = _kinks[1];
        }

        double mass = Mass(), location = 0, scale = 1;
        foreach (Hinge hinge in Hinges)
        {
            double density = Elementary.Exp(-At(hinge.Kink)) / mass;
            location += hinge.Jump * density;
            scale += hinge.Kink * hinge.Kink * hinge.Jump * density;
        }

        _location = location;
        _logScale = scale;
    }

    /// <summary>The hinges, by ascending kink.</summary>
    public IReadOnlyList<Hinge> Hinges { get; }

    /// <summary>The share t with Σ (lower + t (upper − lower)) = 0: slopes strictly within every hinge that balance.</summary>
    public double Central { get; }

    /// <summary>ε, where kinks are at ±ε in units of the response; 0 where they are in units of the scale.</summary>
    public double Core { get; }

    /// <summary>Whether the scale moves the kinks.</summary>
    public bool KinksMove => Core == 0 && !IsHomogeneous;

    /// <summary>Whether the only kink is at 0.</summary>
    public bool IsHomogeneous => _kinks is [0];

    /// <summary>Expected information of a row about its location.</summary>
    /// <param name="scale">The row's scale.</param>
    public double LocationInformation(double scale) => (Core > 0 ? Tail(scale) : _location) / (scale * scale);

    /// <summary>Expected information of a row about its log scale.</summary>
    /// <param name="scale">The row's scale.</param>
    public double LogScaleInformation(double scale) => Core > 0 ? Tail(scale) * (2 - Tail(scale)) : _logScale;

    /// <summary>The derivative of the density's log normaliser by log scale: the probability of lying beyond the core, 1 where there is none.</summary>
    /// <param name="scale">The scale.</param>
    public double Tail(double scale) => scale / (scale + Core);

    /// <summary>The scale that minimises n log(s + ε) + loss/s: the positive root of n s² − loss s − loss ε; for kinks that do not move.</summary>
    /// <param name="loss">Σ w φ(y − xb).</param>
    /// <param name="observations">n.</param>
    public double BestScale(double loss, double observations)
    {
        double mean = loss / observations;
        return mean == 0 ? 0 : 0.5 * mean * (1 + Math.Sqrt(1 + (4 * Core / mean)));
    }

    /// <summary>φ(z), the sum of the hinges.</summary>
    public double At(double z)
    {
        double sum = 0;
        foreach (Hinge hinge in Hinges) sum += hinge.At(z - hinge.Kink);
        return sum;
    }

    /// <summary>∫ exp(−φ), segment by segment.</summary>
    private double Mass()
    {
        double mass = Elementary.Exp(-At(_kinks[0])) / -_slopes[0];
        for (int k = 0; k < _kinks.Length; k++)
        {
            double slope = _slopes[k + 1], start = Elementary.Exp(-At(_kinks[k]));
            if (k == _kinks.Length - 1) return mass + (start / slope);
            double length = _kinks[k + 1] - _kinks[k];
            mass += start * (slope == 0 ? length : -Elementary.Expm1(-slope * length) / slope);
        }

        return mass;
    }
}
