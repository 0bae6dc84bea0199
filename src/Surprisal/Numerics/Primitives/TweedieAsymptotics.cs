using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The asymptotic series of <see cref="TweedieRemainder"/> for many summands: −Σ Sₖ(c²/a)/(cm)ᵏ, k = 1 to 10.</summary>
/// <remarks>
/// E. M. Wright's expansion (Proc. London Math. Soc. 38 (1935) 257, doi:10.1112/plms/s2-38.1.257) in logarithmic form: Laplace's method on the
/// integral over j with j/m as a power series in τ, τ²/2 = (j/m) log(j/m) + 1 − j/m, and the Stirling errors by their series. Own coefficients, in
/// exact rational arithmetic (Reference/scripts/tweedie_series.py). The parts of degree k in the two small numbers 1/(cm) and c/(am): for cm ≥ 42
/// and am ≥ 20c the first one left out is below 1e-17, in the curvature 1e-15.
/// </remarks>
internal static class TweedieAsymptotics
{
    private const int Terms = 10;

    /// <summary>The coefficients of S₁, S₂, ..., each from power 0 to power k.</summary>
    private static ReadOnlySpan<double> Coefficients =>
    [
        -0.041666666666666664, -0.08333333333333333,
        -0.020833333333333332, -0.041666666666666664, 0.0,
        -0.02795138888888889, -0.059027777777777776, -0.004861111111111111, 0.002777777777777778,
        -0.06371527777777777, -0.1423611111111111, -0.02361111111111111, 0.0125, 0.0,
        -0.20712253361992947, -0.4870804398148148, -0.11808449074074075, 0.057007826278659614, 0.003273809523809524,
        -0.0007936507936507937,
        -0.8772707231040564, -2.158738425925926, -0.6728587962962963, 0.2945326278659612, 0.04196428571428571, -0.00992063492063492,
        0.0,
        -4.585044500047077, -11.744964617550337, -4.398092327353395, 1.7402230305702528, 0.428155668999853, -0.09335896164021164,
        -0.003801256613756614, 0.0005952380952380953,
        -28.522031703547544, -75.72326021457965, -32.6908950617284, 11.661317331716637, 4.265326462375073, -0.8253306878306879,
        -0.09411375661375661, 0.014583333333333334, 0.0,
        -205.83470670879382, -564.3129477269589, -273.2860699581301, 87.61741411732758, 44.02009793038791, -7.29481526340413,
        -1.6316865455146705, 0.23381083904521405, 0.007195466570466571, -0.0008417508417508417,
        -1690.7024386694811, -4771.900265771207, -2542.7636357902215, 729.8681281614369, 480.7643411542536, -65.5032474957634,
        -25.25025594486532, 3.1606336930816097, 0.29287968975468975, -0.03409090909090909, 0.0,
    ];

    /// <summary>Value, slope and curvature in log m.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Evaluate<TLane>(TLane a, TLane c, TLane m, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        ReadOnlySpan<double> table = Coefficients;
        TLane small = TLane.Broadcast(1.0) / (c * m), h = c * c / a;
        TLane value = TLane.Broadcast(0.0), first = value, second = value;
        int end = table.Length;
        for (int k = Terms; k >= 1; k--)
        {
            int from = end - k - 1;
            TLane polynomial = TLane.Broadcast(table[end - 1]);
            for (int i = end - 2; i >= from; i--) polynomial = TLane.FusedMultiplyAdd(polynomial, h, TLane.Broadcast(table[i]));
            value = (value + polynomial) * small;
            first = TLane.FusedMultiplyAdd(TLane.Broadcast(k), polynomial, first) * small;
            second = TLane.FusedMultiplyAdd(TLane.Broadcast(k * k), polynomial, second) * small;
            end = from;
        }

        result = default;
        result.Value = -value;
        result.X = first;
        result.XX = -second;
    }
}
