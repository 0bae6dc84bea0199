using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// d(δ, κ) = (k + b) log((k + e^δ)/(k + b)) − bδ with k = e^κ, b (the data) 0 or 1: relative error of the value and of all derivatives
/// some 1e-15, plus what rounding does to δ and κ; ∂²d/∂κ² has a zero next to κ = 0 and keeps that error relative to d only.
/// </summary>
/// <remarks>
/// For b = 1 it is the Kullback-Leibler divergence, per count, of a share whose odds are 1/k from one whose odds are e^δ/k. It glides
/// into e^δ − 1 − δ as k → ∞. For b = 0, what is left of it where there is nothing to count: k log(1 + e^δ/k), which glides into e^δ.
/// For b = 1 and κ below 0, where d is of the order of k, the counts change their places: d(δ, κ) = k·d(−δ, −κ).
/// </remarks>
internal readonly unsafe struct CountDivergence : IBinaryPrimitive
{
    private const double Largest = 700.0;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane delta = Arguments(data, x, y, out TLane k, out TLane swap);
        OddsStep.Begin(delta, out TLane e, out TLane minusOne, out TLane excess);
        OddsStep.Finish(data, delta, k, e, minusOne, excess, out _, out _, out _, out _, out TLane divergence, out _, out _);
        return divergence * Scale(k, swap);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane delta = Arguments(data, x, y, out TLane k, out TLane swap);
        OddsStep.Begin(delta, out TLane e, out TLane minusOne, out TLane excess);
        Finish(data, delta, k, swap, e, minusOne, excess, out result);
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
        double* b = block.Data.From<TLane>(first), x = block.X.From<TLane>(first), y = block.Y.From<TLane>(first);
        double** f = block.Results;
        double* deltas = f[0], ks = f[1], swaps = f[2], es = f[3], minusOnes = f[4], excesses = f[5];
        nint db = block.Data.Stride, dx = block.X.Stride, dy = block.Y.Stride;
        for (nint i = first; i < end; i += TLane.Width)
        {
            TLane delta = Arguments(TLane.Load(b), TLane.Load(x), TLane.Load(y), out TLane k, out TLane swap);
            OddsStep.Begin(delta, out TLane e, out TLane minusOne, out TLane excess);
            TLane.Store(delta, deltas + i);
            TLane.Store(k, ks + i);
            TLane.Store(swap, swaps + i);
            TLane.Store(e, es + i);
            TLane.Store(minusOne, minusOnes + i);
            TLane.Store(excess, excesses + i);
            b += db;
            x += dx;
            y += dy;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rest<TLane>(in BinaryBlock block, nint first, nint end)
        where TLane : unmanaged, ILane<TLane>
    {
        double* b = block.Data.From<TLane>(first);
        double** f = block.Results;
        double* f0 = f[0], f1 = f[1], f2 = f[2], f3 = f[3], f4 = f[4], f5 = f[5];
        nint db = block.Data.Stride;
        for (nint i = first; i < end; i += TLane.Width)
        {
            Finish(
                TLane.Load(b), TLane.Load(f0 + i), TLane.Load(f1 + i), TLane.Load(f2 + i), TLane.Load(f3 + i), TLane.Load(f4 + i), TLane.Load(f5 + i), out Derivatives2<TLane> d);
            TLane.Store(d.Value, f0 + i);
            TLane.Store(d.X, f1 + i);
            TLane.Store(d.Y, f2 + i);
            TLane.Store(d.XX, f3 + i);
            TLane.Store(d.XY, f4 + i);
            TLane.Store(d.YY, f5 + i);
            b += db;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TLane>(TLane data, TLane delta, TLane k, TLane swap, TLane e, TLane minusOne, TLane excess, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        OddsStep.Finish(
            data, delta, k, e, minusOne, excess, out TLane sum, out TLane inverseSum, out TLane reciprocal, out TLane share, out TLane divergence, out TLane rest, out TLane left);
        TLane weight = e * reciprocal, slope = k * share, bend = sum * (k * reciprocal) * weight;
        TLane shift = k * rest, square = k * inverseSum * (share * share);
        TLane scale = Scale(k, swap), other = left * scale;
        result.Value = divergence * scale;
        result.X = TLane.Select(swap, -share, slope);
        result.Y = TLane.Select(swap, other, shift);
        result.XX = bend * scale;
        result.XY = TLane.Select(swap, -(slope * reciprocal), slope * weight);
        result.YY = TLane.Select(swap, other - square, TLane.FusedMultiplyAdd(-k, square, shift));
    }

    /// <summary>1/k where the counts have changed their places, else 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Scale<TLane>(TLane k, TLane swap)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        return one / TLane.Select(swap, k, one);
    }

    /// <summary>δ and k, with the counts in the order in which k is at least 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Arguments<TLane>(TLane b, TLane delta, TLane kappa, out TLane k, out TLane swap)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(0.0), largest = TLane.Broadcast(Largest);
        swap = TLane.LessThan(kappa, zero) & TLane.LessThan(zero, b);
        TLane argument = TLane.Select(swap, -kappa, kappa);
        k = Exp.Value(TLane.SelectLess(largest, argument, largest, argument));
        return TLane.Select(swap, -delta, delta);
    }
}
