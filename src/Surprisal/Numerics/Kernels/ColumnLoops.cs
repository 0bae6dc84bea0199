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

    /// <summary>a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(double* result, nint rows, double* a, double* b)
    {
        for (nint i = 0; i < rows; i += TLane.Width) TLane.Store(TLane.Load(a + i) * TLane.Load(b + i), result + i);
    }
}
