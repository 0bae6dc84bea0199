using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Surprisal.Data;

/// <summary>
/// Numbers of a text file: the correctly rounded double of a decimal text, or the verdict that it is none.
/// </summary>
/// <remarks>
/// Grammar: [+-] digits with at most one decimal mark and at least one digit, [e|E [+-] digits]; or [+-] inf or infinity in any case. No
/// thousands separators, hexadecimal digits, NaN or surrounding spaces. Rounding, in this order:
/// 1. up to 53 bits of digits and a power of ten within 22: one exact operation on two exact doubles (W. D. Clinger, How to read floating
///    point numbers accurately, 1990, DOI 10.1145/93542.93557);
/// 2. up to 19 digits: a 64-bit lower bound of the power of ten bounds the product from both sides, as in D. Lemire, Number parsing at a
///    gigabyte per second, 2021, DOI 10.1002/spe.2984; if both bounds round alike, that is the answer;
/// 3. double.Parse, which is correctly rounded for any length (2 in 1,000 of the cases that reach step 2).
/// </remarks>
internal static class CsvNumber
{
    private const int LargestTabled = 64;
    private const int MostDigits = 19;

    private static readonly (ulong Bits, int Exponent)[] s_powers = MakePowers();

    // Constant data, not a static array: code that is optimised at once would ask for the class's initialisation at every access.
    private static ReadOnlySpan<double> ExactPowers => [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads a number.</summary>
    /// <param name="text">The text in UTF-8, without surrounding spaces.</param>
    /// <param name="point">The decimal mark.</param>
    /// <param name="value">The correctly rounded value; infinite for infinities and for values beyond the range of double.</param>
    /// <returns>Whether the text is a number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> text, byte point, out double value)
    {
        value = 0;
        if (text.IsEmpty) return false;
        ref byte first = ref MemoryMarshal.GetReference(text);
        int length = text.Length;
        bool negative = first == '-';
        int at = negative || first == '+' ? 1 : 0;
        ulong mantissa = 0;
        int start = at;
        at = Digits(ref first, at, length, ref mantissa);
        int digits = at - start;
        int exponent = 0;
        if (at < length && Unsafe.Add(ref first, at) == point)
        {
            start = ++at;
            at = Digits(ref first, at, length, ref mantissa);
            exponent = start - at;
            digits += at - start;
        }

        if (digits == 0) return TryInfinity(text, ref value);
        if (at < length)
        {
            if ((Unsafe.Add(ref first, at) | 0x20) != 'e' || !TryExponent(text[(at + 1)..], out int power)) return false;
            exponent += power;
        }

        if (digits > MostDigits) value = Slow(text, point);
        else if (mantissa <= 1UL << 53 && (uint)(exponent + 22) <= 44)
        {
            double magnitude = exponent < 0 ? mantissa / ExactPowers[-exponent] : mantissa * ExactPowers[exponent];
            value = negative ? -magnitude : magnitude;
        }
        else if ((uint)(exponent + LargestTabled) > 2 * LargestTabled || !TryBounded(mantissa, exponent, out double magnitude)) value = Slow(text, point);
        else value = negative ? -magnitude : magnitude;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digits(ref byte first, int at, int length, ref ulong mantissa)
    {
        if (BitConverter.IsLittleEndian)
        {
            while (at + 8 <= length)
            {
                ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at));
                // Digits are the bytes 0x30 to 0x39: adding 6 must not leave the 0x30s.
                if ((eight & 0xF0F0F0F0F0F0F0F0) != 0x3030303030303030) break;
                if (((eight + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) != 0x3030303030303030) break;
                eight &= 0x0F0F0F0F0F0F0F0F;
                eight = ((eight * 10) + (eight >> 8)) & 0x00FF00FF00FF00FF;
                eight = ((eight * 100) + (eight >> 16)) & 0x0000FFFF0000FFFF;
                eight = ((eight * 10000) + (eight >> 32)) & 0x00000000FFFFFFFF;
                mantissa = (mantissa * 100000000) + eight;
                at += 8;
            }

            // The rest is seldom longer than 7: one step of 4 leaves few passes of the loop, whose length no branch predictor foresees.
            if (at + 4 <= length)
            {
                uint four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, at));
                if ((four & 0xF0F0F0F0) == 0x30303030 && ((four + 0x06060606) & 0xF0F0F0F0) == 0x30303030)
                {
                    four &= 0x0F0F0F0F;
                    four = ((four * 10) + (four >> 8)) & 0x00FF00FF;
                    mantissa = (mantissa * 10000) + (((four * 100) + (four >> 16)) & 0x0000FFFF);
                    at += 4;
                }
            }
        }

        while (at < length)
        {
            uint digit = (uint)Unsafe.Add(ref first, at) - '0';
            if (digit > 9) break;
            mantissa = (mantissa * 10) + digit;
            at++;
        }

        return at;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int power)
    {
        power = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && (negative || text[0] == '+')) text = text[1..];
        if (text.IsEmpty) return false;
        foreach (byte c in text)
        {
            uint digit = (uint)c - '0';
            if (digit > 9) return false;
            // Far outside of the table is enough: the slow path reads the text itself.
            if (power < 100000) power = (power * 10) + (int)digit;
        }

        if (negative) power = -power;
        return true;
    }

    private static bool TryInfinity(ReadOnlySpan<byte> text, ref double value)
    {
        bool negative = text[0] == '-';
        if (negative || text[0] == '+') text = text[1..];
        if (!Ascii.EqualsIgnoreCase(text, "inf"u8) && !Ascii.EqualsIgnoreCase(text, "infinity"u8)) return false;
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return true;
    }

    private static bool TryBounded(ulong mantissa, int exponent, out double value)
    {
        (ulong power, int powerExponent) = s_powers[exponent + LargestTabled];
        int shift = BitOperations.LeadingZeroCount(mantissa);
        // power <= exact < power + 1, hence high <= exact product / 2^64 < high + 2.
        ulong high = Math.BigMul(mantissa << shift, power, out _);
        int dropped = high >> 63 == 0 ? 10 : 11;
        ulong half = 1UL << (dropped - 1);
        ulong rest = high & ((half << 1) - 1);
        ulong kept = high >> dropped;
        if (rest > half) kept++;
        int binary = dropped + 64 + powerExponent - shift;
        // Both factors are exact and the product is a normal number, as |exponent| <= 64.
        value = kept * BitConverter.UInt64BitsToDouble((ulong)(binary + 1023) << 52);
        return rest != half && rest != half - 1;
    }

    private static double Slow(ReadOnlySpan<byte> text, byte point)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (point == '.') return double.Parse(text, Style, CultureInfo.InvariantCulture);
        byte[] copy = text.ToArray();
        copy.AsSpan().Replace(point, (byte)'.');
        return double.Parse(copy, Style, CultureInfo.InvariantCulture);
    }

    private static (ulong Bits, int Exponent)[] MakePowers()
    {
        (ulong, int)[] powers = new (ulong, int)[(2 * LargestTabled) + 1];
        for (int q = -LargestTabled; q <= LargestTabled; q++)
        {
            BigInteger power = BigInteger.Pow(10, Math.Abs(q));
            int length = (int)power.GetBitLength();
            int shift = q < 0 ? 63 + length : 64 - length;
            // 1 / 10^0 is not among the negative powers, so the quotient has 64 bits exactly.
            BigInteger bits = q < 0 ? (BigInteger.One << shift) / power : shift >= 0 ? power << shift : power >> -shift;
            powers[q + LargestTabled] = ((ulong)bits, -shift);
        }

        return powers;
    }
}
