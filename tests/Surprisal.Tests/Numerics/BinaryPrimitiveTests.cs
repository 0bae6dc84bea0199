using System.Globalization;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;
using Xunit;

namespace Surprisal.Tests.Numerics;

/// <summary>Primitives of two variables against 150-digit values, and their bits on all widths.</summary>
public sealed class BinaryPrimitiveTests
{
    private static readonly string[] Parts = ["value", "x", "y", "xx", "xy", "yy"];

    [Fact]
    public void Values_and_derivatives_are_within_their_bound()
    {
        List<string> wrong = [];
        Row[] rows = [.. File.ReadLines(ReferenceRow.PathOf("binary-primitives.txt")).Select(Read)];
        Assert.True(rows.Length > 600);
        foreach (Row row in rows)
        {
            double[] computed = row.Run<Lane1>();
            for (int i = 0; i < computed.Length; i++)
            {
                double allowed = row.Allowed(i);
                if (!(Math.Abs(computed[i] - row.Exact[i]) <= allowed)) wrong.Add($"{row.Name}({row.Data:R}, {row.X:R}, {row.Y:R}) {Parts[i]}: {computed[i]:R}, not {row.Exact[i]:R}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}\n" + string.Join("\n", wrong));
    }

    [Fact]
    public void All_widths_have_the_same_bits()
    {
        foreach (Row row in File.ReadLines(ReferenceRow.PathOf("binary-primitives.txt")).Select(Read))
        {
            double[] one = row.Run<Lane1>();
            Assert.Equal(one, row.Run<Lane2>());
            Assert.Equal(one, row.Run<Lane4>());
            Assert.Equal(one, row.Run<Lane8>());
        }
    }

    private static Row Read(string line)
    {
        string[] f = line.Split(' ');
        double[] numbers = [.. f.Skip(1).Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        return new(f[0], numbers[0], numbers[1], numbers[2], numbers[3..]);
    }

    private sealed record Row(string Name, double Data, double X, double Y, double[] Exact)
    {
        /// <summary>
        /// Divergences: relative, of which the exponentials' arguments have what rounding does to x and y. The remainder of log B is a sum of
        /// terms of different signs, the largest of the order of 1 + |x| + |y|.
        /// </summary>
        public double Allowed(int part)
        {
            double size = 1.0 + Math.Abs(X) + Math.Abs(Y);
            if (string.Equals(Name, "BetaRemainder", StringComparison.Ordinal)) return 4e-15 * size;

            // A sum whose terms are at most 25 below the start of Debye's expansion.
            if (string.Equals(Name, "BesselRemainder", StringComparison.Ordinal)) return 2e-14;

            // The second derivative in y has a zero, next to y = 0, that it does not resolve.
            return (4e-15 * size * Math.Abs(Exact[part])) + (part == 5 ? 1e-14 * Math.Abs(Exact[0]) : 0.0);
        }

        public double[] Run<TLane>()
            where TLane : unmanaged, ILane<TLane> => Name switch
            {
                "CountDivergence" => Run<CountDivergence, TLane>(),
                "BernoulliDivergence" => Run<BernoulliDivergence, TLane>(),
                "BesselRemainder" => Run<ElementByElement<BesselRemainder>, TLane>(),
                _ => Run<BetaRemainder, TLane>(),
            };

        private unsafe double[] Run<TPrimitive, TLane>()
            where TPrimitive : struct, IBinaryPrimitive
            where TLane : unmanaged, ILane<TLane>
        {
            TLane b = TLane.Broadcast(Data), x = TLane.Broadcast(X), y = TLane.Broadcast(Y);
            TPrimitive.Derivatives(b, x, y, out Derivatives2<TLane> d);
            double[] results = [First(d.Value), First(d.X), First(d.Y), First(d.XX), First(d.XY), First(d.YY)];
            Assert.Equal(BitConverter.DoubleToInt64Bits(results[0]), BitConverter.DoubleToInt64Bits(First(TPrimitive.Value(b, x, y))));
            return results;
        }

        private static unsafe double First<TLane>(TLane lane)
            where TLane : unmanaged, ILane<TLane>
        {
            double* memory = stackalloc double[8];
            TLane.Store(lane, memory);
            return memory[TLane.Width - 1];
        }
    }
}
