using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>x^y for x ≥ 0 within 1.5 ulp over the full range, subnormal results included.</summary>
/// <remarks>
/// e^(y log x) with log x as an unevaluated sum of two doubles, relative error 2⁻⁶⁵: in log x = k log 2 + 2s + ⅔s³ + ..., s = f/(2 +
/// f), the first terms are carried in double-double arithmetic (T. J. Dekker, Numer. Math. 18 (1971) 224, doi:10.1007/BF01397083).
/// </remarks>
internal static class Power
{
    /// <summary>x^y; x^0 = 1^y = 1 even for NaN, NaN for x &lt; 0, the limits of IEEE 754-2019 section 9.2.1 at 0 and ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Value<TLane>(TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0);
        TLane one = TLane.Broadcast(1.0);
        TLane infinity = TLane.Broadcast(double.PositiveInfinity);
        // an exponent beyond 1e300 over- or underflows for every x that is not 1: bounded, so that the products below stay finite
        TLane bound = TLane.Broadcast(1e300);
        TLane bounded = TLane.SelectLess(bound, y, bound, TLane.SelectLess(y, -bound, -bound, y));
        LogarithmParts(x, out TLane high, out TLane low);
        TLane product = bounded * high;
        TLane error = TLane.FusedMultiplyAdd(bounded, low, TLane.FusedMultiplyAdd(bounded, high, -product));
        TLane result = Exp.OfSum(product, error);

        TLane negative = TLane.LessThan(y, zero);
        result = TLane.Select(TLane.Equal(x, zero), TLane.Select(negative, infinity, zero), result);
        result = TLane.Select(TLane.Equal(x, infinity), TLane.Select(negative, zero, infinity), result);
        // NaN bases end here, and NaN exponents came through the product
        result = TLane.Select(TLane.LessThanOrEqual(zero, x), result, TLane.Broadcast(double.NaN));
        result = TLane.Select(TLane.Equal(y, y), result, y);
        return TLane.Select(TLane.Equal(y, zero) | TLane.Equal(x, one), one, result);
    }

    /// <summary>log x = high + low for finite x &gt; 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LogarithmParts<TLane>(TLane x, out TLane high, out TLane low)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane f = LogReduction.Reduce(x, out TLane k);
        TLane two = TLane.Broadcast(2.0);
        TLane denominator = f + two;
        TLane denominatorError = f - (denominator - two);
        TLane s = f / denominator;
        TLane remainder = TLane.FusedMultiplyAdd(-s, denominatorError, TLane.FusedMultiplyAdd(-s, denominator, f));
        TLane sLow = remainder / denominator;

        // ⅔s³ to double-double: s² = z + zLow, s³ = c + cLow
        TLane z = s * s;
        TLane zLow = TLane.FusedMultiplyAdd(s, s, -z) + (two * s * sLow);
        TLane c = s * z;
        TLane cLow = TLane.FusedMultiplyAdd(s, z, -c) + TLane.FusedMultiplyAdd(s, zLow, sLow * z);
        TLane twoThirds = TLane.Broadcast(0.66666666666666663);
        TLane cubic = c * twoThirds;
        TLane cubicLow = TLane.FusedMultiplyAdd(c, twoThirds, -cubic)
            + TLane.FusedMultiplyAdd(c, TLane.Broadcast(3.700743415417188E-17), cLow * twoThirds);
        TLane z2 = z * z;
        TLane p0 = Polynomial.Cubic(z, z2, 0.4, 0.2857142857142937, 0.22222222221652765, 0.18181818336099853);
        TLane p4 = Polynomial.Cubic(z, z2, 0.1538459488700671, 0.13334808798833203, 0.11706126464091085, 0.1172432706512301);
        TLane tail = c * z * TLane.FusedMultiplyAdd(p4, z2 * z2, p0);

        // k log 2 (high part exact) + 2s + cubic, each sum with its error; the terms fall in magnitude, save that k may be 0
        TLane kHigh = k * TLane.Broadcast(LogReduction.Log2High);
        TLane twoS = two * s;
        TLane sum = kHigh + twoS;
        TLane part = sum - kHigh;
        TLane sumLow = (kHigh - (sum - part)) + (twoS - part);
        TLane kLow = k * TLane.Broadcast(LogReduction.Log2Low);
        TLane kLowError = TLane.FusedMultiplyAdd(k, TLane.Broadcast(LogReduction.Log2Low), -kLow)
            + (k * TLane.Broadcast(1.1612227229362532E-26));
        TLane middle = cubic + kLow;
        TLane middlePart = middle - cubic;
        TLane middleLow = (cubic - (middle - middlePart)) + (kLow - middlePart);
        TLane total = sum + middle;
        TLane totalPart = total - sum;
        TLane totalLow = (sum - (total - totalPart)) + (middle - totalPart);
        TLane small = TLane.FusedMultiplyAdd(two, sLow, tail) + (cubicLow + kLowError) + (sumLow + middleLow + totalLow);
        high = total + small;
        low = small - (high - total);
    }
}
