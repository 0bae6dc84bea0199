using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>What sine and cosine share: x = k·π/2 + r, |r| ≤ π/4, for |x| ≤ 2³⁰.</summary>
/// <remarks>
/// π/2 in three parts of 53 bits. With fused multiply-adds the first subtraction is exact (both sides are multiples of 2⁻⁵² below 2), the
/// second leaves an error that is carried, so r keeps its relative accuracy next to the zeros.
/// </remarks>
internal static class AngleReduction
{
    private const double Shift = 6755399441055744.0;

    /// <summary>sin(x + quarters·π/2), sin or cos by the number of quarter turns; NaN where |x| &gt; 2³⁰.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Sine<TLane>(TLane x, long quarters)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane shifted = TLane.FusedMultiplyAdd(x, TLane.Broadcast(0.63661977236758138), TLane.Broadcast(Shift));
        TLane k = shifted - TLane.Broadcast(Shift);
        TLane a = TLane.FusedMultiplyAdd(k, TLane.Broadcast(-1.5707963267948966), x);
        TLane b = TLane.Broadcast(-6.123233995736766E-17);
        TLane product = k * b;
        TLane r = a + product;
        TLane part = r - a;
        TLane error = (a - (r - part)) + (product - part);
        TLane low = TLane.FusedMultiplyAdd(k, TLane.Broadcast(1.4973849048591698E-33), error + TLane.FusedMultiplyAdd(k, b, -product));

        TLane z = r * r;
        TLane z2 = z * z;
        TLane one = TLane.Broadcast(1.0);
        TLane sinePolynomial = TLane.FusedMultiplyAdd(
            TLane.FusedMultiplyAdd(TLane.Broadcast(1.5916726193889336E-10), z, TLane.Broadcast(-2.5051112272573243E-08)),
            z2 * z2,
            Polynomial.Cubic(z, z2, -0.16666666666666666, 0.008333333333330827, -0.0001984126983657571, 2.755731600817155E-06));
        // sin(r + low) = r + (r³ S + low cos r)
        TLane halfZ = TLane.Broadcast(0.5) * z;
        TLane sine = r + TLane.FusedMultiplyAdd(r * z, sinePolynomial, low * (one - halfZ));
        TLane cosinePolynomial = TLane.FusedMultiplyAdd(
            TLane.FusedMultiplyAdd(TLane.Broadcast(-1.1381754653648692E-11), z, TLane.Broadcast(2.08761340240899E-09)),
            z2 * z2,
            Polynomial.Cubic(z, z2, 0.041666666666666664, -0.0013888888888887322, 2.4801587298651292E-05, -2.755731721268659E-07));
        // 1 − z/2 with the bits that the subtraction drops
        TLane w = one - halfZ;
        TLane cosine = w + (((one - w) - halfZ) + TLane.FusedMultiplyAdd(z2, cosinePolynomial, -(r * low)));

        TLane turns = TLane.AddBits(shifted, TLane.BroadcastBits(quarters));
        TLane odd = IsOdd(turns);
        TLane result = TLane.Select(odd, cosine, sine);
        TLane sign = TLane.ShiftLeft(TLane.ShiftRight(turns, 1), 63);
        TLane inside = TLane.LessThanOrEqual(Elementwise.Abs(x), TLane.Broadcast(1073741824.0));
        return TLane.Select(inside, result ^ sign, TLane.Broadcast(double.NaN));
    }

    /// <summary>The mask of an odd last bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane IsOdd<TLane>(TLane bits)
        where TLane : unmanaged, ILane<TLane> =>
        TLane.SubtractBits(TLane.BroadcastBits(0), bits & TLane.BroadcastBits(1));
}
