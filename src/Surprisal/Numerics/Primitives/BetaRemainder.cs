using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// What the leading term of Stirling's formula leaves of log B(a, b): log B(a, b) + φh(p) − ½ log 2π, with a = φp, b = φ(1 − p), p =
/// 1/(1 + e⁻ˣ), φ = eʸ and h(p) = −p log p − (1 − p) log(1 − p).
/// </summary>
/// <remarks>
/// S(a) + S(b) − S(φ) − ½ log(φp(1 − p)), S the Stirling error: sums of what is small already. Absolute error some 1e-15 of the largest
/// of these four; the derivatives likewise. No data.
/// </remarks>
internal readonly struct BetaRemainder : IBinaryPrimitive
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane p = Probability(x, out TLane q, out _, out TLane e), total = Exp.Value(y);
        TLane errors = StirlingError.Value(total * p) + (StirlingError.Value(total * q) - StirlingError.Value(total));
        return errors + (Softplus.Combine(x, e) - (TLane.Broadcast(0.5) * (x + y)));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane p = Probability(x, out TLane q, out TLane tilt, out TLane e), total = Exp.Value(y), half = TLane.Broadcast(0.5);
        TLane a = total * p, b = total * q;
        StirlingError.Derivatives(a, out TLane sa, out TLane da, out TLane dda);
        StirlingError.Derivatives(b, out TLane sb, out TLane db, out TLane ddb);
        StirlingError.Derivatives(total, out TLane st, out TLane dt, out TLane ddt);

        // In x a rises as fast as b falls; in y all three grow in proportion.
        TLane rate = a * q, pull = rate * (da - db);
        TLane bendA = a * dda, bendB = b * ddb;
        TLane growth = (a * da) + ((b * db) - (total * dt));
        TLane value = (sa + (sb - st)) + (Softplus.Combine(x, e) - (half * (x + y)));
        result.Value = value;
        result.X = pull - (half * tilt);
        result.Y = growth - half;
        result.XX = TLane.FusedMultiplyAdd(pull, tilt, TLane.FusedMultiplyAdd(rate * rate, dda + ddb, p * q));
        result.XY = TLane.FusedMultiplyAdd(rate, bendA - bendB, pull);
        result.YY = growth + ((a * bendA) + ((b * bendB) - (total * (total * ddt))));
    }

    /// <summary>p, q = 1 − p, q − p, and e^−|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Probability<TLane>(TLane x, out TLane q, out TLane tilt, out TLane e)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0);
        ExpReduction.Both(-Elementwise.Abs(x), out e, out TLane minusOne);
        TLane common = one / (one + e), rare = e * common, distance = minusOne * common;
        q = TLane.SelectLess(x, zero, common, rare);
        tilt = TLane.SelectLess(x, zero, -distance, distance);
        return TLane.SelectLess(x, zero, rare, common);
    }
}
