using System.Runtime.CompilerServices;
using Surprisal.Numerics.Kernels;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Paths;

/// <summary>The loops, written once for all widths.</summary>
/// <remarks>
/// Sums keep 8 interleaved accumulators, element i going to accumulator i mod 8, joined in one fixed order: the bits do not depend on the register. Four sums
/// go on at a time, so that none waits for itself.
/// </remarks>
internal sealed unsafe class PathLoops<TLane> : PathLoops
    where TLane : unmanaged, ILane<TLane>
{
    private const int Accumulators = 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddMultiple(double* target, double factor, double* source, nint count)
    {
        TLane f = TLane.Broadcast(factor);
        for (nint i = 0; i < count; i += TLane.Width) TLane.Store(TLane.FusedMultiplyAdd(f, TLane.Load(source + i), TLane.Load(target + i)), target + i);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Dot(double* a, double* b, nint count)
    {
        double* sums = stackalloc double[Accumulators];
        for (nint k = 0; k < Accumulators; k += TLane.Width)
        {
            TLane sum = TLane.Broadcast(0);
            for (nint i = k; i < count; i += Accumulators) sum = TLane.FusedMultiplyAdd(TLane.Load(a + i), TLane.Load(b + i), sum);
            TLane.Store(sum, sums + k);
        }

        return Join(sums);
    }

    /// <inheritdoc/>
    public override void MultiplyRows(double* matrix, nint stride, ReadOnlySpan<int> rows, double* vector, nint count, double* result)
    {
        double** four = stackalloc double*[4];
        double* products = stackalloc double[4];
        for (int i = 0; i < rows.Length; i += 4)
        {
            // The last row stands in for rows that are not there.
            for (int k = 0; k < 4; k++) four[k] = matrix + (stride * rows[Math.Min(i + k, rows.Length - 1)]);
            Four(four, vector, count, products);
            for (int k = 0; k < 4 && i + k < rows.Length; k++) result[rows[i + k]] = products[k];
        }
    }

    /// <inheritdoc/>
    public override void MultiplyColumns(double** columns, double* vector, nint count, double* result)
    {
        nint whole = count & ~(nint)(Accumulators - 1);
        Four(columns, vector, whole, result);
        for (int k = 0; k < 4; k++)
        {
            for (nint i = whole; i < count; i++) result[k] = Math.FusedMultiplyAdd(columns[k][i], vector[i], result[k]);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Prepare(double* x, double centre, double* weights, nint count)
    {
        TLane c = TLane.Broadcast(centre);
        for (nint i = 0; i < count; i += TLane.Width)
        {
            TLane value = TLane.Load(x + i) - c;
            TLane.Store(weights == null ? value : value * TLane.Load(weights + i), x + i);
        }
    }

    /// <inheritdoc/>
    public override void AddPanel(double** left, int leftCount, double** right, int rightCount, nint rows, bool triangle, double* result, nint stride)
    {
        int height = TLane.Width == 8 ? 4 : 2, width = TLane.Width == 8 ? 6 : 4;
        double** a = stackalloc double*[4];
        double** b = stackalloc double*[6];
        double* tile = stackalloc double[24 * Accumulators];
        for (int i = 0; i < leftCount; i += height)
        {
            for (int r = 0; r < height; r++) a[r] = left[Math.Min(i + r, leftCount - 1)];
            for (int j = 0; j < rightCount; j += width)
            {
                if (triangle && i >= j + width) continue;
                for (int s = 0; s < width; s++) b[s] = right[Math.Min(j + s, rightCount - 1)];
                new Span<double>(tile, height * width * Accumulators).Clear();
                CrossProducts<TLane>.AddTile(a, b, rows, tile, Accumulators * width);
                for (int r = 0; r < height && i + r < leftCount; r++)
                {
                    for (int s = 0; s < width && j + s < rightCount; s++)
                        result[((i + r) * stride) + j + s] += Join(tile + (((r * width) + s) * Accumulators));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(double** x, double* vector, nint count, double* result)
    {
        double* sums = stackalloc double[4 * Accumulators];
        double* x0 = x[0], x1 = x[1], x2 = x[2], x3 = x[3];
        for (nint k = 0; k < Accumulators; k += TLane.Width)
        {
            TLane s0 = TLane.Broadcast(0), s1 = s0, s2 = s0, s3 = s0;
            for (nint i = k; i < count; i += Accumulators)
            {
                TLane v = TLane.Load(vector + i);
                s0 = TLane.FusedMultiplyAdd(TLane.Load(x0 + i), v, s0);
                s1 = TLane.FusedMultiplyAdd(TLane.Load(x1 + i), v, s1);
                s2 = TLane.FusedMultiplyAdd(TLane.Load(x2 + i), v, s2);
                s3 = TLane.FusedMultiplyAdd(TLane.Load(x3 + i), v, s3);
            }

            TLane.Store(s0, sums + k);
            TLane.Store(s1, sums + Accumulators + k);
            TLane.Store(s2, sums + (2 * Accumulators) + k);
            TLane.Store(s3, sums + (3 * Accumulators) + k);
        }

        for (int k = 0; k < 4; k++) result[k] = Join(sums + (k * Accumulators));
    }

    private static double Join(double* a) => ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}
