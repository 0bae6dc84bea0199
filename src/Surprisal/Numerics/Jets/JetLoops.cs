using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Numerics.Jets;

/// <summary>One operand of a loop over rows: a stride of 0 reads the same register's worth again and again.</summary>
internal readonly unsafe struct Operand(double* pointer, nint stride)
{
    public readonly double* Pointer = pointer;
    public readonly nint Stride = stride;
}

/// <summary>The loops over the rows of a block, one operator each: short, so that the compiler keeps all in registers.</summary>
/// <remarks>
/// Rows are a multiple of 8, so no loop has a tail. All are compiled with full optimisation at once: the first block must not crawl.
/// </remarks>
internal static unsafe class JetLoops<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(double* result, nint rows, Operand a, Operand b)
    {
        double* x = a.Pointer, y = b.Pointer;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane.Store(TLane.Load(x) + TLane.Load(y), result + i);
            x += a.Stride;
            y += b.Stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(double* result, nint rows, Operand a, Operand b)
    {
        double* x = a.Pointer, y = b.Pointer;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane.Store(TLane.Load(x) - TLane.Load(y), result + i);
            x += a.Stride;
            y += b.Stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Negate(double* result, nint rows, double* x)
    {
        for (nint i = 0; i < rows; i += TLane.Width) TLane.Store(-TLane.Load(x + i), result + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Divide(double* result, nint rows, Operand a, Operand b)
    {
        double* x = a.Pointer, y = b.Pointer;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane.Store(TLane.Load(x) / TLane.Load(y), result + i);
            x += a.Stride;
            y += b.Stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sqrt(double* result, nint rows, double* x)
    {
        for (nint i = 0; i < rows; i += TLane.Width) TLane.Store(TLane.Sqrt(TLane.Load(x + i)), result + i);
    }

    /// <summary>a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Product(double* result, nint rows, Operand a, Operand b)
    {
        double* x = a.Pointer, y = b.Pointer;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane.Store(TLane.Load(x) * TLane.Load(y), result + i);
            x += a.Stride;
            y += b.Stride;
        }
    }

    /// <summary>The sum of two products, the second fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Products2(double* result, nint rows, Operand* f)
    {
        double* x0 = f[0].Pointer, y0 = f[1].Pointer, x1 = f[2].Pointer, y1 = f[3].Pointer;
        nint dx0 = f[0].Stride, dy0 = f[1].Stride, dx1 = f[2].Stride, dy1 = f[3].Stride;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane sum = TLane.Load(x0) * TLane.Load(y0);
            TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(x1), TLane.Load(y1), sum), result + i);
            x0 += dx0;
            y0 += dy0;
            x1 += dx1;
            y1 += dy1;
        }
    }

    /// <summary>The sum of three products, all but the first fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Products3(double* result, nint rows, Operand* f)
    {
        double* x0 = f[0].Pointer, y0 = f[1].Pointer, x1 = f[2].Pointer, y1 = f[3].Pointer, x2 = f[4].Pointer, y2 = f[5].Pointer;
        nint dx0 = f[0].Stride, dy0 = f[1].Stride, dx1 = f[2].Stride, dy1 = f[3].Stride, dx2 = f[4].Stride, dy2 = f[5].Stride;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane sum = TLane.Load(x0) * TLane.Load(y0);
            sum = TLane.FusedMultiplyAdd(TLane.Load(x1), TLane.Load(y1), sum);
            TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(x2), TLane.Load(y2), sum), result + i);
            x0 += dx0;
            y0 += dy0;
            x1 += dx1;
            y1 += dy1;
            x2 += dx2;
            y2 += dy2;
        }
    }

    /// <summary>The sum of four products, all but the first fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Products4(double* result, nint rows, Operand* f)
    {
        double* x0 = f[0].Pointer, y0 = f[1].Pointer, x1 = f[2].Pointer, y1 = f[3].Pointer;
        double* x2 = f[4].Pointer, y2 = f[5].Pointer, x3 = f[6].Pointer, y3 = f[7].Pointer;
        nint dx0 = f[0].Stride, dy0 = f[1].Stride, dx1 = f[2].Stride, dy1 = f[3].Stride;
        nint dx2 = f[4].Stride, dy2 = f[5].Stride, dx3 = f[6].Stride, dy3 = f[7].Stride;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane sum = TLane.Load(x0) * TLane.Load(y0);
            sum = TLane.FusedMultiplyAdd(TLane.Load(x1), TLane.Load(y1), sum);
            sum = TLane.FusedMultiplyAdd(TLane.Load(x2), TLane.Load(y2), sum);
            TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(x3), TLane.Load(y3), sum), result + i);
            x0 += dx0;
            y0 += dy0;
            x1 += dx1;
            y1 += dy1;
            x2 += dx2;
            y2 += dy2;
            x3 += dx3;
            y3 += dy3;
        }
    }

    /// <summary>Where a &lt; b the first branch, else the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SelectLess(double* result, nint rows, ReadOnlySpan<Operand> f)
    {
        Operand a = f[0], b = f[1], less = f[2], otherwise = f[3];
        double* x = a.Pointer, y = b.Pointer, p = less.Pointer, q = otherwise.Pointer;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane.Store(TLane.SelectLess(TLane.Load(x), TLane.Load(y), TLane.Load(p), TLane.Load(q)), result + i);
            x += a.Stride;
            y += b.Stride;
            p += less.Stride;
            q += otherwise.Stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Value<TPrimitive>(double* value, nint rows, double* x)
        where TPrimitive : struct, IPrimitive
    {
        for (nint i = 0; i < rows; i += TLane.Width) TLane.Store(TPrimitive.Value(TLane.Load(x + i)), value + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Derivatives<TPrimitive>(double* value, double* first, double* second, nint rows, double* x)
        where TPrimitive : struct, IPrimitive
    {
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TPrimitive.Derivatives(TLane.Load(x + i), out TLane v, out TLane d1, out TLane d2);
            TLane.Store(v, value + i);
            TLane.Store(d1, first + i);
            TLane.Store(d2, second + i);
        }
    }
}
