using Surprisal.Numerics;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;
using Xunit;

namespace Surprisal.Tests.Numerics;

/// <summary>A primitive with its stated bounds, callable without its type.</summary>
/// <param name="Name">The type's name, and that of its reference file.</param>
/// <param name="Ulps">Bound of the value's error in units in the last place.</param>
/// <param name="Absolute">Bound that holds instead around a zero that the function does not resolve; 0 where there is none.</param>
/// <param name="Monotone">1 rising, −1 falling, 0 neither, over the whole domain.</param>
internal sealed record PrimitiveCase(string Name, double Ulps, double Absolute, int Monotone)
{
    public static readonly IReadOnlyList<PrimitiveCase> All =
    [
        Of<Exp>(1, 0, 1),
        Of<Log>(1, 0, 1),
        Of<Log1p>(1, 0, 1),
        Of<Expm1>(1, 0, 1),
        Of<Expm1MinusX>(3, 0, 0),
        Of<Softplus>(1.5, 0, 1),
        Of<Sigmoid>(2, 0, 1),
        Of<Tanh>(2, 0, 1),
        Of<LogCosh>(4, 0, 0),
        Of<Atan>(1.5, 0, 1),
        Of<LogGamma>(8, 0, 0),
        Of<StirlingError>(16, 0, -1),
        Of<GammaHalfRatio>(16, 0, 1),
        Of<BesselK1Remainder>(9, 0, -1),
        Of<Digamma>(4, 1e-15, 1),
        Of<Trigamma>(3, 0, -1),
        Of<Erf>(1.5, 0, 1),
        Of<Erfc>(4, 0, -1),
        Of<NormalCdf>(5, 0, 1),
        Of<LogNormalCdf>(5, 0, 1),
        Of<BarronNormaliser>(3, 0, -1),
        Of<Asinh>(3, 0, 1),
        Of<LogMillsRatio>(4, 4e-16, -1),
        Of<NormalQuantile>(5, 0, 1),
        Of<Log1mExp>(2, 0, -1),
        Of<LogExpm1>(3, 4e-16, 1),
        Of<LogitOfCloglog>(3, 4e-16, 1),
        Of<LogBesselI0Scaled>(6, 0, -1),
        Of<Sin>(1, 0, 0),
        Of<Cos>(1, 0, 0),
        Of<Expm1MinusXOverSquare>(6, 0, 1),
        Of<LogExpm1OverX>(4, 0, 1),
    ];

    public required Func<double, double> Value { get; init; }

    public required Func<double, (double Value, double First, double Second)> Derivatives { get; init; }

    /// <summary>Runs one width over the inputs: for each input the value by Value, then value, first and second by Derivatives.</summary>
    public required Func<int, double[], double[]> OnLanes { get; init; }

    public static TheoryData<string> Names => [.. All.Select(item => item.Name)];

    public static PrimitiveCase Named(string name) => All.Single(item => string.Equals(item.Name, name, StringComparison.Ordinal));

    private static PrimitiveCase Of<TPrimitive>(double ulps, double absolute, int monotone)
        where TPrimitive : struct, IPrimitive => new(typeof(TPrimitive).Name, ulps, absolute, monotone)
        {
            Value = Elementary.Apply<TPrimitive>,
            Derivatives = Elementary.Derivatives<TPrimitive>,
            OnLanes = (width, inputs) => width switch
            {
                1 => Run<TPrimitive, Lane1>(inputs),
                2 => Run<TPrimitive, Lane2>(inputs),
                4 => Run<TPrimitive, Lane4>(inputs),
                _ => Run<TPrimitive, Lane8>(inputs),
            },
        };

    private static unsafe double[] Run<TPrimitive, TLane>(double[] inputs)
        where TPrimitive : struct, IPrimitive
        where TLane : unmanaged, ILane<TLane>
    {
        int n = inputs.Length;
        Assert.Equal(0, n % TLane.Width);
        double[] results = new double[4 * n];
        fixed (double* x = inputs)
        fixed (double* y = results)
        {
            for (int i = 0; i < n; i += TLane.Width)
            {
                TLane argument = TLane.Load(x + i);
                TLane.Store(TPrimitive.Value(argument), y + i);
                TPrimitive.Derivatives(argument, out TLane value, out TLane first, out TLane second);
                TLane.Store(value, y + n + i);
                TLane.Store(first, y + (2 * n) + i);
                TLane.Store(second, y + (3 * n) + i);
            }
        }

        return results;
    }
}
