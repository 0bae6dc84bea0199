using System.Runtime.InteropServices;

namespace Surprisal.Numerics;

/// <summary>A number held as the unevaluated sum of two doubles, about 106 bits: high is the sum rounded to nearest, low the rest.</summary>
/// <remarks>
/// u = 2^-53 below; bounds are relative and hold while nothing overflows and no partial product falls under 2^-969
/// (the error of a product must itself be representable). Infinities are not carried: callers dispose of them first. Every operation is a fixed sequence of IEEE operations, so it has the
/// same bits on all hardware; without fused multiply-add hardware it is only slower.
/// Sources: T. J. Dekker, Numer. Math. 18 (1971), doi:10.1007/BF01397083; Y. Hida, X. S. Li, D. H. Bailey, ARITH-15 (2001),
/// doi:10.1109/ARITH.2001.930115; T. Ogita, S. M. Rump, S. Oishi, SIAM J. Sci. Comput. 26 (2005), doi:10.1137/030601818; M. Joldes, J.-M. Muller, V. Popescu, ACM TOMS 44 (2017), doi:10.1145/3121432 ("JMP" below), with the
/// bounds as corrected by J.-M. Muller, L. Rideau, ACM TOMS 48 (2022), doi:10.1145/3484514.
/// </remarks>
/// <param name="high">The value rounded to double.</param>
/// <param name="low">The remainder, at most half an ulp of <paramref name="high"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial struct DoubleDouble(double high, double low) : IEquatable<DoubleDouble>
{
    /// <summary>Zero.</summary>
    public static DoubleDouble Zero => default;

    /// <summary>One.</summary>
    public static DoubleDouble One => new(1.0, 0.0);

    /// <summary>The value rounded to the nearest double.</summary>
    public double High { get; } = high;

    /// <summary>What rounding to double leaves over.</summary>
    public double Low { get; } = low;

    /// <summary>a + b without error (Knuth's two-sum: no condition on the magnitudes).</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double s = a + b;
        double z = s - a;
        return new DoubleDouble(s, (a - (s - z)) + (b - z));
    }

    /// <summary>a + b without error where |a| is not below |b| (Dekker's fast two-sum).</summary>
    public static DoubleDouble OrderedSum(double a, double b)
    {
        double s = a + b;
        return new DoubleDouble(s, b - (s - a));
    }

    /// <summary>a b without error.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        double p = a * b;
        return new DoubleDouble(p, Math.FusedMultiplyAdd(a, b, -p));
    }

    /// <summary>A double, exactly.</summary>
    public static implicit operator DoubleDouble(double value) => new(value, 0.0);

    /// <summary>Sum with relative error at most 3u²/(1 - 4u), also where the operands cancel (JMP, algorithm 6).</summary>
    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble s = Sum(x.High, y.High);
        DoubleDouble t = Sum(x.Low, y.Low);
        DoubleDouble v = OrderedSum(s.High, s.Low + t.High);
        return OrderedSum(v.High, t.Low + v.Low);
    }

    /// <summary>The negative, exactly.</summary>
    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    /// <summary>Difference; bound as for the sum.</summary>
    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    /// <summary>Product with relative error at most 4u² (JMP, algorithm 12).</summary>
    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble c = Product(x.High, y.High);
        double t = Math.FusedMultiplyAdd(x.High, y.Low, x.Low * y.Low);
        return OrderedSum(c.High, c.Low + Math.FusedMultiplyAdd(x.Low, y.High, t));
    }

    /// <summary>Product with a double, relative error at most 2u² (JMP, algorithm 9).</summary>
    public static DoubleDouble operator *(DoubleDouble x, double y)
    {
        DoubleDouble c = Product(x.High, y);
        return OrderedSum(c.High, Math.FusedMultiplyAdd(x.Low, y, c.Low));
    }

    /// <summary>Quotient with relative error at most 15u² + 56u³ (JMP, algorithm 17).</summary>
    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        double t = x.High / y.High;
        DoubleDouble r = y * t;
        double rest = (x.High - r.High) + (x.Low - r.Low);
        return OrderedSum(t, rest / y.High);
    }

    /// <summary>Whether both parts have equal values.</summary>
    public static bool operator ==(DoubleDouble x, DoubleDouble y) => x.Equals(y);

    /// <summary>Whether a part differs.</summary>
    public static bool operator !=(DoubleDouble x, DoubleDouble y) => !x.Equals(y);

    /// <summary>The absolute value, exactly.</summary>
    public static DoubleDouble Abs(DoubleDouble x) => x.High < 0.0 ? -x : x;

    /// <summary>x 2^exponent: exact unless a part leaves the range of normal doubles.</summary>
    public static DoubleDouble Scale(DoubleDouble x, int exponent) =>
        new(Math.ScaleB(x.High, exponent), Math.ScaleB(x.Low, exponent));

    /// <inheritdoc/>
    public bool Equals(DoubleDouble other) => High.Equals(other.High) && Low.Equals(other.Low);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DoubleDouble other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(High, Low);
}
