using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Kernels;

/// <summary>
/// Loops over the rows of a block of codes: gathers of a level's number, scatters of a row's number into its level's sum. A sum takes its rows one
/// after another, so its bits depend neither on registers nor on who else is summed.
/// </summary>
internal static unsafe class LevelLoops
{
    /// <summary>Adds each row's level's number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(double* sum, int rows, int* slots, double* levels)
    {
        for (int i = 0; i < rows; i++) sum[i] += levels[slots[i]];
    }

    /// <summary>Adds a multiplier times each row's level's number, fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GatherScaled(double* sum, int rows, int* slots, double* levels, double* multiplier)
    {
        for (int i = 0; i < rows; i++) sum[i] = Math.FusedMultiplyAdd(multiplier[i], levels[slots[i]], sum[i]);
    }

    /// <summary>Adds rows to their levels' sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(double* sums, int rows, int* slots, double* x)
    {
        for (int i = 0; i < rows; i++) sums[slots[i]] += x[i];
    }

    /// <summary>Adds rows times a multiplier, fused, to their levels' sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScatterScaled(double* sums, int rows, int* slots, double* x, double* multiplier)
    {
        for (int i = 0; i < rows; i++)
        {
            double* sum = sums + slots[i];
            *sum = Math.FusedMultiplyAdd(x[i], multiplier[i], *sum);
        }
    }

    /// <summary>Adds rows to the sums of their pairs of levels, in rows of <paramref name="stride"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScatterPairs(double* sums, nint stride, int rows, int* first, int* second, double* x)
    {
        for (int i = 0; i < rows; i++) sums[(first[i] * stride) + second[i]] += x[i];
    }

    /// <summary>Adds rows times a multiplier, fused, to the sums of their pairs of levels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScatterPairsScaled(double* sums, nint stride, int rows, int* first, int* second, double* x, double* multiplier)
    {
        for (int i = 0; i < rows; i++)
        {
            double* sum = sums + (first[i] * stride) + second[i];
            *sum = Math.FusedMultiplyAdd(x[i], multiplier[i], *sum);
        }
    }

    /// <summary>Writes the products of a column with weights into one place of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(double* rowsOfNumbers, nint stride, int rows, double* x, double* weights)
    {
        for (int i = 0; i < rows; i++) rowsOfNumbers[i * stride] = x[i] * weights[i];
    }

    /// <summary>Writes a column into one place of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(double* rowsOfNumbers, nint stride, int rows, double* x)
    {
        for (int i = 0; i < rows; i++) rowsOfNumbers[i * stride] = x[i];
    }
}

/// <summary>The same for rows of several numbers, a multiple of 8, that lie one after another.</summary>
internal static unsafe class LevelLoops<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>Adds rows of numbers to their levels' rows of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScatterRows(double* sums, nint stride, int rows, int* slots, double* x)
    {
        for (int i = 0; i < rows; i++, x += stride)
        {
            double* sum = sums + (slots[i] * stride);
            for (nint j = 0; j < stride; j += TLane.Width) TLane.Store(TLane.Load(sum + j) + TLane.Load(x + j), sum + j);
        }
    }

    /// <summary>Adds rows of numbers times a multiplier, fused, to their levels' rows of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScatterRowsScaled(double* sums, nint stride, int rows, int* slots, double* x, double* multiplier)
    {
        for (int i = 0; i < rows; i++, x += stride)
        {
            double* sum = sums + (slots[i] * stride);
            TLane m = TLane.Broadcast(multiplier[i]);
            for (nint j = 0; j < stride; j += TLane.Width) TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(x + j), m, TLane.Load(sum + j)), sum + j);
        }
    }
}
