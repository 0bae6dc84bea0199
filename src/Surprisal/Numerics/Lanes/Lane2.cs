using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics.Lanes;

/// <summary>2 doubles in a 128-bit register.</summary>
internal readonly unsafe struct Lane2(Vector128<double> vector) : ILane<Lane2>
{
    private readonly Vector128<double> _vector = vector;

    public static int Width => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 Broadcast(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 BroadcastBits(long bits) => new(Vector128.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 Load(double* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane2 value, double* destination) => value._vector.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 operator +(Lane2 a, Lane2 b) => new(a._vector + b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 operator -(Lane2 a, Lane2 b) => new(a._vector - b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 operator *(Lane2 a, Lane2 b) => new(a._vector * b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 operator /(Lane2 a, Lane2 b) => new(a._vector / b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 operator -(Lane2 a) => new(a._vector ^ Vector128.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 operator &(Lane2 a, Lane2 b) => new(a._vector & b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 operator |(Lane2 a, Lane2 b) => new(a._vector | b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 operator ^(Lane2 a, Lane2 b) => new(a._vector ^ b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 FusedMultiplyAdd(Lane2 a, Lane2 b, Lane2 c) => new(Vector128.FusedMultiplyAdd(a._vector, b._vector, c._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 Sqrt(Lane2 a) => new(Vector128.Sqrt(a._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 LessThan(Lane2 a, Lane2 b) => new(Vector128.LessThan(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 LessThanOrEqual(Lane2 a, Lane2 b) => new(Vector128.LessThanOrEqual(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 Equal(Lane2 a, Lane2 b) => new(Vector128.Equals(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 Select(Lane2 mask, Lane2 whenTrue, Lane2 whenFalse) =>
        new(Vector128.ConditionalSelect(mask._vector, whenTrue._vector, whenFalse._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 SelectLess(Lane2 a, Lane2 b, Lane2 whenTrue, Lane2 whenFalse) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(a._vector, b._vector), whenTrue._vector, whenFalse._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyTrue(Lane2 mask) => mask._vector.AsInt64() != Vector128<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 AddBits(Lane2 a, Lane2 b) => new((a._vector.AsInt64() + b._vector.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 SubtractBits(Lane2 a, Lane2 b) => new((a._vector.AsInt64() - b._vector.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 ShiftLeft(Lane2 a, int count) => new((a._vector.AsInt64() << count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane2 ShiftRight(Lane2 a, int count) => new((a._vector.AsInt64() >>> count).AsDouble());
}
