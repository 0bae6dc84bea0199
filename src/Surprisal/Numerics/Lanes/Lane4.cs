using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics.Lanes;

/// <summary>4 doubles in a 256-bit register.</summary>
internal readonly unsafe struct Lane4(Vector256<double> vector) : ILane<Lane4>
{
    private readonly Vector256<double> _vector = vector;

    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 Broadcast(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 BroadcastBits(long bits) => new(Vector256.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 Load(double* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane4 value, double* destination) => value._vector.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator +(Lane4 a, Lane4 b) => new(a._vector + b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator -(Lane4 a, Lane4 b) => new(a._vector - b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator *(Lane4 a, Lane4 b) => new(a._vector * b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator /(Lane4 a, Lane4 b) => new(a._vector / b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator -(Lane4 a) => new(a._vector ^ Vector256.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator &(Lane4 a, Lane4 b) => new(a._vector & b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator |(Lane4 a, Lane4 b) => new(a._vector | b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator ^(Lane4 a, Lane4 b) => new(a._vector ^ b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 FusedMultiplyAdd(Lane4 a, Lane4 b, Lane4 c) => new(Vector256.FusedMultiplyAdd(a._vector, b._vector, c._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 Sqrt(Lane4 a) => new(Vector256.Sqrt(a._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 LessThan(Lane4 a, Lane4 b) => new(Vector256.LessThan(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 LessThanOrEqual(Lane4 a, Lane4 b) => new(Vector256.LessThanOrEqual(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 Equal(Lane4 a, Lane4 b) => new(Vector256.Equals(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 Select(Lane4 mask, Lane4 whenTrue, Lane4 whenFalse) =>
        new(Vector256.ConditionalSelect(mask._vector, whenTrue._vector, whenFalse._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 SelectLess(Lane4 a, Lane4 b, Lane4 whenTrue, Lane4 whenFalse) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a._vector, b._vector), whenTrue._vector, whenFalse._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyTrue(Lane4 mask) => mask._vector.AsInt64() != Vector256<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 AddBits(Lane4 a, Lane4 b) => new((a._vector.AsInt64() + b._vector.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 SubtractBits(Lane4 a, Lane4 b) => new((a._vector.AsInt64() - b._vector.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 ShiftLeft(Lane4 a, int count) => new((a._vector.AsInt64() << count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 ShiftRight(Lane4 a, int count) => new((a._vector.AsInt64() >>> count).AsDouble());
}
