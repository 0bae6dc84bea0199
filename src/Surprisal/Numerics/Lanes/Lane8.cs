using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics.Lanes;

/// <summary>8 doubles in a 512-bit register.</summary>
internal readonly unsafe struct Lane8(Vector512<double> vector) : ILane<Lane8>
{
    private readonly Vector512<double> _vector = vector;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 BroadcastBits(long bits) => new(Vector512.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Load(double* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane8 value, double* destination) => value._vector.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator +(Lane8 a, Lane8 b) => new(a._vector + b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator -(Lane8 a, Lane8 b) => new(a._vector - b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator *(Lane8 a, Lane8 b) => new(a._vector * b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator /(Lane8 a, Lane8 b) => new(a._vector / b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator -(Lane8 a) => new(a._vector ^ Vector512.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator &(Lane8 a, Lane8 b) => new(a._vector & b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator |(Lane8 a, Lane8 b) => new(a._vector | b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator ^(Lane8 a, Lane8 b) => new(a._vector ^ b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 FusedMultiplyAdd(Lane8 a, Lane8 b, Lane8 c) => new(Vector512.FusedMultiplyAdd(a._vector, b._vector, c._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Sqrt(Lane8 a) => new(Vector512.Sqrt(a._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 LessThan(Lane8 a, Lane8 b) => new(Vector512.LessThan(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 LessThanOrEqual(Lane8 a, Lane8 b) => new(Vector512.LessThanOrEqual(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Equal(Lane8 a, Lane8 b) => new(Vector512.Equals(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Select(Lane8 mask, Lane8 whenTrue, Lane8 whenFalse) =>
        new(Vector512.ConditionalSelect(mask._vector, whenTrue._vector, whenFalse._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 SelectLess(Lane8 a, Lane8 b, Lane8 whenTrue, Lane8 whenFalse) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a._vector, b._vector), whenTrue._vector, whenFalse._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyTrue(Lane8 mask) => mask._vector.AsInt64() != Vector512<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 AddBits(Lane8 a, Lane8 b) => new((a._vector.AsInt64() + b._vector.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 SubtractBits(Lane8 a, Lane8 b) => new((a._vector.AsInt64() - b._vector.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 ShiftLeft(Lane8 a, int count) => new((a._vector.AsInt64() << count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 ShiftRight(Lane8 a, int count) => new((a._vector.AsInt64() >>> count).AsDouble());
}
