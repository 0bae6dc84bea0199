using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Kernels;

/// <summary>Loops over the rows of a packed block of columns. Rows are a multiple of 8, columns lie one after another.</summary>
internal static unsafe class ColumnLoops<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>Adds Σⱼ bⱼ xⱼ to <paramref name="result"/>, row by row in the order of the columns, every product fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddCombination(double* result, nint rows, double** columns, double* coefficients, int count)
    {
        nint i = 0;

        // Four registers at a time, so that a coefficient is broadcast once for four.
        for (; i + (4 * TLane.Width) <= rows; i += 4 * TLane.Width)
        {
            TLane s0 = TLane.Load(result + i);
            TLane s1 = TLane.Load(result + i + TLane.Width);
            TLane s2 = TLane.Load(result + i + (2 * TLane.Width));
            TLane s3 = TLane.Load(result + i + (3 * TLane.Width));
            for (int j = 0; j < count; j++)
            {
                TLane b = TLane.Broadcast(coefficients[j]);
                double* x = columns[j] + i;
                s0 = TLane.FusedMultiplyAdd(TLane.Load(x), b, s0);
                s1 = TLane.FusedMultiplyAdd(TLane.Load(x + TLane.Width), b, s1);
                s2 = TLane.FusedMultiplyAdd(TLane.Load(x + (2 * TLane.Width)), b, s2);
                s3 = TLane.FusedMultiplyAdd(TLane.Load(x + (3 * TLane.Width)), b, s3);
            }

            TLane.Store(s0, result + i);
            TLane.Store(s1, result + i + TLane.Width);
            TLane.Store(s2, result + i + (2 * TLane.Width));
            TLane.Store(s3, result + i + (3 * TLane.Width));
        }

        for (; i < rows; i += TLane.Width)
        {
            TLane sum = TLane.Load(result + i);
            for (int j = 0; j < count; j++) sum = TLane.FusedMultiplyAdd(TLane.Load(columns[j] + i), TLane.Broadcast(coefficients[j]), sum);
            TLane.Store(sum, result + i);
        }
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
