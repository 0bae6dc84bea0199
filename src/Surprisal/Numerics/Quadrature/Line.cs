namespace Surprisal.Numerics.Quadrature;

/// <summary>
/// The line that a density lives on, as far as doubles reach, and how its tail goes on from there: as a power of t, as an exponential of t, or
/// not at all.
/// </summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="LowEnding">What the density is like beyond the lower end.</param>
/// <param name="HighEnding">What it is like beyond the upper end.</param>
/// <param name="Resolution">The distance of neighbouring values of t that still are different responses.</param>
internal sealed record Line(double Low, double High, LineEnding LowEnding, LineEnding HighEnding, Func<double, double> Resolution)
{
    // A density that falls more slowly than this has no finite integral, or none that doubles could tell from an infinite one.
    private const double Slowest = 1e-10;
    private const double Decade = 10.0;
    private const double LogDecade = 2.3025850929940457;
    private const double Step = 3.0;

    /// <summary>What the density is like beyond the end of one direction.</summary>
    public LineEnding Ending(int direction) => direction > 0 ? HighEnding : LowEnding;

    /// <summary>The end of one direction.</summary>
    public double End(int direction) => direction > 0 ? High : Low;

    /// <summary>A point inside of an end, a decade or <see cref="Distance"/> from it.</summary>
    public double Inner(int direction) => Ending(direction) == LineEnding.Power ? End(direction) / Decade : End(direction) - (direction * Step);

    /// <summary>How far <see cref="Inner"/> is from the end: in log |t|, or in t.</summary>
    public double Distance(int direction) => Ending(direction) == LineEnding.Power ? LogDecade : Step;

    /// <summary>
    /// The logarithm of the integral beyond an end, and how fast it falls from there on: per unit of log |t|, or of t. The integral is +∞ where
    /// it does not exist, −∞ where there is nothing.
    /// </summary>
    /// <param name="log">The logarithm of the integrand.</param>
    /// <param name="direction">Which end.</param>
    public (double Log, double Rate) Beyond(Func<double, double> log, int direction)
    {
        if (Ending(direction) == LineEnding.Closed) return (double.NegativeInfinity, 0.0);
        double end = End(direction), last = log(end);
        if (double.IsNegativeInfinity(last)) return (last, 0.0);
        bool power = Ending(direction) == LineEnding.Power;
        double before = log(Inner(direction));
        double rate = power ? ((before - last) / LogDecade) - 1.0 : (before - last) / Step;
        if (!(rate > Slowest)) return (double.IsNaN(rate) ? rate : double.PositiveInfinity, rate);
        return (last - Elementary.Log(rate) + (power ? Elementary.Log(Math.Abs(end)) : 0.0), rate);
    }
}

/// <summary>What a density is like beyond the ends of the line that doubles can follow.</summary>
internal enum LineEnding
{
    /// <summary>There is nothing beyond: the ends are those of the support.</summary>
    Closed,

    /// <summary>A power of the response: the tails on the real line.</summary>
    Power,

    /// <summary>An exponential of t: a power of the response, t being its logarithm or logit.</summary>
    Exponential,
}
