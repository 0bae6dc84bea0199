using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Noise.Distributions;

/// <summary>
/// The scale on which the density of a support is integrated: the response itself, its logarithm where it is positive, its logit between 0
/// and 1, where densities fall off on both sides however they end at 0 and 1.
/// </summary>
internal sealed class ResponseLine
{
    // Squares of responses up to here do not overflow; beyond, a tail goes on as the power that it has become.
    private const double Farthest = 1e150;
    private const double LogFarthest = 345.3877639491069;

    // Closer to 1 than this a share has too few digits left to say how the density goes on; closer to 0 it has all.
    private const double HighestLogit = 20.0;
    private const double Ulp = 2.220446049250313e-16;
    private const double HalfTurn = 3.1415926535897931;
    private readonly Support _support;

    private ResponseLine(Support support, Line line)
    {
        _support = support;
        Line = line;
    }

    /// <summary>The line.</summary>
    public Line Line { get; }

    /// <summary>The line of a support, the part of it that is no atom.</summary>
    /// <param name="support">The support.</param>
    /// <param name="centre">For the circle: the angle in the middle of the turn that is integrated over.</param>
    public static ResponseLine Of(Support support, double centre = 0.0) => new(support, support switch
    {
        Support.Positive or Support.NonNegative => new(-LogFarthest, LogFarthest, LineEnding.Exponential, LineEnding.Exponential, static t => Ulp * Math.Max(1.0, Math.Abs(t))),
        Support.UnitInterval or Support.ClosedUnitInterval =>
            new(-LogFarthest, HighestLogit, LineEnding.Exponential, LineEnding.Exponential, static t => Ulp * Math.Max(Math.Max(1.0, Math.Abs(t)), Elementary.Exp(t))),
        Support.Circle => new(centre - HalfTurn, centre + HalfTurn, LineEnding.Closed, LineEnding.Closed, static t => Ulp * Math.Max(1.0, Math.Abs(t))),
        _ => new(-Farthest, Farthest, LineEnding.Power, LineEnding.Power, static t => Ulp * Math.Abs(t)),
    });

    /// <summary>The response of t.</summary>
    public double ToResponse(double t) => _support switch
    {
        Support.Positive or Support.NonNegative => Elementary.Exp(t),
        Support.UnitInterval or Support.ClosedUnitInterval => Elementary.Sigmoid(t),
        Support.Circle => t > HalfTurn ? t - (2.0 * HalfTurn) : t < -HalfTurn ? t + (2.0 * HalfTurn) : t,
        _ => t,
    };

    /// <summary>t of a response; ±∞ at the ends of the support and beyond.</summary>
    public double FromResponse(double y) => _support switch
    {
        Support.Positive or Support.NonNegative => y > 0.0 ? Elementary.Log(y) : double.NegativeInfinity,
        Support.UnitInterval or Support.ClosedUnitInterval =>
            y <= 0.0 ? double.NegativeInfinity : y >= 1.0 ? double.PositiveInfinity : Elementary.Log(y) - Elementary.Log1p(-y),
        _ => y,
    };

    /// <summary>log dy/dt at a response: as the response is rounded, so is its density, and next to 1 the two must agree.</summary>
    public double LogSlope(double y) => _support switch
    {
        Support.Positive or Support.NonNegative => Elementary.Log(y),
        Support.UnitInterval or Support.ClosedUnitInterval => Elementary.Log(y) + Elementary.Log1p(-y),
        _ => 0.0,
    };

    /// <summary>Points where the mass may lie: what the parameters say if they are responses, or responses on this scale.</summary>
    /// <param name="hints">The parameters.</param>
    public IEnumerable<double> Guesses(IEnumerable<double> hints) =>
        hints.Select(FromResponse).Concat(hints).Concat([0.0, 1.0, -1.0]).Where(t => t >= Line.Low && t <= Line.High).Distinct();
}
