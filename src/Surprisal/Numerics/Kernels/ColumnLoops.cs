using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Kernels;

/// <summary>Loops over the rows of a packed block of columns. Rows are a multiple of 8, columns lie one after another.</summary>
internal static unsafe class ColumnLoops<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>
    /// Copies a column and adds b times it to a sum, every product fused, while the next column's rows are fetched from memory: many columns
    /// far apart are more streams than hardware follows by itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyAndAdd(double* source, double* destination, nint rows, double coefficient, double* sum, double* next)
    {
        TLane b = TLane.Broadcast(coefficient);
        nint i = 0;
        for (; i + 8 <= rows; i += 8)
        {
            if (Sse.IsSupported) Sse.Prefetch1(next + i);
            for (nint k = i; k < i + 8; k += TLane.Width)
            {
                TLane x = TLane.Load(source + k);
                TLane.Store(x, destination + k);
                TLane.Store(TLane.FusedMultiplyAdd(x, b, TLane.Load(sum + k)), sum + k);
            }
        }
    }

    /// <summary>The same for four columns at once: four streams from memory, and the sum is read and written once for four.</summary>
    /// <param name="sources">Four columns.</param>
    /// <param name="destinations">Where they are copied to.</param>
    /// <param name="rows">A multiple of 8.</param>
    /// <param name="coefficients">Four factors.</param>
    /// <param name="sum">Receives the products in the order of the columns.</param>
    /// <param name="next">Four columns to fetch for later.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyAndAdd4(double** sources, double** destinations, nint rows, double* coefficients, double* sum, double** next)
    {
        double* s0 = sources[0], s1 = sources[1], s2 = sources[2], s3 = sources[3];
        double* d0 = destinations[0], d1 = destinations[1], d2 = destinations[2], d3 = destinations[3];
        double* n0 = next[0], n1 = next[1], n2 = next[2], n3 = next[3];
        TLane b0 = TLane.Broadcast(coefficients[0]), b1 = TLane.Broadcast(coefficients[1]), b2 = TLane.Broadcast(coefficients[2]), b3 = TLane.Broadcast(coefficients[3]);
        for (nint i = 0; i < rows; i += 8)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch1(n0 + i);
                Sse.Prefetch1(n1 + i);
                Sse.Prefetch1(n2 + i);
                Sse.Prefetch1(n3 + i);
            }

            for (nint k = i; k < i + 8; k += TLane.Width)
            {
                TLane x0 = TLane.Load(s0 + k), x1 = TLane.Load(s1 + k), x2 = TLane.Load(s2 + k), x3 = TLane.Load(s3 + k);
                TLane total = TLane.FusedMultiplyAdd(x0, b0, TLane.Load(sum + k));
                total = TLane.FusedMultiplyAdd(x1, b1, total);
                total = TLane.FusedMultiplyAdd(x2, b2, total);
                total = TLane.FusedMultiplyAdd(x3, b3, total);
                TLane.Store(x0, d0 + k);
                TLane.Store(x1, d1 + k);
                TLane.Store(x2, d2 + k);
                TLane.Store(x3, d3 + k);
                TLane.Store(total, sum + k);
            }
        }
    }

    /// <summary>Adds b·x to a sum, every product fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(double* sum, nint rows, double coefficient, double* x)
    {
        TLane b = TLane.Broadcast(coefficient);
        for (nint i = 0; i < rows; i += TLane.Width) TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(x + i), b, TLane.Load(sum + i)), sum + i);
    }

    /// <summary>Adds the rows of <paramref name="x"/> to 8 accumulators, row r to accumulator r mod 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(double* accumulators, nint rows, double* x)
    {
        for (nint k = 0; k < 8; k += TLane.Width)
        {
            TLane sum = TLane.Load(accumulators + k);
            for (nint i = k; i < rows; i += 8) sum += TLane.Load(x + i);
            TLane.Store(sum, accumulators + k);
        }
    }

    /// <summary>The same for four columns at once: four chains of additions, none of which waits for another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate4(double** accumulators, nint rows, double** x)
    {
        double* x0 = x[0], x1 = x[1], x2 = x[2], x3 = x[3];
        for (nint k = 0; k < 8; k += TLane.Width)
        {
            TLane s0 = TLane.Load(accumulators[0] + k), s1 = TLane.Load(accumulators[1] + k), s2 = TLane.Load(accumulators[2] + k), s3 = TLane.Load(accumulators[3] + k);
            for (nint i = k; i < rows; i += 8)
            {
                s0 += TLane.Load(x0 + i);
                s1 += TLane.Load(x1 + i);
                s2 += TLane.Load(x2 + i);
                s3 += TLane.Load(x3 + i);
            }

            TLane.Store(s0, accumulators[0] + k);
            TLane.Store(s1, accumulators[1] + k);
            TLane.Store(s2, accumulators[2] + k);
            TLane.Store(s3, accumulators[3] + k);
        }
    }

    /// <summary>Adds the products of two columns to 8 accumulators, row r to accumulator r mod 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateProduct(double* accumulators, nint rows, double* x, double* y)
    {
        for (nint k = 0; k < 8; k += TLane.Width)
        {
            TLane sum = TLane.Load(accumulators + k);
            for (nint i = k; i < rows; i += 8) sum = TLane.FusedMultiplyAdd(TLane.Load(x + i), TLane.Load(y + i), sum);
            TLane.Store(sum, accumulators + k);
        }
    }

    /// <summary>The same for four columns at once with one more: four chains of sums, none of which waits for another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateProduct4(double** accumulators, nint rows, double** x, double* y)
    {
        double* x0 = x[0], x1 = x[1], x2 = x[2], x3 = x[3];
        for (nint k = 0; k < 8; k += TLane.Width)
        {
            TLane s0 = TLane.Load(accumulators[0] + k), s1 = TLane.Load(accumulators[1] + k), s2 = TLane.Load(accumulators[2] + k), s3 = TLane.Load(accumulators[3] + k);
            for (nint i = k; i < rows; i += 8)
            {
                TLane v = TLane.Load(y + i);
                s0 = TLane.FusedMultiplyAdd(TLane.Load(x0 + i), v, s0);
                s1 = TLane.FusedMultiplyAdd(TLane.Load(x1 + i), v, s1);
                s2 = TLane.FusedMultiplyAdd(TLane.Load(x2 + i), v, s2);
                s3 = TLane.FusedMultiplyAdd(TLane.Load(x3 + i), v, s3);
            }

            TLane.Store(s0, accumulators[0] + k);
            TLane.Store(s1, accumulators[1] + k);
            TLane.Store(s2, accumulators[2] + k);
            TLane.Store(s3, accumulators[3] + k);
        }
    }

    /// <summary>Adds four columns times their factors to a sum, in the order of the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled4(double* sum, nint rows, double* factors, double** x)
    {
        double* x0 = x[0], x1 = x[1], x2 = x[2], x3 = x[3];
        TLane b0 = TLane.Broadcast(factors[0]), b1 = TLane.Broadcast(factors[1]), b2 = TLane.Broadcast(factors[2]), b3 = TLane.Broadcast(factors[3]);
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane total = TLane.FusedMultiplyAdd(TLane.Load(x0 + i), b0, TLane.Load(sum + i));
            total = TLane.FusedMultiplyAdd(TLane.Load(x1 + i), b1, total);
            total = TLane.FusedMultiplyAdd(TLane.Load(x2 + i), b2, total);
            TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(x3 + i), b3, total), sum + i);
        }
    }

    /// <summary>Writes x·w, and adds the products of x and g to 8 accumulators, row r to accumulator r mod 8: x is read once for both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAndAccumulate(double* result, double* accumulators, nint rows, double* x, double* w, double* g)
    {
        for (nint k = 0; k < 8; k += TLane.Width)
        {
            TLane sum = TLane.Load(accumulators + k);
            for (nint i = k; i < rows; i += 8)
            {
                TLane value = TLane.Load(x + i);
                TLane.Store(value * TLane.Load(w + i), result + i);
                sum = TLane.FusedMultiplyAdd(value, TLane.Load(g + i), sum);
            }

            TLane.Store(sum, accumulators + k);
        }
    }

    /// <summary>Adds a·b to a sum, every product fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct(double* sum, nint rows, double* a, double* b)
    {
        for (nint i = 0; i < rows; i += TLane.Width) TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(a + i), TLane.Load(b + i), TLane.Load(sum + i)), sum + i);
    }

    /// <summary>a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(double* result, nint rows, double* a, double* b)
    {
        for (nint i = 0; i < rows; i += TLane.Width) TLane.Store(TLane.Load(a + i) * TLane.Load(b + i), result + i);
    }
}
