using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The error function within 2 ulp for every x; keeps the sign of zero.</summary>
/// <remarks>x + x·P(x²) for |x| ≤ 1, own near-minimax polynomial of degree 11 in x²; beyond, 1 − <see cref="Erfc"/>.</remarks>
internal readonly struct Erf : IPrimitive
{
    private static ReadOnlySpan<double> Coefficients =>
    [
        0.12837916709551256, -0.37612638903183543, 0.11283791670945006, -0.02686617064323777, 0.0052239776071164225,
        -0.0008548325975389692, 0.00012055294904839707, -1.492473690741966E-05, 1.6447424703317362E-06, -1.6208483801871705E-07,
        1.3720064546777686E-08, -7.795898827002142E-10,
    ];

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => Combine(x, Erfc.Gauss(x));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane gauss = Erfc.Gauss(x);
        value = Combine(x, gauss);
        Erfc.Slopes(x, gauss, out first, out second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Combine<TLane>(TLane x, TLane gauss)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        // P is small, so that the rounding of the polynomial hardly reaches the result
        TLane inner = TLane.FusedMultiplyAdd(x, Polynomial.Evaluate(x * x, Coefficients), x);
        TLane outer = Elementwise.WithSign(one - Erfc.UpperTail(x, gauss), x);
        return TLane.SelectLess(one, Elementwise.Abs(x), outer, inner);
    }
}
