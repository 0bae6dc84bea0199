using System.Globalization;
using Surprisal.Numerics;
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
        Assert.True(rows.Length > 950);
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
        /// terms of different signs, the largest of the order of 1 + |x| + |y|. The mixed derivative of a power has a zero that it does not resolve.
        /// </summary>
        public double Allowed(int part)
        {
            double size = 1.0 + Math.Abs(X) + Math.Abs(Y);
            if (string.Equals(Name, "BetaRemainder", StringComparison.Ordinal)) return 4e-15 * size;
            if (string.Equals(Name, "PochhammerRemainder", StringComparison.Ordinal)) return Pochhammer(part);

            // Second derivatives are small next to the products of first ones that they are made of, far out in a tail.
            if (string.Equals(Name, "InverseGaussianTail", StringComparison.Ordinal))
            {
                // Where nearly all is on this side, the logarithm is -e^-h, and h has what rounding does to it.
                size -= 0.1 * Math.Log(Math.Clamp(Math.Abs(Exact[0]), 1e-300, 1.0));
                double product = part switch { 3 => Exact[1] * Exact[1], 4 => Exact[1] * (1.0 + Math.Abs(Exact[2])), 5 => Exact[2] * (1.0 + Math.Abs(Exact[2])), _ => 0.0 };
                return 1e-14 * size * (Math.Abs(Exact[part]) + Math.Abs(product));
            }
            if (part == 4 && string.Equals(Name, "AbsolutePower", StringComparison.Ordinal)) return 4e-15 * size * (Math.Abs(Exact[part]) + Math.Abs(Exact[1]));

            // A sum whose curvature is c times the difference of two numbers of the size of the mean and the variance of its terms.
            if (string.Equals(Name, "TweedieRemainder", StringComparison.Ordinal)) return (part == 3 ? 1e-14 : 4e-15) * (1.0 + Data) * (1.0 + Math.Abs(X));

            // A sum whose terms are at most 25 below the start of Debye's expansion.
            if (string.Equals(Name, "BesselRemainder", StringComparison.Ordinal)) return 2e-14;

            // The second derivative in y has a zero, next to y = 0, that it does not resolve.
            return (4e-15 * size * Math.Abs(Exact[part])) + (part == 5 ? 1e-14 * Math.Abs(Exact[0]) : 0.0);
        }

        /// <summary>Of the largest of three terms; with the logarithm of the argument rounding is multiplied in the tails.</summary>
        private double Pochhammer(int part)
        {
            double a = Elementary.Exp(X), n = Data;
            double growth = part == 0 ? 0.5 * Elementary.Log1p(n / a) : 0.5 * n / (a + n);
            double error = part == 0 ? Elementary.StirlingError(a) : Math.Min(0.5, 1 / (12 * a));
            return part is 0 or 1 or 3 ? 4e-15 * ((1.0 + Math.Abs(X)) * (growth + error)) : 0.0;
        }

        public double[] Run<TLane>()
            where TLane : unmanaged, ILane<TLane> => Name switch
            {
                "CountDivergence" => Run<CountDivergence, TLane>(),
                "InverseGaussianTail" => Run<InverseGaussianTail, TLane>(),
                "PochhammerRemainder" => Run<PochhammerRemainder, TLane>(),
                "BernoulliDivergence" => Run<BernoulliDivergence, TLane>(),
                "AbsolutePower" => Run<AbsolutePower, TLane>(),
                "LogOnePlusSquare" => Run<LogOnePlusSquare, TLane>(),
                "PseudoHuber" => Run<PseudoHuber, TLane>(),
                "TweedieRemainder" => Run<TweedieRemainder, TLane>(),
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
