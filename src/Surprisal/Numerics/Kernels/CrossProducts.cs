using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Kernels;

/// <summary>
/// Adds AᵀWB of one block of rows to accumulators, W diagonal: the curvature of an objective, and the one place where a fit of many columns
/// spends its time.
/// </summary>
/// <remarks>
/// Every entry keeps 8 accumulators, row r going to accumulator r mod 8, whatever the register: 4 × 6 entries are kept in 512-bit registers
/// (24 of 32), 2 × 4 half-entries in 256-bit ones (8 of 16). The tile changes which entries are computed together, never the order within
/// one entry, so it changes no bit.
/// </remarks>
internal static unsafe class CrossProducts<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>Adds the products of weighted columns with plain columns.</summary>
    /// <param name="left">Columns of A.</param>
    /// <param name="leftCount">Their number.</param>
    /// <param name="right">Columns of B.</param>
    /// <param name="rightCount">Their number.</param>
    /// <param name="weights">The diagonal of W; null for ones.</param>
    /// <param name="rows">Rows of the block, a multiple of 8.</param>
    /// <param name="scratch">Room for 4 columns.</param>
    /// <param name="triangle">Whether A is B, so that only entries (i, j) with i ≤ j are wanted; others may be left as they are.</param>
    /// <param name="accumulators">8 numbers an entry, entries in rows of <paramref name="rightCount"/>.</param>
    public static void Add(
        double** left, int leftCount, double** right, int rightCount, double* weights, nint rows, double* scratch, bool triangle, double* accumulators)
    {
        int height = TLane.Width == 8 ? 4 : 2, width = TLane.Width == 8 ? 6 : 4;
        double** a = stackalloc double*[4];
        double** b = stackalloc double*[6];
        double** c = stackalloc double*[24];
        double* waste = stackalloc double[8];
        new Span<double>(waste, 8).Clear();
        if (rightCount == 1 && !triangle)
        {
            AddColumn(left, leftCount, right[0], weights, rows, scratch, accumulators);
            return;
        }

        for (int i = 0; i < leftCount; i += height)
        {
            for (int k = 0; k < height; k++)
            {
                double* column = left[Math.Min(i + k, leftCount - 1)];
                a[k] = weights == null ? column : scratch + (k * rows);
                if (weights != null) ColumnLoops<TLane>.Multiply(a[k], rows, column, weights);
            }

            for (int j = triangle ? i : 0; j < rightCount; j += width)
            {
                for (int k = 0; k < width; k++) b[k] = right[Math.Min(j + k, rightCount - 1)];
                for (int r = 0; r < height; r++)
                {
                    for (int s = 0; s < width; s++)
                    {
                        bool real = i + r < leftCount && j + s < rightCount;
                        c[(r * width) + s] = real ? accumulators + (((((nint)i + r) * rightCount) + j + s) * 8) : waste;
                    }
                }

                for (nint part = 0; part < 8; part += TLane.Width)
                {
                    if (TLane.Width == 8) Tile4By6(a, b, rows, c);
                    else Tile2By4(a, b, rows, part, c);
                }
            }
        }
    }

    private static void AddColumn(double** left, int leftCount, double* right, double* weights, nint rows, double* scratch, double* accumulators)
    {
        double* weighted = right;
        if (weights != null)
        {
            weighted = scratch;
            ColumnLoops<TLane>.Multiply(weighted, rows, right, weights);
        }

        for (int i = 0; i < leftCount; i++) ColumnLoops<TLane>.AccumulateProduct(accumulators + (8 * i), rows, left[i], weighted);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4By6(double** a, double** b, nint rows, double** c)
    {
        double* a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3];
        double* b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5];
        TLane c00 = TLane.Load(c[0]), c01 = TLane.Load(c[1]), c02 = TLane.Load(c[2]), c03 = TLane.Load(c[3]), c04 = TLane.Load(c[4]), c05 = TLane.Load(c[5]);
        TLane c10 = TLane.Load(c[6]), c11 = TLane.Load(c[7]), c12 = TLane.Load(c[8]), c13 = TLane.Load(c[9]), c14 = TLane.Load(c[10]), c15 = TLane.Load(c[11]);
        TLane c20 = TLane.Load(c[12]), c21 = TLane.Load(c[13]), c22 = TLane.Load(c[14]), c23 = TLane.Load(c[15]), c24 = TLane.Load(c[16]), c25 = TLane.Load(c[17]);
        TLane c30 = TLane.Load(c[18]), c31 = TLane.Load(c[19]), c32 = TLane.Load(c[20]), c33 = TLane.Load(c[21]), c34 = TLane.Load(c[22]), c35 = TLane.Load(c[23]);
        for (nint r = 0; r < rows; r += 8)
        {
            TLane u0 = TLane.Load(a0 + r), u1 = TLane.Load(a1 + r), u2 = TLane.Load(a2 + r), u3 = TLane.Load(a3 + r);
            TLane v = TLane.Load(b0 + r);
            c00 = TLane.FusedMultiplyAdd(u0, v, c00);
            c10 = TLane.FusedMultiplyAdd(u1, v, c10);
            c20 = TLane.FusedMultiplyAdd(u2, v, c20);
            c30 = TLane.FusedMultiplyAdd(u3, v, c30);
            v = TLane.Load(b1 + r);
            c01 = TLane.FusedMultiplyAdd(u0, v, c01);
            c11 = TLane.FusedMultiplyAdd(u1, v, c11);
            c21 = TLane.FusedMultiplyAdd(u2, v, c21);
            c31 = TLane.FusedMultiplyAdd(u3, v, c31);
            v = TLane.Load(b2 + r);
            c02 = TLane.FusedMultiplyAdd(u0, v, c02);
            c12 = TLane.FusedMultiplyAdd(u1, v, c12);
            c22 = TLane.FusedMultiplyAdd(u2, v, c22);
            c32 = TLane.FusedMultiplyAdd(u3, v, c32);
            v = TLane.Load(b3 + r);
            c03 = TLane.FusedMultiplyAdd(u0, v, c03);
            c13 = TLane.FusedMultiplyAdd(u1, v, c13);
            c23 = TLane.FusedMultiplyAdd(u2, v, c23);
            c33 = TLane.FusedMultiplyAdd(u3, v, c33);
            v = TLane.Load(b4 + r);
            c04 = TLane.FusedMultiplyAdd(u0, v, c04);
            c14 = TLane.FusedMultiplyAdd(u1, v, c14);
            c24 = TLane.FusedMultiplyAdd(u2, v, c24);
            c34 = TLane.FusedMultiplyAdd(u3, v, c34);
            v = TLane.Load(b5 + r);
            c05 = TLane.FusedMultiplyAdd(u0, v, c05);
            c15 = TLane.FusedMultiplyAdd(u1, v, c15);
            c25 = TLane.FusedMultiplyAdd(u2, v, c25);
            c35 = TLane.FusedMultiplyAdd(u3, v, c35);
        }

        TLane.Store(c00, c[0]); TLane.Store(c01, c[1]); TLane.Store(c02, c[2]); TLane.Store(c03, c[3]); TLane.Store(c04, c[4]); TLane.Store(c05, c[5]);
        TLane.Store(c10, c[6]); TLane.Store(c11, c[7]); TLane.Store(c12, c[8]); TLane.Store(c13, c[9]); TLane.Store(c14, c[10]); TLane.Store(c15, c[11]);
        TLane.Store(c20, c[12]); TLane.Store(c21, c[13]); TLane.Store(c22, c[14]); TLane.Store(c23, c[15]); TLane.Store(c24, c[16]); TLane.Store(c25, c[17]);
        TLane.Store(c30, c[18]); TLane.Store(c31, c[19]); TLane.Store(c32, c[20]); TLane.Store(c33, c[21]); TLane.Store(c34, c[22]); TLane.Store(c35, c[23]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile2By4(double** a, double** b, nint rows, nint part, double** c)
    {
        double* a0 = a[0], a1 = a[1];
        double* b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3];
        TLane c00 = TLane.Load(c[0] + part), c01 = TLane.Load(c[1] + part), c02 = TLane.Load(c[2] + part), c03 = TLane.Load(c[3] + part);
        TLane c10 = TLane.Load(c[4] + part), c11 = TLane.Load(c[5] + part), c12 = TLane.Load(c[6] + part), c13 = TLane.Load(c[7] + part);
        for (nint r = part; r < rows; r += 8)
        {
            TLane u0 = TLane.Load(a0 + r), u1 = TLane.Load(a1 + r);
            TLane v = TLane.Load(b0 + r);
            c00 = TLane.FusedMultiplyAdd(u0, v, c00);
            c10 = TLane.FusedMultiplyAdd(u1, v, c10);
            v = TLane.Load(b1 + r);
            c01 = TLane.FusedMultiplyAdd(u0, v, c01);
            c11 = TLane.FusedMultiplyAdd(u1, v, c11);
            v = TLane.Load(b2 + r);
            c02 = TLane.FusedMultiplyAdd(u0, v, c02);
            c12 = TLane.FusedMultiplyAdd(u1, v, c12);
            v = TLane.Load(b3 + r);
            c03 = TLane.FusedMultiplyAdd(u0, v, c03);
            c13 = TLane.FusedMultiplyAdd(u1, v, c13);
        }

        TLane.Store(c00, c[0] + part); TLane.Store(c01, c[1] + part); TLane.Store(c02, c[2] + part); TLane.Store(c03, c[3] + part);
        TLane.Store(c10, c[4] + part); TLane.Store(c11, c[5] + part); TLane.Store(c12, c[6] + part); TLane.Store(c13, c[7] + part);
    }
}
