using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>Polynomials on lanes in a fixed order of fused multiply-adds, arranged for throughput.</summary>
internal static class Polynomial
{
    /// <summary>c0 + c1 x + c2 x² + c3 x³, given x² as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Cubic<TLane>(TLane x, TLane x2, double c0, double c1, double c2, double c3)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane low = TLane.FusedMultiplyAdd(TLane.Broadcast(c1), x, TLane.Broadcast(c0));
        TLane high = TLane.FusedMultiplyAdd(TLane.Broadcast(c3), x, TLane.Broadcast(c2));
        return TLane.FusedMultiplyAdd(high, x2, low);
    }

    /// <summary>c0 + c1 x + ... + c11 x¹¹, given x² and x⁴: the sum of <see cref="Evaluate"/>, with constants that the compiler sees.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Eleventh<TLane>(
        TLane x,
        TLane x2,
        TLane x4,
        double c0,
        double c1,
        double c2,
        double c3,
        double c4,
        double c5,
        double c6,
        double c7,
        double c8,
        double c9,
        double c10,
        double c11)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane a = TLane.FusedMultiplyAdd(TLane.Broadcast(c8), x4, TLane.Broadcast(c4));
        TLane b = TLane.FusedMultiplyAdd(TLane.Broadcast(c9), x4, TLane.Broadcast(c5));
        TLane c = TLane.FusedMultiplyAdd(TLane.Broadcast(c10), x4, TLane.Broadcast(c6));
        TLane d = TLane.FusedMultiplyAdd(TLane.Broadcast(c11), x4, TLane.Broadcast(c7));
        a = TLane.FusedMultiplyAdd(a, x4, TLane.Broadcast(c0));
        b = TLane.FusedMultiplyAdd(b, x4, TLane.Broadcast(c1));
        c = TLane.FusedMultiplyAdd(c, x4, TLane.Broadcast(c2));
        d = TLane.FusedMultiplyAdd(d, x4, TLane.Broadcast(c3));
        return TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(d, x, c), x2, TLane.FusedMultiplyAdd(b, x, a));
    }

    /// <summary>Σ cᵢxⁱ for the long, colder polynomials: four interleaved Horner chains in x⁴.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="coefficients">Lowest power first; the length is a multiple of 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Evaluate<TLane>(TLane x, ReadOnlySpan<double> coefficients)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane x2 = x * x;
        TLane x4 = x2 * x2;
        int i = coefficients.Length - 4;
        TLane a = TLane.Broadcast(coefficients[i]);
        TLane b = TLane.Broadcast(coefficients[i + 1]);
        TLane c = TLane.Broadcast(coefficients[i + 2]);
        TLane d = TLane.Broadcast(coefficients[i + 3]);
        for (i -= 4; i >= 0; i -= 4)
        {
            a = TLane.FusedMultiplyAdd(a, x4, TLane.Broadcast(coefficients[i]));
            b = TLane.FusedMultiplyAdd(b, x4, TLane.Broadcast(coefficients[i + 1]));
            c = TLane.FusedMultiplyAdd(c, x4, TLane.Broadcast(coefficients[i + 2]));
            d = TLane.FusedMultiplyAdd(d, x4, TLane.Broadcast(coefficients[i + 3]));
        }

        return TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(d, x, c), x2, TLane.FusedMultiplyAdd(b, x, a));
    }
}
