using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// log Γ(x) − (x − ½) log x + x − ½ log 2π for x &gt; 0: relative error at most 4e-15, derivatives 3e-15; ∞ at 0, NaN below.
/// </summary>
/// <remarks>
/// The δ of C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000). From ½ its k-th derivative is u^(k+1)·R(u), u =
/// 1/(x + ½), R an own rational approximation of degree 10 or 11 on 0 ≤ u ≤ 1 (relative error at most 3e-16): one range for all usual
/// arguments. Below ½ one step of S(x) = S(x + 1) + (x + ½) log((x + 1)/x) − 1. All are positive or nearly so: nothing of the size of
/// log Γ is subtracted.
/// </remarks>
internal readonly unsafe struct StirlingError : IPrimitive
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane tiny = TLane.LessThan(x, TLane.Broadcast(0.5));
        TLane u = Inverse(TLane.Select(tiny, x + TLane.Broadcast(1.0), x));
        TLane u2 = u * u;
        TLane result = u * Ratio0(u, u2, u2 * u2);
        if (TLane.AnyTrue(tiny))
        {
            Steps(x, out TLane step, out _, out _);
            result = TLane.Select(tiny, result + step, result);
        }

        return Polygamma.Finish(x, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane tiny = TLane.LessThan(x, TLane.Broadcast(0.5));
        TLane u = Inverse(TLane.Select(tiny, x + TLane.Broadcast(1.0), x));
        TLane u2 = u * u, u4 = u2 * u2;
        TLane v = u * Ratio0(u, u2, u4);
        TLane d1 = u2 * Ratio1(u, u2, u4);
        TLane d2 = u2 * u * Ratio2(u, u2, u4);
        if (TLane.AnyTrue(tiny))
        {
            Steps(x, out TLane s, out TLane s1, out TLane s2);
            v = TLane.Select(tiny, v + s, v);
            d1 = TLane.Select(tiny, d1 + s1, d1);
            d2 = TLane.Select(tiny, d2 + s2, d2);
        }

        value = Polygamma.Finish(x, v);
        first = Polygamma.Finish(x, d1);
        second = Polygamma.Finish(x, d2);
    }

    /// <summary>The value by a call: several of them in one method would be more than the compiler takes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static TLane Call<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => Value(x);

    /// <summary>Value and derivatives, to three arrays of a block's rows one after another, the first of which holds the arguments.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Derivatives<TLane>(double* room, nint count)
        where TLane : unmanaged, ILane<TLane>
    {
        double* first = room + BinaryBlock.Rows, second = first + BinaryBlock.Rows;
        for (nint i = 0; i < count; i += TLane.Width)
        {
            Derivatives(TLane.Load(room + i), out TLane v, out TLane d1, out TLane d2);
            TLane.Store(v, room + i);
            TLane.Store(d1, first + i);
            TLane.Store(d2, second + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Inverse<TLane>(TLane z)
        where TLane : unmanaged, ILane<TLane> => TLane.Broadcast(1.0) / (z + TLane.Broadcast(0.5));

    /// <summary>S/u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ratio0<TLane>(TLane u, TLane u2, TLane u4)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane numerator = Polynomial.Eleventh(
            u, u2, u4, 0.08333333333333333, 0.28220227517490326, 0.749384543983092, 0.7774855230978961,
            0.5200221316504605, -0.20004152959076477, -0.18970895754509604, -0.08857175910786425,
            0.03786076256281794, 0.009602888721614375, -0.0016100890328368757, 0.0);
        TLane denominator = Polynomial.Eleventh(
            u, u2, u4, 1.0, 2.8864273020988245, 7.332734210083439, 4.963066589847719,
            1.931467355018506, -5.0684813220442235, -0.7460777050141081, 0.015975802447792845,
            0.7858189951474531, -0.1991286432012498, 0.0031407487785456182, 0.0);
        return numerator / denominator;
    }

    /// <summary>S′/u².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ratio1<TLane>(TLane u, TLane u2, TLane u4)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane numerator = Polynomial.Eleventh(
            u, u2, u4, -0.08333333333333333, -0.3670355046358158, -1.1816796832395193, -1.9000468177457952,
            -2.147210202650574, -0.9962137532796651, -0.07776284359296477, 0.36618959293396836,
            0.10655030225781364, -0.01928472475854754, 0.0033228782551986196, -0.002690093389520506);
        TLane denominator = Polynomial.Eleventh(
            u, u2, u4, 1.0, 3.404426055629666, 10.125730143266775, 10.161954731910583,
            7.891396305549668, -6.03507171749144, -2.6889736101260047, -2.4122799544227815,
            2.1006438507690883, -0.34506934754465296, 0.13694734240460843, -0.04066589987178513);
        return numerator / denominator;
    }

    /// <summary>S″/u³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ratio2<TLane>(TLane u, TLane u2, TLane u4)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane numerator = Polynomial.Eleventh(
            u, u2, u4, 0.1666666666666667, 1.5940236986181053, 8.11468531993862, 25.82916834383454,
            55.57731415063341, 81.8798960696328, 81.34011079946238, 50.77602630920954,
            15.880274703292912, -0.021129229887076977, 0.002653553596190859, -0.00017306337170941018);
        TLane denominator = Polynomial.Eleventh(
            u, u2, u4, 1.0, 8.064142191708873, 35.29189863202396, 90.80377726912069,
            145.00028685161098, 126.31981843950724, 27.668193209080478, -52.75174267483814,
            -42.897052743680234, -3.418926589914536, 6.692692327578221, 1.7643129083299198);
        return numerator / denominator;
    }

    /// <summary>What the step from x to x + 1 adds to value and derivatives.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Steps<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0), half = TLane.Broadcast(0.5);
        TLane logarithm = LogOfRatio(x), middle = x + half, inverse = one / TLane.FusedMultiplyAdd(x, x, x);
        value = (middle * logarithm) - one;
        // ∞ − ∞
        TLane slope = TLane.FusedMultiplyAdd(-middle, inverse, logarithm);
        first = TLane.Select(TLane.Equal(x, TLane.Broadcast(0.0)), TLane.Broadcast(double.NegativeInfinity), slope);
        second = inverse * inverse * half;
    }

    /// <summary>log((x + 1)/x), written so that the quotient does not overflow for subnormal x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogOfRatio<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => -Log.Value(x / (x + TLane.Broadcast(1.0)));
}
