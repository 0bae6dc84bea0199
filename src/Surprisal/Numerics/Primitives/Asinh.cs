using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The inverse hyperbolic sine: 3 units in the last place over the full range, odd, without overflow.</summary>
/// <remarks>
/// log(1 + |x| + x²/(1 + √(1 + x²))), which loses nothing for small x; beyond 1e150, where x² would overflow, log|x| + log 2. Derivatives: 1/√(1 + x²) and
/// −x/(1 + x²)^(3/2).
/// </remarks>
internal readonly struct Asinh : IPrimitive
{
    private const double Far = 1e150;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => Combine(x, Root(x));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane root = Root(x), one = TLane.Broadcast(1.0);
        value = Combine(x, root);
        first = one / root;

        // x/√(1 + x²) is a sign where both are infinite.
        TLane share = TLane.Select(TLane.LessThan(TLane.Broadcast(Far), Elementwise.Abs(x)), Elementwise.WithSign(one, x), x * first);
        second = -(share * (first * first));
    }

    /// <summary>√(1 + x²), |x| where that is all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Root<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane distance = Elementwise.Abs(x);
        return TLane.SelectLess(TLane.Broadcast(Far), distance, distance, TLane.Sqrt(TLane.FusedMultiplyAdd(x, x, TLane.Broadcast(1.0))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Combine<TLane>(TLane x, TLane root)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane distance = Elementwise.Abs(x), far = TLane.LessThan(TLane.Broadcast(Far), distance);
        TLane excess = TLane.FusedMultiplyAdd(distance, distance / (root + TLane.Broadcast(1.0)), distance);
        TLane logarithm = Log1p.Value(TLane.Select(far, distance, excess));
        return Elementwise.WithSign(Elementwise.Abs(TLane.Select(far, logarithm + TLane.Broadcast(Constants.LogTwo), logarithm)), x);
    }
}
