namespace Surprisal.Numerics.Dense;

/// <summary>Natural logarithm of a number held as mantissa and exponent, from IEEE operations alone.</summary>
internal static class MantissaLog
{
    private const double HalfRoot = 0.70710678118654752;
    private const int LastPower = 23;

    // log 2 to 107 bits.
    private static readonly DoubleDouble _logTwo = new(0.69314718055994530942, 2.3190468138462995584e-17);

    /// <summary>log(mantissa 2^exponent), absolute error about 1e-16 (1 + |result|).</summary>
    /// <param name="mantissa">From 1 to 2.</param>
    /// <param name="exponent">Any.</param>
    /// <remarks>log m = 2 atanh z, z = (m - 1)/(m + 1), |z| ≤ 0.172 after halving m above √2: z^25/25 is below 4e-21.</remarks>
    public static double Log(DoubleDouble mantissa, long exponent)
    {
        if (mantissa.High * HalfRoot > 1.0)
        {
            mantissa = DoubleDouble.Scale(mantissa, -1);
            exponent++;
        }

        DoubleDouble z = (mantissa - DoubleDouble.One) / (mantissa + DoubleDouble.One);
        double square = z.High * z.High;
        double series = 0.0;
        for (int power = LastPower; power >= 3; power -= 2) series = (series + (1.0 / power)) * square;
        return ((z + z) + (2.0 * z.High * series) + (_logTwo * exponent)).High;
    }
}
