using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Dense;

/// <summary>The vectorised inner loops of this folder, in double and in double-double.</summary>
/// <remarks>
/// Element-wise loops do the same IEEE operations for every element whatever the register width. Reductions keep 8 interleaved accumulators
/// (accumulator k takes elements k, k + 8, ...) and join them in one fixed order; a narrower register runs over the data once per group of
/// accumulators. So results have the same bits on all hardware. The generic forms are internal so that tests
/// run every width. The double loops use no fused multiply-add: they are bound by memory, and hardware without it would crawl.
/// </remarks>
internal static class DenseKernels
{
    /// <summary>Number of interleaved accumulators of every reduction; double-double columns are padded with zeros to a multiple.</summary>
    public const int Lanes = 8;

    /// <summary>Σ a b over the shorter length of the two.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => VectorWidth.Doubles switch
    {
        8 => Dot<Pack512>(a, b),
        4 => Dot<Pack256>(a, b),
        2 => Dot<Pack128>(a, b),
        _ => Dot<Pack64>(a, b),
    };

    /// <summary>target += factor source.</summary>
    public static void AddMultiple(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        switch (VectorWidth.Doubles)
        {
            case 8: AddMultiple<Pack512>(target, factor, source); break;
            case 4: AddMultiple<Pack256>(target, factor, source); break;
            case 2: AddMultiple<Pack128>(target, factor, source); break;
            default: AddMultiple<Pack64>(target, factor, source); break;
        }
    }

    /// <summary>target -= (a x + b y): a symmetric rank-two update row by row stays symmetric to the bit.</summary>
    public static void SubtractTwo(Span<double> target, double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y)
    {
        switch (VectorWidth.Doubles)
        {
            case 8: SubtractTwo<Pack512>(target, a, x, b, y); break;
            case 4: SubtractTwo<Pack256>(target, a, x, b, y); break;
            case 2: SubtractTwo<Pack128>(target, a, x, b, y); break;
            default: SubtractTwo<Pack64>(target, a, x, b, y); break;
        }
    }

    /// <summary>Plane rotation of two rows: (x, y) becomes (c x - s y, s x + c y).</summary>
    public static void Rotate(Span<double> x, Span<double> y, double c, double s)
    {
        switch (VectorWidth.Doubles)
        {
            case 8: Rotate<Pack512>(x, y, c, s); break;
            case 4: Rotate<Pack256>(x, y, c, s); break;
            case 2: Rotate<Pack128>(x, y, c, s); break;
            default: Rotate<Pack64>(x, y, c, s); break;
        }
    }

    /// <summary>Σ a b of double-double spans whose common length is a multiple of 8.</summary>
    /// <remarks>
    /// The compensated dot product of T. Ogita, S. M. Rump, S. Oishi, SIAM J. Sci. Comput. 26 (2005), doi:10.1137/030601818 (algorithm 5.3),
    /// with the low parts' cross terms: as accurate as a sum in twice the working precision.
    /// </remarks>
    public static DoubleDouble Dot(DoubleDoubleSpan a, DoubleDoubleSpan b) => VectorWidth.Doubles switch
    {
        8 => Dot<Pack512>(a, b),
        4 => Dot<Pack256>(a, b),
        2 => Dot<Pack128>(a, b),
        _ => Dot<Pack64>(a, b),
    };

