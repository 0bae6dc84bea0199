using System.Runtime.CompilerServices;

namespace Surprisal.Numerics.Lanes;

/// <summary>One double: the path without vector hardware, and the definition that the wider registers are held against.</summary>
internal readonly unsafe struct Lane1(double value) : ILane<Lane1>
{
    /// <summary>The number.</summary>
    public readonly double Value = value;

    public static int Width => 1;

    private long Bits => BitConverter.DoubleToInt64Bits(Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Broadcast(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 BroadcastBits(long bits) => new(BitConverter.Int64BitsToDouble(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Load(double* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane1 value, double* destination) => *destination = value.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator +(Lane1 a, Lane1 b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator -(Lane1 a, Lane1 b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator *(Lane1 a, Lane1 b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator /(Lane1 a, Lane1 b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator -(Lane1 a) => BroadcastBits(a.Bits ^ long.MinValue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator &(Lane1 a, Lane1 b) => BroadcastBits(a.Bits & b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator |(Lane1 a, Lane1 b) => BroadcastBits(a.Bits | b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator ^(Lane1 a, Lane1 b) => BroadcastBits(a.Bits ^ b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 FusedMultiplyAdd(Lane1 a, Lane1 b, Lane1 c) => new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Sqrt(Lane1 a) => new(Math.Sqrt(a.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 LessThan(Lane1 a, Lane1 b) => BroadcastBits(a.Value < b.Value ? -1L : 0L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 LessThanOrEqual(Lane1 a, Lane1 b) => BroadcastBits(a.Value <= b.Value ? -1L : 0L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Equal(Lane1 a, Lane1 b) => BroadcastBits(a.Value == b.Value ? -1L : 0L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Select(Lane1 mask, Lane1 whenTrue, Lane1 whenFalse) => mask.Bits != 0 ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 SelectLess(Lane1 a, Lane1 b, Lane1 whenTrue, Lane1 whenFalse) =>
        a.Value < b.Value ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyTrue(Lane1 mask) => mask.Bits != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 AddBits(Lane1 a, Lane1 b) => BroadcastBits(unchecked(a.Bits + b.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 SubtractBits(Lane1 a, Lane1 b) => BroadcastBits(unchecked(a.Bits - b.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 ShiftLeft(Lane1 a, int count) => BroadcastBits(a.Bits << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 ShiftRight(Lane1 a, int count) => BroadcastBits(a.Bits >>> count);
}
