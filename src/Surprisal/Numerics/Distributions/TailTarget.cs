using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>A probability that a tail is to reach, with its logarithm: the logarithm serves below the range of doubles.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct TailTarget
{
    private const double Smallest = 1e-300;

    private readonly double _value;

    private TailTarget(double value, double log)
    {
        _value = value;
        Log = log;
    }

    /// <summary>The logarithm.</summary>
    public double Log { get; }

    /// <summary>The logarithm to more than double precision where the probability itself was given.</summary>
    public DoubleDouble ExactLog => _value > Smallest ? DoubleDouble.Log(_value) : Log;

    /// <summary>The probability.</summary>
    public double Value => _value;

    /// <summary>A target given as a probability.</summary>
    public static TailTarget FromProbability(double p) => new(p, Elementary.Log(p));

    /// <summary>A target given as a logarithm.</summary>
    public static TailTarget FromLog(double logP) => new(Elementary.Exp(logP), logP);

    /// <summary>Whether the probability is too small to be compared as such: its logarithm is.</summary>
    public bool IsLogarithmic => _value < Smallest;

    /// <summary>log of a tail over this target: from the quotient near 1, where a difference of logarithms would lose digits.</summary>
    public double Excess(double value, double log)
    {
        double difference = value - _value;
        return _value > Smallest && Math.Abs(difference) < 0.5 * _value ? Elementary.Log1p(difference / _value) : log - Log;
    }
}

/// <summary>The smaller tail that defines a quantile.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct QuantileTarget
{
    private const double Half = 0.5;
    private const double RoundingOfOne = 1.1102230246251565e-16;

    private QuantileTarget(TailTarget lower, TailTarget upper, double slack)
    {
        Lower = lower;
        Upper = upper;
        Slack = slack;
    }

    /// <summary>The mass below the quantile.</summary>
    public TailTarget Lower { get; }

    /// <summary>The mass above the quantile.</summary>
    public TailTarget Upper { get; }

    /// <summary>Whether the mass below is the smaller one, by which the quantile is found.</summary>
    public bool IsLower => Lower.Value <= Half;

    /// <summary>What the smaller tail does not know of itself, being one minus a number that was rounded near 1.</summary>
    public double Slack { get; }

    /// <summary>The smaller tail.</summary>
    public TailTarget Smaller => IsLower ? Lower : Upper;

    /// <summary>Whether the given number was a probability.</summary>
    public bool IsValid => Lower.Value >= 0.0 && Upper.Value >= 0.0;

    /// <summary>From P(Y ≤ y).</summary>
    public static QuantileTarget FromCdf(double p) =>
        new(TailTarget.FromProbability(p), TailTarget.FromProbability(1.0 - p), p > Half ? RoundingOfOne : 0.0);

    /// <summary>From log P(Y ≤ y).</summary>
    public static QuantileTarget FromLogCdf(double logP) =>
        new(TailTarget.FromLog(logP), TailTarget.FromProbability(-Elementary.Expm1(logP)), 0.0);

    /// <summary>With the sides exchanged: from P(Y &gt; y) where the other was from P(Y ≤ y).</summary>
    public QuantileTarget Mirror() => new(Upper, Lower, Slack);
}
