using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Numerics.Dense;

/// <summary>A register of 1, 2, 4 or 8 doubles with the element-wise IEEE operations that <see cref="DenseKernels"/> needs.</summary>
/// <typeparam name="TSelf">The pack itself.</typeparam>
internal interface IVectorPack<TSelf>
    where TSelf : struct, IVectorPack<TSelf>
{
    /// <summary>Number of doubles; divides 8.</summary>
    static abstract int Width { get; }

    /// <summary>All elements equal to a value.</summary>
    static abstract TSelf Create(double value);

    /// <summary>Reads <see cref="Width"/> doubles that start <paramref name="offset"/> after <paramref name="source"/>.</summary>
    static abstract TSelf Load(ref double source, nuint offset);

    /// <summary>Writes <see cref="Width"/> doubles that start <paramref name="offset"/> after <paramref name="target"/>.</summary>
    static abstract void Store(TSelf value, ref double target, nuint offset);

    /// <summary>a b + c with one rounding.</summary>
    static abstract TSelf Fused(TSelf a, TSelf b, TSelf c);

    /// <summary>Sum.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>Product.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>Negative.</summary>
    static abstract TSelf operator -(TSelf a);
}

/// <summary>The register width that this process uses, decided once.</summary>
internal static class VectorWidth
{
    /// <summary>Doubles in a register: 8, 4, 2, or 1 without vector hardware.</summary>
    /// <remarks>256 bits without fused multiply-add gain nothing over 128: the software fallback of each element dominates.</remarks>
    public static readonly int Doubles =
        Vector512.IsHardwareAccelerated ? 8
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? 4
        : Vector128.IsHardwareAccelerated ? 2
        : 1;
}

/// <summary>512 bits.</summary>
internal readonly struct Pack512(Vector512<double> value) : IVectorPack<Pack512>
{
    private readonly Vector512<double> _value = value;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 Create(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 Load(ref double source, nuint offset) => new(Vector512.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Pack512 value, ref double target, nuint offset) => value._value.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 Fused(Pack512 a, Pack512 b, Pack512 c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 operator +(Pack512 a, Pack512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 operator -(Pack512 a, Pack512 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 operator *(Pack512 a, Pack512 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 operator -(Pack512 a) => new(-a._value);
}

/// <summary>256 bits.</summary>
internal readonly struct Pack256(Vector256<double> value) : IVectorPack<Pack256>
{
    private readonly Vector256<double> _value = value;

    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 Create(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 Load(ref double source, nuint offset) => new(Vector256.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Pack256 value, ref double target, nuint offset) => value._value.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 Fused(Pack256 a, Pack256 b, Pack256 c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 operator +(Pack256 a, Pack256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 operator -(Pack256 a, Pack256 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 operator *(Pack256 a, Pack256 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 operator -(Pack256 a) => new(-a._value);
}

/// <summary>128 bits.</summary>
internal readonly struct Pack128(Vector128<double> value) : IVectorPack<Pack128>
{
    private readonly Vector128<double> _value = value;

    public static int Width => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 Create(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 Load(ref double source, nuint offset) => new(Vector128.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Pack128 value, ref double target, nuint offset) => value._value.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 Fused(Pack128 a, Pack128 b, Pack128 c) => new(Vector128.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 operator +(Pack128 a, Pack128 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 operator -(Pack128 a, Pack128 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 operator *(Pack128 a, Pack128 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 operator -(Pack128 a) => new(-a._value);
}

/// <summary>One double: no vector hardware.</summary>
internal readonly struct Pack64(double value) : IVectorPack<Pack64>
{
    private readonly double _value = value;

    public static int Width => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack64 Create(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack64 Load(ref double source, nuint offset) => new(Unsafe.Add(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Pack64 value, ref double target, nuint offset) => Unsafe.Add(ref target, offset) = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack64 Fused(Pack64 a, Pack64 b, Pack64 c) => new(Math.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack64 operator +(Pack64 a, Pack64 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack64 operator -(Pack64 a, Pack64 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack64 operator *(Pack64 a, Pack64 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack64 operator -(Pack64 a) => new(-a._value);
}
