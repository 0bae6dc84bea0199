using System.Globalization;
using Xunit;

namespace Surprisal.Tests.Numerics;

/// <summary>
/// The bits of every primitive, derivatives included, over its reference arguments, on every width and every machine. A change of a
/// primitive that is meant to change bits replaces its line in Reference/bits.txt; any other change is a loss of reproducibility.
/// </summary>
public sealed class PrimitiveBitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Bits_are_those_on_record(int width)
    {
        string[] computed = [.. PrimitiveCase.All.Select(item => $"{item.Name} {Digest(item, width)}")];
        Assert.Equal(File.ReadAllLines(ReferenceRow.PathOf("bits.txt")), computed);
    }

    /// <summary>FNV-1a over 64-bit words (http://www.isthe.com/chongo/tech/comp/fnv/).</summary>
    private static string Digest(PrimitiveCase primitive, int width)
    {
        List<double> inputs = [.. ReferenceRow.Read(primitive.Name).Select(row => row.Arguments[0])];
        while (inputs.Count % 8 != 0)
            inputs.Add(0.75);
        ulong hash = 14695981039346656037;
        foreach (double result in primitive.OnLanes(width, [.. inputs]))
            hash = unchecked((hash ^ BitConverter.DoubleToUInt64Bits(result)) * 1099511628211);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
