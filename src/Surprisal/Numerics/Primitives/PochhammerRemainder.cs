using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// What the leading terms of Stirling's formula leave of log Γ(a) − log Γ(a + n): that difference + (a + n) log(a + n) − a log a − n, with a = eˣ
/// and n ≥ 0 the data. It does not depend on y.
/// </summary>
/// <remarks>
/// ½ log(1 + n/a) + S(a) − S(a + n), S the Stirling error: sums of what is small already; 0 for n = 0. Absolute error some 1e-15 of the largest of
/// these three; the derivatives likewise. For a below 1e-308 infinite.
/// </remarks>
internal readonly unsafe struct PochhammerRemainder : IBinaryPrimitive
{
    // The Stirling errors of a and of a + n with their derivatives, three arrays each, and a.
    private const int Arrays = 7;

    public static bool HasLoops => true;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane a = Exp.Value(x);
        return TLane.FusedMultiplyAdd(TLane.Broadcast(0.5), Log1p.Value(data / a), StirlingError.Call(a) - StirlingError.Call(a + data));
    }

    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane> => BinaryBlock.One<PochhammerRemainder, TLane>(data, x, y, out result);

    public static void Derivatives<TLane>(in BinaryBlock block, nint rows)
        where TLane : unmanaged, ILane<TLane>
    {
        double* memory = stackalloc double[BinaryBlock.RoomFor(Arrays)];
        double* room = BinaryBlock.Align(memory);
        for (nint first = 0; first < rows; first += BinaryBlock.Rows)
        {
            nint count = Math.Min(BinaryBlock.Rows, rows - first);
            Arguments<TLane>(block, first, count, room);
            Growth<TLane>(block.Results[0] + first, count);
            StirlingError.Derivatives<TLane>(room, count);
            StirlingError.Derivatives<TLane>(room + (3 * BinaryBlock.Rows), count);
            Finish<TLane>(block, first, count, room);
        }
    }

    /// <summary>The arguments of the two Stirling errors, a once more, and to the first result n/a.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Arguments<TLane>(in BinaryBlock block, nint first, nint count, double* room)
        where TLane : unmanaged, ILane<TLane>
    {
        double* n = block.Data.From<TLane>(first), x = block.X.From<TLane>(first), ratios = block.Results[0] + first;
        nint dn = block.Data.Stride, dx = block.X.Stride;
        for (nint i = 0; i < count; i += TLane.Width)
        {
            TLane step = TLane.Load(n), a = Exp.Value(TLane.Load(x));
            TLane.Store(a, room + i);
            TLane.Store(a + step, room + (3 * BinaryBlock.Rows) + i);
            TLane.Store(a, room + (6 * BinaryBlock.Rows) + i);
            TLane.Store(step / a, ratios + i);
            n += dn;
            x += dx;
        }
    }

    /// <summary>log(1 + n/a) in place of n/a.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Growth<TLane>(double* ratios, nint count)
        where TLane : unmanaged, ILane<TLane>
    {
        for (nint i = 0; i < count; i += TLane.Width) TLane.Store(Log1p.Value(TLane.Load(ratios + i)), ratios + i);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Finish<TLane>(in BinaryBlock block, nint first, nint count, double* room)
        where TLane : unmanaged, ILane<TLane>
    {
        double* n = block.Data.From<TLane>(first);
        double* r0 = block.Results[0] + first, r1 = block.Results[1] + first, r2 = block.Results[2] + first;
        double* r3 = block.Results[3] + first, r4 = block.Results[4] + first, r5 = block.Results[5] + first;
        nint dn = block.Data.Stride;
        TLane zero = TLane.Broadcast(0.0), half = TLane.Broadcast(0.5);
        for (nint i = 0; i < count; i += TLane.Width)
        {
            double* cell = room + i;
            TLane errors = TLane.Load(cell) - TLane.Load(cell + (3 * BinaryBlock.Rows));
            TLane slopes = TLane.Load(cell + BinaryBlock.Rows) - TLane.Load(cell + (4 * BinaryBlock.Rows));
            TLane bends = TLane.Load(cell + (2 * BinaryBlock.Rows)) - TLane.Load(cell + (5 * BinaryBlock.Rows));
            TLane a = TLane.Load(cell + (6 * BinaryBlock.Rows)), step = TLane.Load(n);

            // The logarithm falls by n/(a + n) as log a grows.
            TLane inverse = TLane.Broadcast(1.0) / (a + step), share = step * inverse, halfShare = half * share;
            TLane growth = a * slopes;
            TLane.Store(TLane.FusedMultiplyAdd(half, TLane.Load(r0 + i), errors), r0 + i);
            TLane.Store(growth - halfShare, r1 + i);
            TLane.Store(zero, r2 + i);
            TLane.Store(TLane.FusedMultiplyAdd(halfShare, a * inverse, TLane.FusedMultiplyAdd(a * a, bends, growth)), r3 + i);
            TLane.Store(zero, r4 + i);
            TLane.Store(zero, r5 + i);
            n += dn;
        }
    }
}
