using System.Globalization;
using System.Numerics;
using System.Text;
using Surprisal.Data;
using Xunit;

namespace Surprisal.Tests.Data;

public class CsvNumberTests
{
    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("-0", -0.0)]
    [InlineData("+3", 3.0)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("1e3", 1000.0)]
    [InlineData("1E+3", 1000.0)]
    [InlineData("25e-1", 2.5)]
    [InlineData("00000000000000000000000012.50", 12.5)]
    [InlineData("5e-324", 5e-324)]
    [InlineData("1e-999", 0.0)]
    [InlineData("-1e999", double.NegativeInfinity)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("9007199254740993", 9007199254740992.0)]
    [InlineData("0e100", 0.0)]
    [InlineData("0e999999999999", 0.0)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("+INFINITY", double.PositiveInfinity)]
    public void Numbers_are_read(string text, double expected)
    {
        Assert.True(CsvNumber.TryParse(Encoding.UTF8.GetBytes(text), (byte)'.', out double value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("1,234.5")]
    [InlineData("0x10")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("--1")]
    [InlineData("12345678:")]
    [InlineData("1234567/")]
    [InlineData("1d5")]
    [InlineData("in")]
    [InlineData("nan")]
    [InlineData("\u0661")]
    public void Other_texts_are_refused(string text) => Assert.False(CsvNumber.TryParse(Encoding.UTF8.GetBytes(text), (byte)'.', out _));

    [Fact]
    public void Random_decimal_texts_are_correctly_rounded()
    {
        Random random = new(20240601);
        StringBuilder text = new();
        for (int i = 0; i < 300_000; i++)
        {
            text.Clear();
            if (random.Next(2) == 0) text.Append('-');
            int digits = random.Next(1, 23), point = random.Next(-1, digits);
            for (int k = 0; k < digits; k++)
            {
                text.Append((char)('0' + random.Next(10)));
                if (k == point) text.Append('.');
            }

            int range = random.Next(3) == 0 ? 330 : 40;
            if (random.Next(2) == 0) text.Append('e').Append(random.Next(-range, range));
            AssertRounded(text.ToString());
        }
    }

    [Fact]
    public void Random_doubles_come_back_from_their_shortest_and_longest_texts()
    {
        Random random = new(7);
        for (int i = 0; i < 100_000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(value)) continue;
            double unit = random.NextDouble() - 0.5;
            foreach (double x in (double[])[value, unit])
            {
                foreach (string format in (string[])["R", "E16", "E18"])
                {
                    string text = x.ToString(format, CultureInfo.InvariantCulture);
                    Assert.True(CsvNumber.TryParse(Encoding.UTF8.GetBytes(text), (byte)'.', out double back), text);
                    Assert.Equal(BitConverter.DoubleToInt64Bits(x), BitConverter.DoubleToInt64Bits(back));
                }
            }
        }
    }

    [Fact]
    public void Ties_and_their_neighbours_are_correctly_rounded()
    {
        Random random = new(3);
        for (int i = 0; i < 50_000; i++)
        {
            // An odd 54-bit integer lies halfway between two doubles; powers of two keep it so.
            BigInteger tie = ((1L << 53) + (random.NextInt64(1L << 52) * 2)) | 1;
            int shift = random.Next(0, 9);
            for (int delta = -1; delta <= 1; delta++)
            {
                AssertRounded(((tie << shift) + delta).ToString(CultureInfo.InvariantCulture));
                AssertRounded(((tie * BigInteger.Pow(5, 4)) + delta).ToString(CultureInfo.InvariantCulture) + "e-4");
            }
        }
    }

    private static void AssertRounded(string text)
    {
        Assert.True(CsvNumber.TryParse(Encoding.UTF8.GetBytes(text), (byte)'.', out double value), text);
        double expected = double.Parse(text, CultureInfo.InvariantCulture);
        if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(value))
            Assert.Fail($"{text}: {value:R} instead of {expected:R}");
        string comma = text.Replace('.', ',');
        Assert.True(CsvNumber.TryParse(Encoding.UTF8.GetBytes(comma), (byte)',', out double same), comma);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(same));
    }
}
