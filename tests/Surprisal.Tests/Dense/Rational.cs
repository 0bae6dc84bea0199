using System.Globalization;
using System.Numerics;
using Xunit;

namespace Surprisal.Tests.Dense;

/// <summary>An exact fraction: the oracle of the dense tests.</summary>
internal readonly struct Rational
{
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        _numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    public static Rational Zero => new(0, 1);

    public static Rational One => new(1, 1);

    public bool IsZero => _numerator.IsZero;

    public static Rational operator +(Rational a, Rational b) =>
        new((a._numerator * b._denominator) + (b._numerator * a._denominator), a._denominator * b._denominator);

    public static Rational operator -(Rational a, Rational b) =>
        new((a._numerator * b._denominator) - (b._numerator * a._denominator), a._denominator * b._denominator);

    public static Rational operator *(Rational a, Rational b) => new(a._numerator * b._numerator, a._denominator * b._denominator);

    public static Rational operator /(Rational a, Rational b) => new(a._numerator * b._denominator, a._denominator * b._numerator);

    /// <summary>The double's exact value.</summary>
    public static Rational Of(double value)
    {
        Assert.True(double.IsFinite(value), value.ToString(CultureInfo.InvariantCulture));
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & ((1L << 52) - 1)) + (exponent == 0 ? 0 : 1L << 52);
        int power = Math.Max(exponent, 1) - 1075;
        if (bits < 0) mantissa = -mantissa;
        return power >= 0 ? new(mantissa << power, 1) : new(mantissa, BigInteger.One << -power);
    }

    /// <summary>The largest multiple of 2^-bits that is not above this, for positive numbers.</summary>
    public Rational Floor(int bits) => new((_numerator << bits) / _denominator, BigInteger.One << bits);

    /// <summary>The nearest double or its neighbour: 70 bits are kept before the last rounding.</summary>
    public double ToDouble()
    {
        if (IsZero) return 0.0;
        int shift = 70 - (int)(BigInteger.Abs(_numerator).GetBitLength() - _denominator.GetBitLength());
        BigInteger quotient = shift >= 0 ? (_numerator << shift) / _denominator : _numerator / (_denominator << -shift);
        return Math.ScaleB((double)quotient, -shift);
    }

    /// <summary>|actual - this| / |this|, or |actual| if this is zero.</summary>
    public double RelativeError(Rational actual)
    {
        Rational difference = actual - this;
        return Math.Abs((IsZero ? difference : difference / this).ToDouble());
    }

    /// <summary>As for fractions.</summary>
    public double RelativeError(double actual) => RelativeError(Of(actual));
}

/// <summary>Least squares by elimination on the exact normal equations.</summary>
internal sealed class ExactLeastSquares
{
    public ExactLeastSquares(double[][] columns, double[] y, double[]? weights = null)
    {
        int n = y.Length;
        int p = columns.Length;
        Rational[][] x = [.. columns.Select(c => c.Select(Rational.Of).ToArray())];
        Rational[] exactY = [.. y.Select(Rational.Of)];
        Rational[] w = [.. Enumerable.Range(0, n).Select(i => weights is null ? Rational.One : Rational.Of(weights[i]))];
        Rational[,] a = new Rational[p, (2 * p) + 1];
        for (int j = 0; j < p; j++)
        {
            for (int k = 0; k < p; k++)
            {
                a[j, k] = Dot(x[j], x[k], w);
                a[j, p + 1 + k] = j == k ? Rational.One : Rational.Zero;
            }

            a[j, p] = Dot(x[j], exactY, w);
        }

        for (int pivot = 0; pivot < p; pivot++)
        {
            Rational inverse = Rational.One / a[pivot, pivot];
            for (int k = 0; k <= 2 * p; k++) a[pivot, k] *= inverse;
            for (int j = 0; j < p; j++)
            {
                Rational factor = a[j, pivot];
                for (int k = 0; k <= 2 * p && j != pivot && !factor.IsZero; k++) a[j, k] -= factor * a[pivot, k];
            }
        }

        Coefficients = [.. Enumerable.Range(0, p).Select(j => a[j, p])];
        InverseGram = [.. Enumerable.Range(0, p * p).Select(k => a[k / p, p + 1 + (k % p)])];
        Rational[] residuals = [.. Enumerable.Range(0, n).Select(i =>
            Enumerable.Range(0, p).Aggregate(exactY[i], (r, j) => r - (x[j][i] * a[j, p])))];
        ResidualSumOfSquares = Dot(residuals, residuals, w);
    }

    public Rational[] Coefficients { get; }

    public Rational[] InverseGram { get; }

    public Rational ResidualSumOfSquares { get; }

    private static Rational Dot(Rational[] a, Rational[] b, Rational[] w)
    {
        Rational sum = Rational.Zero;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i] * w[i];
        return sum;
    }
}
