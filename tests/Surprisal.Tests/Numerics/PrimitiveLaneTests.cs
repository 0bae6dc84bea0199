using Xunit;

namespace Surprisal.Tests.Numerics;

/// <summary>
/// Every width gives the bits of the scalar path, Value and Derivatives agree, and neighbours in a register do not matter.
/// </summary>
public sealed class PrimitiveLaneTests
{
    private static readonly double[] SpecialInputs =
    [
        0.0, -0.0, 1.0, -1.0, 2.0, 0.5, -0.5, 2.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.MaxValue,
        double.MinValue, double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, 2.2250738585072009e-308,
        709.782712893384, 709.79, -745.13, -745.14,
        1e300, -1e300, 1e-300, -1e-300, 1e154, -1e154, 38.5, -38.5, 1e16, 0.6931471805599453, -0.6931471805599453,
    ];

    public static TheoryData<string, int> NamesAndWidths
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (PrimitiveCase primitive in PrimitiveCase.All)
            {
                foreach (int width in (int[])[2, 4, 8])
                    data.Add(primitive.Name, width);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndWidths))]
    public void Lanes_have_the_bits_of_the_scalar_path(string name, int width)
    {
        PrimitiveCase primitive = PrimitiveCase.Named(name);
        double[] inputs = Inputs(name);
        double[] scalar = primitive.OnLanes(1, inputs);
        double[] wide = primitive.OnLanes(width, inputs);
        for (int i = 0; i < scalar.Length; i++)
        {
            string what = $"{name}, result {i / inputs.Length} at {inputs[i % inputs.Length]:R}";
            Assert.True(SameBits(scalar[i], wide[i]), $"{what}: {scalar[i]:R}, {wide[i]:R}");
        }

        for (int i = 0; i < inputs.Length; i++)
            Assert.True(SameBits(wide[i], wide[inputs.Length + i]), $"{name}: Value and Derivatives differ at {inputs[i]:R}");
    }

    [Theory]
    [MemberData(nameof(NamesAndWidths))]
    public void Order_of_the_inputs_does_not_matter(string name, int width)
    {
        PrimitiveCase primitive = PrimitiveCase.Named(name);
        double[] inputs = Inputs(name);
        double[] reversed = [.. inputs.Reverse()];
        double[] forward = primitive.OnLanes(width, inputs);
        double[] backward = primitive.OnLanes(width, reversed);
        int n = inputs.Length;
        for (int i = 0; i < forward.Length; i++)
            Assert.True(SameBits(forward[i], backward[((i / n) * n) + n - 1 - (i % n)]), $"{name} at {inputs[i % n]:R}");
    }

    private static double[] Inputs(string name)
    {
        var inputs = new List<double>(SpecialInputs);
        inputs.AddRange(ReferenceRow.Read(name).Select(row => row.Arguments[0]));
        ulong state = 88172645463325252;
        for (int i = 0; i < 2000; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            inputs.Add(i % 2 == 0 ? BitConverter.UInt64BitsToDouble(state) : ((state >> 11) * 8.881784197001252e-16) - 2.0);
        }

        while (inputs.Count % 8 != 0)
            inputs.Add(1.0);
        return [.. inputs];
    }

    // the payload of a NaN is not specified by IEEE 754 and no result depends on it
    private static bool SameBits(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));
}
