namespace Surprisal.Numerics;

/// <content>Functions of double-doubles; u = 2^-53 in the bounds.</content>
internal readonly partial struct DoubleDouble
{
    private const int DoubleTerms = 22;
    private const int PairTerms = 11;
    private const double HalfSqrt2 = 0.70710678118654752;

    private static readonly DoubleDouble[] OddReciprocals = MakeOddReciprocals();

    /// <summary>log 2, relative error 1e-33.</summary>
    public static DoubleDouble LogTwo => new(Constants.LogTwo, 2.3190468138462995584e-17);

    /// <summary>Square root with relative error at most 25u²/8; zero of zero, NaN of a negative number.</summary>
    /// <remarks>V. Lefèvre, N. Louvet, J.-M. Muller, J. Picot, L. Rideau, ACM TOMS 49 (2023), doi:10.1145/3568672.</remarks>
    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        if (x.High == 0.0) return x;
        double s = Math.Sqrt(x.High);
        double rest = Math.FusedMultiplyAdd(-s, s, x.High) + x.Low;
        return OrderedSum(s, rest / (2.0 * s));
    }

    /// <summary>log x for finite x &gt; 0 whose parts are normal or zero, relative error at most 40u², 5e-31.</summary>
    /// <remarks>
    /// log m = 2 atanh s, s = (m - 1)/(m + 1), for the mantissa m between √½ and √2: |s| ≤ 0.172. Near 1 the difference m - 1 has the sum's
    /// relative bound, and elsewhere the exponent's multiple of log 2 is larger than log m, so nothing cancels.
    /// </remarks>
    public static DoubleDouble Log(DoubleDouble x)
    {
        int exponent = Math.ILogB(x.High);
        DoubleDouble m = Scale(x, -exponent);
        if (m.High * HalfSqrt2 > 1.0)
        {
            exponent++;
            m = Scale(m, -1);
        }

        DoubleDouble s = (m - One) / (m + One);
        DoubleDouble result = s * AtanhSeries(s * s, 0);
        return (result + result) + (LogTwo * exponent);
    }

    /// <summary>Σ zᵏ/(2k + 1 + 2·skip) over k ≥ 0, for 0 ≤ z ≤ 0.03 and skip from 0 to 2: what atanh leaves after its first terms.</summary>
    public static DoubleDouble AtanhSeries(DoubleDouble z, int skip)
    {
        // The later half of the terms is below 2⁻⁵³ of the first: doubles carry it.
        double tail = 0.0;
        for (int k = DoubleTerms; k >= PairTerms; k--) tail = (tail * z.High) + OddReciprocals[k + skip].High;
        DoubleDouble sum = tail;
        for (int k = PairTerms - 1; k >= 0; k--) sum = (sum * z) + OddReciprocals[k + skip];
        return sum;
    }

    /// <summary>e to this power, rounded once more than <see cref="Elementary.Exp"/>; 0 and +∞ as there.</summary>
    public double Exp()
    {
        double e = Elementary.Exp(High);
        return e is 0.0 or double.PositiveInfinity ? e : Math.FusedMultiplyAdd(e, Low, e);
    }

    private static DoubleDouble[] MakeOddReciprocals()
    {
        DoubleDouble[] table = new DoubleDouble[DoubleTerms + 3];
        for (int k = 0; k < table.Length; k++) table[k] = One / ((2.0 * k) + 1.0);
        return table;
    }
}
