using System.Numerics;

namespace Surprisal.Tests.Solvers.Recession;

/// <summary>A number as a fraction in lowest terms.</summary>
internal readonly struct Fraction
{
    private readonly BigInteger _top;
    private readonly BigInteger _bottom;

    public Fraction(BigInteger top, BigInteger bottom)
    {
        if (bottom.Sign < 0) (top, bottom) = (-top, -bottom);
        BigInteger common = BigInteger.GreatestCommonDivisor(top, bottom);
        _top = top / common;
        _bottom = bottom / common;
    }

    public static Fraction Zero { get; } = new(0, 1);

    public static Fraction One { get; } = new(1, 1);

    public int Sign => _top.Sign;

    public static implicit operator Fraction(int value) => new(value, 1);

    public static Fraction operator -(Fraction a) => new(-a._top, a._bottom);

    public static Fraction operator +(Fraction a, Fraction b) => new((a._top * b._bottom) + (b._top * a._bottom), a._bottom * b._bottom);

    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    public static Fraction operator *(Fraction a, Fraction b) => new(a._top * b._top, a._bottom * b._bottom);

    public static Fraction operator /(Fraction a, Fraction b) => new(a._top * b._bottom, a._bottom * b._top);

    public double ToDouble() => (double)_top / (double)_bottom;
}