    /// <summary>target += factor source for double-double spans whose common length is a multiple of 8.</summary>
    /// <remarks>Absolute error of an element: a few 2^-106 times the larger of |target| and |factor source| (Dekker's addition).</remarks>
    public static void AddMultiple(DoubleDoubleSpan target, DoubleDouble factor, DoubleDoubleSpan source)
    {
        switch (VectorWidth.Doubles)
        {
            case 8: AddMultiple<Pack512>(target, factor, source); break;
            case 4: AddMultiple<Pack256>(target, factor, source); break;
            case 2: AddMultiple<Pack128>(target, factor, source); break;
            default: AddMultiple<Pack64>(target, factor, source); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Dot<T>(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
        where T : struct, IVectorPack<T>
    {
        int length = Math.Min(a.Length, b.Length);
        int whole = length & -Lanes;
        Span<double> sums = stackalloc double[Lanes];
        ref double x = ref MemoryMarshal.GetReference(a);
        ref double y = ref MemoryMarshal.GetReference(b);
        for (int group = 0; group < Lanes; group += T.Width)
        {
            T sum = T.Create(0.0);
            for (int i = group; i < whole; i += Lanes) sum += T.Load(ref x, (nuint)i) * T.Load(ref y, (nuint)i);
            T.Store(sum, ref sums[0], (nuint)group);
        }

        for (int i = whole; i < length; i++) sums[i - whole] += a[i] * b[i];
        return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddMultiple<T>(Span<double> target, double factor, ReadOnlySpan<double> source)
        where T : struct, IVectorPack<T>
    {
        int length = Math.Min(target.Length, source.Length);
        int whole = length & -Lanes;
        ref double y = ref MemoryMarshal.GetReference(target);
        ref double x = ref MemoryMarshal.GetReference(source);
        T f = T.Create(factor);
        for (int i = 0; i < whole; i += T.Width) T.Store(T.Load(ref y, (nuint)i) + (f * T.Load(ref x, (nuint)i)), ref y, (nuint)i);
        for (int i = whole; i < length; i++) target[i] += factor * source[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SubtractTwo<T>(Span<double> target, double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y)
        where T : struct, IVectorPack<T>
    {
        int length = Math.Min(target.Length, Math.Min(x.Length, y.Length));
        int whole = length & -Lanes;
        ref double z = ref MemoryMarshal.GetReference(target);
        ref double p = ref MemoryMarshal.GetReference(x);
        ref double q = ref MemoryMarshal.GetReference(y);
        T f = T.Create(a);
        T g = T.Create(b);
        for (int i = 0; i < whole; i += T.Width)
        {
            T change = (f * T.Load(ref p, (nuint)i)) + (g * T.Load(ref q, (nuint)i));
            T.Store(T.Load(ref z, (nuint)i) - change, ref z, (nuint)i);
        }

        for (int i = whole; i < length; i++) target[i] -= (a * x[i]) + (b * y[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rotate<T>(Span<double> x, Span<double> y, double c, double s)
        where T : struct, IVectorPack<T>
    {
        int length = Math.Min(x.Length, y.Length);
        int whole = length & -Lanes;
        ref double p = ref MemoryMarshal.GetReference(x);
        ref double q = ref MemoryMarshal.GetReference(y);
        T cos = T.Create(c);
        T sin = T.Create(s);
        for (int i = 0; i < whole; i += T.Width)
        {
            T u = T.Load(ref p, (nuint)i);
            T v = T.Load(ref q, (nuint)i);
            T.Store((cos * u) - (sin * v), ref p, (nuint)i);
            T.Store((sin * u) + (cos * v), ref q, (nuint)i);
        }

        for (int i = whole; i < length; i++)
        {
            double u = x[i];
            double v = y[i];
            x[i] = (c * u) - (s * v);
            y[i] = (s * u) + (c * v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static DoubleDouble Dot<T>(DoubleDoubleSpan a, DoubleDoubleSpan b)
        where T : struct, IVectorPack<T>
    {
        int length = CommonLength(a, b);
        Span<double> highs = stackalloc double[Lanes];
        Span<double> lows = stackalloc double[Lanes];
        ref double aHigh = ref MemoryMarshal.GetReference(a.High);
        ref double aLow = ref MemoryMarshal.GetReference(a.Low);
        ref double bHigh = ref MemoryMarshal.GetReference(b.High);
        ref double bLow = ref MemoryMarshal.GetReference(b.Low);
        for (int group = 0; group < Lanes; group += T.Width)
        {
            T high = T.Create(0.0);
            T low = T.Create(0.0);
            for (int i = group; i < length; i += Lanes)
            {
                T x = T.Load(ref aHigh, (nuint)i);
                T y = T.Load(ref bHigh, (nuint)i);
                T product = x * y;
                T error = T.Fused(x, y, -product);
                error = T.Fused(x, T.Load(ref bLow, (nuint)i), error);
                error = T.Fused(T.Load(ref aLow, (nuint)i), y, error);
                T sum = high + product;
                T z = sum - high;
                low += error + ((high - (sum - z)) + (product - z));
                high = sum;
            }

            T.Store(high, ref highs[0], (nuint)group);
            T.Store(low, ref lows[0], (nuint)group);
        }

        for (int step = Lanes / 2; step > 0; step /= 2)
        {
            for (int k = 0; k < step; k++)
            {
                DoubleDouble joined = DoubleDouble.Sum(highs[k], lows[k]) + DoubleDouble.Sum(highs[k + step], lows[k + step]);
                highs[k] = joined.High;
                lows[k] = joined.Low;
            }
        }

        return new DoubleDouble(highs[0], lows[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddMultiple<T>(DoubleDoubleSpan target, DoubleDouble factor, DoubleDoubleSpan source)
        where T : struct, IVectorPack<T>
    {
        int length = CommonLength(target, source);
        ref double yHigh = ref MemoryMarshal.GetReference(target.High);
        ref double yLow = ref MemoryMarshal.GetReference(target.Low);
        ref double xHigh = ref MemoryMarshal.GetReference(source.High);
        ref double xLow = ref MemoryMarshal.GetReference(source.Low);
        T fHigh = T.Create(factor.High);
        T fLow = T.Create(factor.Low);
        for (int i = 0; i < length; i += T.Width)
        {
            T x = T.Load(ref xHigh, (nuint)i);
            T product = fHigh * x;
            T error = T.Fused(fHigh, x, -product);
            error = T.Fused(fHigh, T.Load(ref xLow, (nuint)i), error);
            error = T.Fused(fLow, x, error);
            T y = T.Load(ref yHigh, (nuint)i);
            T sum = y + product;
            T z = sum - y;
            T rest = (T.Load(ref yLow, (nuint)i) + error) + ((y - (sum - z)) + (product - z));
            T high = sum + rest;
            T.Store(high, ref yHigh, (nuint)i);
            T.Store(rest - (high - sum), ref yLow, (nuint)i);
        }
    }

    private static int CommonLength(DoubleDoubleSpan a, DoubleDoubleSpan b)
    {
        int length = a.High.Length;
        if (length % Lanes != 0 || a.Low.Length != length) throw new ArgumentException("not a whole number of lanes", nameof(a));
        if (b.High.Length != length || b.Low.Length != length) throw new ArgumentException("another length", nameof(b));
        return length;
    }
}
