using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>
/// An unevaluated sum of two doubles, about 31 digits: carries the exponent of a tail probability, whose absolute error is the
/// probability's relative error.
/// </summary>
/// <remarks>
/// Error-free transformations: Dekker (1971) doi:10.1007/BF01397083; Ogita, Rump, Oishi (2005) doi:10.1137/030601818. Only IEEE operations
/// and fused multiply-add, so the same bits on every machine. Infinities are not carried: callers dispose of them first.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct DoubleDouble
{
    private const int DoubleTerms = 22;
    private const int PairTerms = 11;
    private const double HalfSqrt2 = 0.70710678118654752;

    private static readonly DoubleDouble Ln2 = new(0.69314718055994529, 2.3190468138462996e-17);
    private static readonly DoubleDouble[] OddReciprocals = MakeOddReciprocals();

    private readonly double _low;

    private DoubleDouble(double high, double low)
    {
        High = high;
        _low = low;
    }

    /// <summary>The sum rounded to a double.</summary>
    public double High { get; }

    /// <summary>What <see cref="High"/> leaves out.</summary>
    public double Low => _low;

    public static implicit operator DoubleDouble(double value) => new(value, 0.0);

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a._low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble s = Sum(a.High, b.High);
        DoubleDouble t = Sum(a._low, b._low);
        DoubleDouble u = Renormalise(s.High, s._low + t.High);
        return Renormalise(u.High, u._low + t._low);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double high = a.High * b.High;
        double low = Math.FusedMultiplyAdd(a.High, b.High, -high);
        return Renormalise(high, low + Math.FusedMultiplyAdd(a.High, b._low, a._low * b.High));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double first = a.High / b.High;
        DoubleDouble rest = a - (b * first);
        double second = rest.High / b.High;
        rest -= b * second;
        return Renormalise(first, second) + (rest.High / b.High);
    }

    /// <summary>a + b exactly.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double s = a + b;
        double t = s - a;
        return new DoubleDouble(s, (a - (s - t)) + (b - t));
    }

    /// <summary>a·b exactly, where it does not underflow.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        double high = a * b;
        return new DoubleDouble(high, Math.FusedMultiplyAdd(a, b, -high));
    }

    /// <summary>log x for x &gt; 0, relative error about 1e-31.</summary>
    public static DoubleDouble Log(DoubleDouble x)
    {
        int exponent = Math.ILogB(x.High);
        double high = Math.ScaleB(x.High, -exponent);
        double low = Math.ScaleB(x._low, -exponent);
        if (high * HalfSqrt2 > 1.0)
        {
            exponent++;
            high *= 0.5;
            low *= 0.5;
        }

        DoubleDouble m = new(high, low);
        DoubleDouble s = (m - 1.0) / (m + 1.0);
        DoubleDouble result = s * AtanhSeries(s * s, 0);
        return (result + result) + (Ln2 * exponent);
    }

    /// <summary>Σ zᵏ/(2k + 1 + 2·skip) over k ≥ 0, for 0 ≤ z ≤ 0.03: what atanh leaves after its first terms.</summary>
    public static DoubleDouble AtanhSeries(DoubleDouble z, int skip)
    {
        // The later half of the terms is below 2⁻⁵³ of the first: doubles carry it.
        double tail = 0.0;
        for (int k = DoubleTerms; k >= PairTerms; k--) tail = (tail * z.High) + OddReciprocals[k + skip].High;
        DoubleDouble sum = tail;
        for (int k = PairTerms - 1; k >= 0; k--) sum = (sum * z) + OddReciprocals[k + skip];
        return sum;
    }

    /// <summary>e to this power, rounded once more than <see cref="Elementary.Exp"/>.</summary>
    public double Exp()
    {
        double e = Elementary.Exp(High);
        return e is 0.0 or double.PositiveInfinity ? e : Math.FusedMultiplyAdd(e, _low, e);
    }

    private static DoubleDouble Renormalise(double high, double low)
    {
        double s = high + low;
        return new DoubleDouble(s, low - (s - high));
    }

    private static DoubleDouble[] MakeOddReciprocals()
    {
        DoubleDouble[] table = new DoubleDouble[DoubleTerms + 3];
        for (int k = 0; k < table.Length; k++) table[k] = (DoubleDouble)1.0 / ((2.0 * k) + 1.0);
        return table;
    }
}
