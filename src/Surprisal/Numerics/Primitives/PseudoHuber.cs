using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// k²(√(1 + (x/k)²) − 1) with k = eʸ: ½x² in the middle, k|x| far out; relative error of the value and of the derivatives 3e-15, plus what rounding
/// does to y; ∂²/∂y² has a zero that it does not resolve.
/// </summary>
/// <remarks>
/// With t = x/k, s = √(1 + t²), h = t/(1 + s) the value is k x h; its derivatives are k t/s, 1/s³, k x h² t/s, k(t/s)³ and k x h² t/s · (t²/s² − 2/s),
/// in which nothing cancels: as k grows those in y fall off like 1/k². Beyond |t| = 1e8 s is |t|.
/// </remarks>
internal readonly struct PseudoHuber : IBinaryPrimitive
{
    private const double Far = 1e8;
    private const double Largest = 1e300;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane k = Exp.Value(y), t = Ratio(x, k), s = Root(t);
        return x * (k * (t / (TLane.Broadcast(1.0) + s)));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0), k = Exp.Value(y), t = Ratio(x, k), s = Root(t);
        TLane h = t / (one + s), inverse = one / s, sine = t * inverse, square = sine * sine;
        TLane value = x * (k * h), slope = k * sine, fall = value * (h * sine);
        result.Value = value;
        result.X = slope;
        result.Y = fall;
        result.XX = inverse * inverse * inverse;
        result.XY = slope * square;
        result.YY = fall * TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), inverse, square);
    }

    /// <summary>x/k, kept finite: far out only its sign matters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ratio<TLane>(TLane x, TLane k)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane t = x / k, largest = TLane.Broadcast(Largest);
        return TLane.SelectLess(largest, Elementwise.Abs(t), Elementwise.WithSign(largest, t), t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Root<TLane>(TLane t)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane distance = Elementwise.Abs(t), near = TLane.Sqrt(TLane.FusedMultiplyAdd(t, t, TLane.Broadcast(1.0)));
        return TLane.SelectLess(TLane.Broadcast(Far), distance, distance, near);
    }
}
