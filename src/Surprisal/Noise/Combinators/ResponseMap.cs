using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>An increasing map of a part of the real line to all of it: how a transformed response is taken.</summary>
internal sealed class ResponseMap
{
    private readonly Func<double, double> _apply;
    private readonly Func<double, double> _invert;
    private readonly Func<double, double> _logSlope;
    private readonly bool _hasUpperEnd;

    private ResponseMap(string name, string word, string slope, Support support, Func<double, double> apply, Func<double, double> invert, Func<double, double> logSlope)
    {
        Name = name;
        Word = word;
        Slope = slope;
        Support = support;
        _apply = apply;
        _invert = invert;
        _logSlope = logSlope;
        _hasUpperEnd = support == Support.UnitInterval;
    }

    /// <summary>The logarithm of a positive response.</summary>
    public static ResponseMap Log { get; } = new("log", "logarithm", "/ y", Support.Positive, Elementary.Log, Elementary.Exp, static y => -Elementary.Log(y));

    /// <summary>The logit of a share.</summary>
    public static ResponseMap Logit { get; } = new(
        "logit",
        "logit",
        "/ (y (1 - y))",
        Support.UnitInterval,
        static y => Elementary.Log(y) - Elementary.Log1p(-y),
        Elementary.Sigmoid,
        static y => -(Elementary.Log(y) + Elementary.Log1p(-y)));

    public string Name { get; }

    /// <summary>The map in a sentence.</summary>
    public string Word { get; }

    /// <summary>Its derivative as a factor of a density's text.</summary>
    public string Slope { get; }

    /// <summary>What it maps.</summary>
    public Support Support { get; }

    /// <summary>t(y); −∞ at and below the lower end, ∞ at and above the upper one.</summary>
    public double Apply(double y)
    {
        (double least, double greatest) = Support.Ends();
        if (y <= least) return double.NegativeInfinity;
        return y >= greatest ? double.PositiveInfinity : _apply(y);
    }

    /// <summary>t(y) and log t′(y) of a block of responses, all strictly inside the support.</summary>
    public (Field Transformed, Jet<TLane> LogSlope) Apply<TLane>(JetArena<TLane> arena, Field response)
        where TLane : unmanaged, ILane<TLane>
    {
        Jet<TLane> y = arena.Data(response), log = JetFields<TLane>.Apply<Numerics.Primitives.Log>(y);
        if (!_hasUpperEnd) return (log.Value, -log);
        Jet<TLane> rest = JetFields<TLane>.Apply<Numerics.Primitives.Log1p>(-y);
        return ((log - rest).Value, -(log + rest));
    }

    /// <summary>y of t, strictly inside the support: a number that rounds to an end is moved to the nearest double within.</summary>
    public double Invert(double t)
    {
        (double least, double greatest) = Support.Ends();
        return Math.Clamp(_invert(t), Math.BitIncrement(least), double.IsInfinity(greatest) ? double.MaxValue : Math.BitDecrement(greatest));
    }

    /// <summary>y of t, which may round to an end of the support.</summary>
    public double Nearest(double t) => _invert(t);

    /// <summary>log t′ where the map is t.</summary>
    public double LogSlopeAt(double t) => Support == Support.Positive ? -t : Math.Abs(t) + (2.0 * Elementary.Log1p(Elementary.Exp(-Math.Abs(t))));

    /// <summary>log t′(y).</summary>
    public double LogSlope(double y) => _logSlope(y);
}
