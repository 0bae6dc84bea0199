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
    private const int SliceRows = 512;
    private const int GroupColumns = 4;

    /// <summary>Room that <see cref="Add"/> needs for weighted columns.</summary>
    public const int ScratchDoubles = SliceRows * GroupColumns;

    /// <summary>Adds the products of weighted columns with plain columns.</summary>
    /// <param name="left">Columns of A.</param>
    /// <param name="leftCount">Their number.</param>
    /// <param name="right">Columns of B.</param>
    /// <param name="rightCount">Their number.</param>
    /// <param name="weights">The diagonal of W.</param>
    /// <param name="rows">Rows of the block, a multiple of 8.</param>
    /// <param name="scratch">Room for <see cref="ScratchDoubles"/>, and for a column.</param>
    /// <param name="triangle">Whether A is B, so that only entries (i, j) with i ≤ j are wanted; others may be left as they are.</param>
    /// <param name="gradient">Where A is B: a column g whose products Aᵀg are added on the way; null for none.</param>
    /// <param name="gradientAccumulators">8 numbers a column of A for Aᵀg.</param>
    /// <param name="accumulators">8 numbers an entry, entries in rows of <paramref name="rightCount"/>.</param>
    public static void Add(
        double** left, int leftCount, double** right, int rightCount, double* weights, nint rows, double* scratch, bool triangle, double* gradient, double* gradientAccumulators, double* accumulators)
    {
        if (rightCount == 1 && !triangle)
        {
            AddColumn(left, leftCount, right[0], weights, rows, scratch, accumulators);
            return;
        }

        for (nint first = 0; first < rows; first += SliceRows)
        {
            Slice slice = new(left, leftCount, right, rightCount, weights, first, (nint)Math.Min(SliceRows, rows - first), scratch, triangle, gradient, gradientAccumulators, accumulators);
            for (int group = 0; group < leftCount; group += GroupColumns) AddGroup(slice, group);
        }
    }

    /// <summary>Rows that are worked on together, and the columns of A: 4 weighted columns and 6 plain ones of 512 rows stay in the first cache.</summary>
    private readonly struct Slice(
        double** left, int leftCount, double** right, int rightCount, double* weights, nint first, nint rows, double* scratch, bool triangle, double* gradient, double* gradientAccumulators, double* accumulators)
    {
        public readonly double** Left = left;
        public readonly int LeftCount = leftCount;
        public readonly double** Right = right;
        public readonly int RightCount = rightCount;
        public readonly double* Weights = weights;
        public readonly nint First = first;
        public readonly nint Rows = rows;
        public readonly double* Scratch = scratch;
        public readonly bool Triangle = triangle;
        public readonly double* Gradient = gradient;
        public readonly double* GradientAccumulators = gradientAccumulators;
        public readonly double* Accumulators = accumulators;
    }

    private static void AddGroup(in Slice slice, int group)
    {
        int height = TLane.Width == 8 ? 4 : 2, width = TLane.Width == 8 ? 6 : 4;
        int end = Math.Min(group + GroupColumns, slice.LeftCount);
        double** weighted = stackalloc double*[GroupColumns];
        for (int i = group; i < end; i++)
        {
            weighted[i - group] = slice.Scratch + ((i - group) * slice.Rows);
            double* column = slice.Left[i] + slice.First, weights = slice.Weights + slice.First;
            if (slice.Gradient == null) ColumnLoops<TLane>.Multiply(weighted[i - group], slice.Rows, column, weights);
            else ColumnLoops<TLane>.MultiplyAndAccumulate(weighted[i - group], slice.GradientAccumulators + (8 * i), slice.Rows, column, weights, slice.Gradient + slice.First);
        }

        double** a = stackalloc double*[4];
        double** b = stackalloc double*[6];
        double* edge = stackalloc double[24 * 8];
        for (int j = slice.Triangle ? group : 0; j < slice.RightCount; j += width)
        {
            for (int s = 0; s < width; s++) b[s] = slice.Right[Math.Min(j + s, slice.RightCount - 1)] + slice.First;
            for (int i = group; i < end && (!slice.Triangle || i < j + width); i += height)
            {
                for (int r = 0; r < height; r++) a[r] = weighted[Math.Min(i + r, end - 1) - group];
                double* corner = slice.Accumulators + ((((nint)i * slice.RightCount) + j) * 8);
                nint stride = 8 * (nint)slice.RightCount;
                if (i + height <= end && j + width <= slice.RightCount)
                {
                    AddTile(a, b, slice.Rows, corner, stride);
                    continue;
                }

                // At the edges the tile works on copies of the accumulators that exist.
                int high = Math.Min(height, end - i), wide = Math.Min(width, slice.RightCount - j);
                new Span<double>(edge, 24 * 8).Clear();
                for (int r = 0; r < high; r++) new Span<double>(corner + (r * stride), 8 * wide).CopyTo(new Span<double>(edge + (r * 8 * width), 8 * wide));
                AddTile(a, b, slice.Rows, edge, 8 * width);
                for (int r = 0; r < high; r++) new Span<double>(edge + (r * 8 * width), 8 * wide).CopyTo(new Span<double>(corner + (r * stride), 8 * wide));
            }
        }
    }

    /// <summary>Adds the products of a few columns, 4 by 6 with 512-bit registers, 2 by 4 with narrower ones, to 8 accumulators an entry.</summary>
    public static void AddTile(double** a, double** b, nint rows, double* c, nint stride)
    {
        if (TLane.Width == 8)
        {
            Tile4By6(a, b, rows, c, stride);
            return;
        }

        for (nint part = 0; part < 8; part += TLane.Width) Tile2By4(a, b, rows, part, c + part, stride);
    }

    private static void AddColumn(double** left, int leftCount, double* right, double* weights, nint rows, double* scratch, double* accumulators)
    {
        ColumnLoops<TLane>.Multiply(scratch, rows, right, weights);
        for (int i = 0; i < leftCount; i++) ColumnLoops<TLane>.AccumulateProduct(accumulators + (8 * i), rows, left[i], scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4By6(double** a, double** b, nint rows, double* c, nint stride)
    {
        double* d0 = c, d1 = c + stride, d2 = c + (2 * stride), d3 = c + (3 * stride);
        double* a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3];
        double* b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5];
        TLane c00 = TLane.Load(d0), c01 = TLane.Load(d0 + 8), c02 = TLane.Load(d0 + 16), c03 = TLane.Load(d0 + 24), c04 = TLane.Load(d0 + 32), c05 = TLane.Load(d0 + 40);
        TLane c10 = TLane.Load(d1), c11 = TLane.Load(d1 + 8), c12 = TLane.Load(d1 + 16), c13 = TLane.Load(d1 + 24), c14 = TLane.Load(d1 + 32), c15 = TLane.Load(d1 + 40);
        TLane c20 = TLane.Load(d2), c21 = TLane.Load(d2 + 8), c22 = TLane.Load(d2 + 16), c23 = TLane.Load(d2 + 24), c24 = TLane.Load(d2 + 32), c25 = TLane.Load(d2 + 40);
        TLane c30 = TLane.Load(d3), c31 = TLane.Load(d3 + 8), c32 = TLane.Load(d3 + 16), c33 = TLane.Load(d3 + 24), c34 = TLane.Load(d3 + 32), c35 = TLane.Load(d3 + 40);
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

        TLane.Store(c00, d0); TLane.Store(c01, d0 + 8); TLane.Store(c02, d0 + 16); TLane.Store(c03, d0 + 24); TLane.Store(c04, d0 + 32); TLane.Store(c05, d0 + 40);
        TLane.Store(c10, d1); TLane.Store(c11, d1 + 8); TLane.Store(c12, d1 + 16); TLane.Store(c13, d1 + 24); TLane.Store(c14, d1 + 32); TLane.Store(c15, d1 + 40);
        TLane.Store(c20, d2); TLane.Store(c21, d2 + 8); TLane.Store(c22, d2 + 16); TLane.Store(c23, d2 + 24); TLane.Store(c24, d2 + 32); TLane.Store(c25, d2 + 40);
        TLane.Store(c30, d3); TLane.Store(c31, d3 + 8); TLane.Store(c32, d3 + 16); TLane.Store(c33, d3 + 24); TLane.Store(c34, d3 + 32); TLane.Store(c35, d3 + 40);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile2By4(double** a, double** b, nint rows, nint part, double* c, nint stride)
    {
        double* d0 = c, d1 = c + stride;
        double* a0 = a[0], a1 = a[1];
        double* b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3];
        TLane c00 = TLane.Load(d0), c01 = TLane.Load(d0 + 8), c02 = TLane.Load(d0 + 16), c03 = TLane.Load(d0 + 24);
        TLane c10 = TLane.Load(d1), c11 = TLane.Load(d1 + 8), c12 = TLane.Load(d1 + 16), c13 = TLane.Load(d1 + 24);
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

        TLane.Store(c00, d0); TLane.Store(c01, d0 + 8); TLane.Store(c02, d0 + 16); TLane.Store(c03, d0 + 24);
        TLane.Store(c10, d1); TLane.Store(c11, d1 + 8); TLane.Store(c12, d1 + 16); TLane.Store(c13, d1 + 24);
    }
}
