using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>A tail probability, or the density beside it, as e^exponent · factor: exact in relative terms however small it is.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScaledTail(DoubleDouble Exponent, double Factor)
{
    /// <summary>The value; 0 where it underflows.</summary>
    public double Value => Factor == 0.0 ? 0.0 : Exponent.Exp() * Factor;

    /// <summary>Its logarithm; −∞ for an exact 0.</summary>
    public double LogValue =>
        Factor == 0.0 || double.IsNegativeInfinity(Exponent.High) ? double.NegativeInfinity : (Exponent + Elementary.Log(Factor)).High;

    /// <summary>The quotient of two values, which may both underflow.</summary>
    public double Over(ScaledTail other) => (Exponent - other.Exponent).Exp() * (Factor / other.Factor);
}

/// <summary>Both tails of a distribution at one point: one computed directly, the other beside it or as its complement.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct TailPair
{
    private readonly ScaledTail _direct;
    private readonly double _other;
    private readonly bool _directIsLower;

    /// <summary>A directly computed tail; <paramref name="other"/> is the opposite one.</summary>
    private TailPair(ScaledTail direct, bool directIsLower, double other)
    {
        _direct = direct;
        _directIsLower = directIsLower;
        _other = other;
    }

    /// <summary>Neither tail: an argument was outside the domain.</summary>
    public static TailPair Undefined => new(new ScaledTail(0.0, double.NaN), true, double.NaN);

    /// <summary>All mass above the point.</summary>
    public static TailPair AllUpper => new(new ScaledTail(0.0, 0.0), true, 1.0);

    /// <summary>All mass below the point.</summary>
    public static TailPair AllLower => AllUpper.Mirror();

    /// <summary>P(Y ≤ y).</summary>
    public double Lower => _directIsLower ? DirectValue : _other;

    /// <summary>P(Y &gt; y).</summary>
    public double Upper => _directIsLower ? _other : DirectValue;

    /// <summary>log P(Y ≤ y).</summary>
    public double LogLower => Log(_directIsLower);

    /// <summary>log P(Y &gt; y).</summary>
    public double LogUpper => Log(!_directIsLower);

    /// <summary>Half of P(Y &gt; y): the tail of the symmetric distribution of which Y is the absolute value.</summary>
    public ScaledTail HalfUpper => _directIsLower ? new ScaledTail(0.0, 0.5 * _other) : _direct with { Factor = 0.5 * _direct.Factor };

    /// <summary>A lower tail, accurate in relative terms, whose complement is at least a third.</summary>
    public static TailPair FromLower(ScaledTail lower) => new(lower, true, 1.0 - lower.Value);

    /// <summary>An upper tail, accurate in relative terms, whose complement is at least a third.</summary>
    public static TailPair FromUpper(ScaledTail upper) => FromLower(upper).Mirror();

    /// <summary>Both tails, each accurate in relative terms.</summary>
    public static TailPair FromBoth(ScaledTail lower, double upper) => new(lower, true, upper);

    /// <summary>P(Y ≤ y) over a density, without the cancellation of two logarithms.</summary>
    public double LowerOver(ScaledTail density) =>
        _directIsLower ? _direct.Over(density) : Elementary.Exp(Elementary.Log(_other) - density.LogValue);

    /// <summary>P(Y &gt; y) over a density.</summary>
    public double UpperOver(ScaledTail density) => Mirror().LowerOver(density);

    /// <summary>The tails of −Y at −y.</summary>
    public TailPair Mirror() => new(_direct, !_directIsLower, _other);

    // Nearly all mass may round to just above 1.
    private double DirectValue => Math.Min(_direct.Value, 1.0);

    private double Log(bool direct)
    {
        if (!direct) return _direct.Value < 0.5 ? Elementary.Log1p(-_direct.Value) : Elementary.Log(_other);
        return _other < 0.5 ? Elementary.Log1p(-_other) : _direct.LogValue;
    }
}
