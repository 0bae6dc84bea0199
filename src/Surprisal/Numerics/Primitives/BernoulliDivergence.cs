using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// The Kullback-Leibler divergence of a Bernoulli distribution from another, each given by its logit: (a − b)/(1 + e⁻ᵃ) − log(1 + eᵃ) +
/// log(1 + eᵇ), at least 0. Relative error of the value and of all derivatives some 1e-15, plus what rounding does to b − a.
/// </summary>
/// <remarks>In the outcome whose probability under a is at most ½, by <see cref="OddsStep"/>. No data.</remarks>
internal readonly unsafe struct BernoulliDivergence : IBinaryPrimitive
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane delta = Arguments(x, y, out TLane k);
        OddsStep.Begin(delta, out TLane e, out TLane minusOne, out TLane excess);
        OddsStep.Finish(TLane.Broadcast(1.0), delta, k, e, minusOne, excess, out _, out TLane inverseSum, out _, out _, out TLane divergence, out _, out _);
        return divergence * inverseSum;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane delta = Arguments(x, y, out TLane k);
        OddsStep.Begin(delta, out TLane e, out TLane minusOne, out TLane excess);
        Finish(x, delta, k, e, minusOne, excess, out result);
    }

    public static bool HasLoops => true;

    public static void Derivatives<TLane>(in BinaryBlock block, nint rows)
        where TLane : unmanaged, ILane<TLane>
    {
        for (nint first = 0; first < rows; first += BinaryBlock.Rows)
        {
            nint end = Math.Min(first + BinaryBlock.Rows, rows);
            Exponentials<TLane>(block, first, end);
            Rest<TLane>(block, first, end);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Exponentials<TLane>(in BinaryBlock block, nint first, nint end)
        where TLane : unmanaged, ILane<TLane>
    {
        double* x = block.X.From<TLane>(first), y = block.Y.From<TLane>(first);
        double** f = block.Results;
        double* deltas = f[0], ks = f[1], es = f[2], minusOnes = f[3], excesses = f[4];
        nint dx = block.X.Stride, dy = block.Y.Stride;
        for (nint i = first; i < end; i += TLane.Width)
        {
            TLane delta = Arguments(TLane.Load(x), TLane.Load(y), out TLane k);
            OddsStep.Begin(delta, out TLane e, out TLane minusOne, out TLane excess);
            TLane.Store(delta, deltas + i);
            TLane.Store(k, ks + i);
            TLane.Store(e, es + i);
            TLane.Store(minusOne, minusOnes + i);
            TLane.Store(excess, excesses + i);
            x += dx;
            y += dy;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rest<TLane>(in BinaryBlock block, nint first, nint end)
        where TLane : unmanaged, ILane<TLane>
    {
        double* x = block.X.From<TLane>(first);
        double** f = block.Results;
        double* f0 = f[0], f1 = f[1], f2 = f[2], f3 = f[3], f4 = f[4], f5 = f[5];
        nint dx = block.X.Stride;
        for (nint i = first; i < end; i += TLane.Width)
        {
            Finish(TLane.Load(x), TLane.Load(f0 + i), TLane.Load(f1 + i), TLane.Load(f2 + i), TLane.Load(f3 + i), TLane.Load(f4 + i), out Derivatives2<TLane> d);
            TLane.Store(d.Value, f0 + i);
            TLane.Store(d.X, f1 + i);
            TLane.Store(d.Y, f2 + i);
            TLane.Store(d.XX, f3 + i);
            TLane.Store(d.XY, f4 + i);
            TLane.Store(d.YY, f5 + i);
            x += dx;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TLane>(TLane x, TLane delta, TLane k, TLane e, TLane minusOne, TLane excess, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), one = TLane.Broadcast(1.0);
        OddsStep.Finish(one, delta, k, e, minusOne, excess, out _, out TLane rare, out TLane reciprocal, out TLane share, out TLane divergence, out _, out _);

        // 1/(k + 1) and k/(k + 1) are the two probabilities under a.
        TLane common = k * rare, spread = rare * common;
        TLane slope = common * share, tilt = (k - one) * rare;
        result.Value = divergence * rare;
        result.X = TLane.SelectLess(zero, x, spread * delta, -(spread * delta));
        result.Y = TLane.SelectLess(zero, x, -slope, slope);
        result.XX = spread * (one - (delta * tilt));
        result.XY = -spread;
        result.YY = e * reciprocal * (k * reciprocal);
    }

    /// <summary>The difference of the logits and k; for a &gt; 0 with both signs changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Arguments<TLane>(TLane x, TLane y, out TLane k)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane size = Elementwise.Abs(x), largest = TLane.Broadcast(700.0);
        k = Exp.Value(TLane.SelectLess(largest, size, largest, size));
        return TLane.SelectLess(TLane.Broadcast(0.0), x, x - y, y - x);
    }
}
