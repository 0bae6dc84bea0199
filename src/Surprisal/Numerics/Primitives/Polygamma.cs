using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>ψ, ψ′, ψ″ and ψ‴ for x &gt; 0, by Stirling's series from 2.5 and by shifting to 2 + t, |t| ≤ ½, below.</summary>
/// <remarks>Recurrences: DLMF 5.5.2 and 5.15.5. Below 0 NaN.</remarks>
internal static class Polygamma
{
    /// <summary>The mask of x &lt; 2.5, where the shifted series holds; false for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane IsSmall<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane> => TLane.LessThan(x, TLane.Broadcast(2.5));

    /// <summary>t with x + n = 2 + t for the n in {0, 1, 2} that brings a small x next to 2; exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Offset<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        TLane upper = TLane.SelectLess(x, TLane.Broadcast(1.5), one, TLane.Broadcast(2.0));
        TLane shift = TLane.SelectLess(x, TLane.Broadcast(0.5), TLane.Broadcast(0.0), upper);
        return x - shift;
    }

    /// <summary>1/x below 1.5, else 0: the first step of the recurrence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane FirstStep<TLane>(TLane x, TLane inverse)
        where TLane : unmanaged, ILane<TLane> =>
        TLane.SelectLess(x, TLane.Broadcast(1.5), inverse, TLane.Broadcast(0.0));

    /// <summary>1/(x + 1) below ½, else 0: the second step of the recurrence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane SecondStep<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1.0);
        return TLane.SelectLess(x, TLane.Broadcast(0.5), one / (x + one), TLane.Broadcast(0.0));
    }

    /// <summary>NaN below 0, else the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Finish<TLane>(TLane x, TLane result)
        where TLane : unmanaged, ILane<TLane> =>
        TLane.SelectLess(x, TLane.Broadcast(0.0), TLane.Broadcast(double.NaN), result);

    /// <summary>ψ(x).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static TLane Digamma<TLane>(TLane x, TLane inverse, TLane logarithm)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane small = IsSmall(x);
        TLane result = logarithm + TLane.FusedMultiplyAdd(inverse, TLane.Broadcast(-0.5), StirlingSeries.First(inverse));
        if (TLane.AnyTrue(small))
        {
            TLane steps = FirstStep(x, inverse) + SecondStep(x);
            result = TLane.Select(small, GammaSeries.First(Offset(x)) - steps, result);
        }

        return Finish(x, result);
    }

    /// <summary>ψ′(x).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static TLane Trigamma<TLane>(TLane x, TLane inverse)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane small = IsSmall(x);
        TLane square = inverse * inverse;
        TLane result = inverse + TLane.FusedMultiplyAdd(square, TLane.Broadcast(0.5), StirlingSeries.Second(inverse));
        if (TLane.AnyTrue(small))
        {
            TLane a = FirstStep(x, inverse);
            TLane b = SecondStep(x);
            result = TLane.Select(small, TLane.FusedMultiplyAdd(b, b, GammaSeries.Second(Offset(x))) + (a * a), result);
        }

        return Finish(x, result);
    }

    /// <summary>ψ″(x).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static TLane Tetragamma<TLane>(TLane x, TLane inverse)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane small = IsSmall(x);
        TLane square = inverse * inverse;
        TLane result = StirlingSeries.Third(inverse) - TLane.FusedMultiplyAdd(square, inverse, square);
        if (TLane.AnyTrue(small))
        {
            TLane a = FirstStep(x, inverse);
            TLane b = SecondStep(x);
            TLane cubes = (a * a * a) + (b * b * b);
            result = TLane.Select(small, TLane.FusedMultiplyAdd(cubes, TLane.Broadcast(-2.0), GammaSeries.Third(Offset(x))), result);
        }

        return Finish(x, result);
    }

    /// <summary>ψ‴(x).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static TLane Pentagamma<TLane>(TLane x, TLane inverse)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane small = IsSmall(x);
        TLane cube = inverse * inverse * inverse;
        TLane leading = cube * TLane.FusedMultiplyAdd(inverse, TLane.Broadcast(3.0), TLane.Broadcast(2.0));
        TLane result = leading + StirlingSeries.Fourth(inverse);
        if (TLane.AnyTrue(small))
        {
            TLane a = FirstStep(x, inverse);
            TLane b = SecondStep(x);
            TLane fourths = (a * a * a * a) + (b * b * b * b);
            result = TLane.Select(small, TLane.FusedMultiplyAdd(fourths, TLane.Broadcast(6.0), GammaSeries.Fourth(Offset(x))), result);
        }

        return Finish(x, result);
    }
}
