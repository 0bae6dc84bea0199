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
internal readonly unsafe struct BetaRemainder : IBinaryPrimitive
{
    // The Stirling errors of a, b and φ with their derivatives, three arrays each, and φ.
    private const int Arrays = 10;

    public static bool HasLoops => true;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane p = Probability(x, out TLane q, out _, out TLane e), total = Exp.Value(y);
        TLane errors = StirlingError.Call(total * p) + (StirlingError.Call(total * q) - StirlingError.Call(total));
        return errors + (Softplus.Combine(x, e) - (TLane.Broadcast(0.5) * (x + y)));
    }

    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane> => BinaryBlock.One<BetaRemainder, TLane>(data, x, y, out result);

    public static void Derivatives<TLane>(in BinaryBlock block, nint rows)
        where TLane : unmanaged, ILane<TLane>
    {
        double* memory = stackalloc double[BinaryBlock.RoomFor(Arrays)];
        double* room = BinaryBlock.Align(memory);
        for (nint first = 0; first < rows; first += BinaryBlock.Rows)
        {
            nint count = Math.Min(BinaryBlock.Rows, rows - first);
            Arguments<TLane>(block, first, count, room);
            for (int k = 0; k < 9; k += 3) StirlingError.Derivatives<TLane>(room + (k * BinaryBlock.Rows), count);
            Finish<TLane>(block, first, count, room);
        }
    }

    /// <summary>a, b and φ to every third array of the room, φ once more to its tenth; p, q, q − p, and e^−|x| to the results.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Arguments<TLane>(in BinaryBlock block, nint first, nint count, double* room)
        where TLane : unmanaged, ILane<TLane>
    {
        double* x = block.X.From<TLane>(first), y = block.Y.From<TLane>(first);
        double* ps = block.Results[0] + first, qs = block.Results[1] + first, tilts = block.Results[2] + first, es = block.Results[3] + first;
        double* a = room, b = room + (3 * BinaryBlock.Rows), totals = room + (6 * BinaryBlock.Rows), kept = room + (9 * BinaryBlock.Rows);
        nint dx = block.X.Stride, dy = block.Y.Stride;
        for (nint i = 0; i < count; i += TLane.Width)
        {
            TLane p = Probability(TLane.Load(x), out TLane q, out TLane tilt, out TLane e), total = Exp.Value(TLane.Load(y));
            TLane.Store(p, ps + i);
            TLane.Store(q, qs + i);
            TLane.Store(tilt, tilts + i);
            TLane.Store(e, es + i);
            TLane.Store(total * p, a + i);
            TLane.Store(total * q, b + i);
            TLane.Store(total, totals + i);
            TLane.Store(total, kept + i);
            x += dx;
            y += dy;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Finish<TLane>(in BinaryBlock block, nint start, nint count, double* room)
        where TLane : unmanaged, ILane<TLane>
    {
        double* x = block.X.From<TLane>(start), y = block.Y.From<TLane>(start);
        double* r0 = block.Results[0] + start, r1 = block.Results[1] + start, r2 = block.Results[2] + start;
        double* r3 = block.Results[3] + start, r4 = block.Results[4] + start, r5 = block.Results[5] + start;
        nint dx = block.X.Stride, dy = block.Y.Stride;
        TLane half = TLane.Broadcast(0.5);
        for (nint i = 0; i < count; i += TLane.Width)
        {
            TLane p = TLane.Load(r0 + i), q = TLane.Load(r1 + i), tilt = TLane.Load(r2 + i), e = TLane.Load(r3 + i);
            TLane sa = Room(room, 0, i), da = Room(room, 1, i), dda = Room(room, 2, i), sb = Room(room, 3, i), db = Room(room, 4, i), ddb = Room(room, 5, i);
            TLane st = Room(room, 6, i), dt = Room(room, 7, i), ddt = Room(room, 8, i), total = Room(room, 9, i), a = total * p, b = total * q;
            TLane u = TLane.Load(x), v = TLane.Load(y);

            // In x a rises as fast as b falls; in y all three grow in proportion.
            TLane rate = a * q, pull = rate * (da - db);
            TLane bendA = a * dda, bendB = b * ddb;
            TLane growth = (a * da) + ((b * db) - (total * dt));
            TLane.Store((sa + (sb - st)) + (Softplus.Combine(u, e) - (half * (u + v))), r0 + i);
            TLane.Store(pull - (half * tilt), r1 + i);
            TLane.Store(growth - half, r2 + i);
            TLane.Store(TLane.FusedMultiplyAdd(pull, tilt, TLane.FusedMultiplyAdd(rate * rate, dda + ddb, p * q)), r3 + i);
            TLane.Store(TLane.FusedMultiplyAdd(rate, bendA - bendB, pull), r4 + i);
            TLane.Store(growth + ((a * bendA) + ((b * bendB) - (total * (total * ddt)))), r5 + i);
            x += dx;
            y += dy;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLane Room(double* room, int array, nint row) => TLane.Load(room + (array * BinaryBlock.Rows) + row);
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
