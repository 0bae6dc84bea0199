using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Dense;

/// <summary>Reduces the rows of a tall matrix to the triangle R of its QR factorisation in double-double, without ever holding Q.</summary>
/// <remarks>
/// Rows are folded into a triangle block by block (Householder reflections of the stack of triangle and block), the triangles of up to 16
/// chunks of rows are folded into each other in order. Chunks and blocks depend on the shape alone, so the bits do not depend on the number of threads.
/// J. Demmel, L. Grigori, M. Hoemmen, J. Langou, SIAM J. Sci. Comput. 34 (2012), doi:10.1137/080731992 (sequential and parallel TSQR); the
/// reflection: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., section 5.1. Any column order is as stable as any other, so the
/// choice of columns is made afterwards on the small triangle (<see cref="ColumnOrderQr"/>).
/// Cost: rows × columns² double-double multiply-additions (about 13 operations each); memory: one block a thread, one triangle a chunk.
/// </remarks>
internal static class TallReduction
{
    private const int MaximumChunks = 16;
    private const int SmallestChunkRows = 8192;
    private const int BlockElements = 32768;
    private const int SmallestBlockRows = 128;
    private const int LargestBlockRows = 1024;

    /// <summary>The triangle of a problem, or the rows themselves if there are fewer rows than columns.</summary>
    /// <param name="problem">The scaled rows.</param>
    /// <param name="threads">Limit of threads, and cancellation.</param>
    /// <returns>A matrix M with MᵀM = the Gram matrix of the problem's rows; square and upper triangular, or with fewer rows than columns.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DoubleDoubleColumns Reduce(ScaledProblem problem, ParallelOptions threads)
    {
        int columns = problem.ColumnCount;
        int rows = problem.RowCount;
        if (rows < columns)
        {
            DoubleDoubleColumns all = new(rows, columns);
            problem.Fill(0, rows, all);
            return all;
        }

        int chunks = Math.Clamp(rows / Math.Max(SmallestChunkRows, DenseKernels.Lanes * columns), 1, MaximumChunks);
        DoubleDoubleColumns[] triangles = new DoubleDoubleColumns[chunks];
        Parallel.For(0, chunks, threads, chunk =>
        {
            int first = (int)((long)rows * chunk / chunks);
            int end = (int)((long)rows * (chunk + 1) / chunks);
            triangles[chunk] = ReduceChunk(problem, first, end, threads.CancellationToken);
        });
        for (int chunk = 1; chunk < chunks; chunk++) Fold(triangles[0], triangles[chunk], isTriangle: true);
        return triangles[0];
    }

    private static DoubleDoubleColumns ReduceChunk(ScaledProblem problem, int first, int end, CancellationToken cancellation)
    {
        int columns = problem.ColumnCount;
        int blockRows = Math.Clamp((BlockElements / Math.Max(columns, 1)) & -DenseKernels.Lanes, SmallestBlockRows, LargestBlockRows);
        DoubleDoubleColumns triangle = new(columns, columns);
        DoubleDoubleColumns block = new(Math.Min(blockRows, end - first), columns);
        for (int row = first; row < end; row += blockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            problem.Fill(row, Math.Min(blockRows, end - row), block);
            Fold(triangle, block, isTriangle: false);
        }

        return triangle;
    }

    // Column j of a triangle below has rows 0..j only.
    private static void Fold(DoubleDoubleColumns triangle, DoubleDoubleColumns below, bool isTriangle)
    {
        int columns = triangle.ColumnCount;
        for (int j = 0; j < columns; j++)
        {
            int rows = isTriangle ? j + 1 : below.RowCount;
            DoubleDoubleSpan v = below.Run(j, 0, rows);
            Reflection reflection = Reflection.Annihilating(triangle[j, j], v);
            if (reflection.IsIdentity) continue;
            triangle[j, j] = reflection.Result;
            for (int k = j + 1; k < columns; k++) triangle[j, k] = reflection.Apply(triangle[j, k], below.Run(k, 0, rows), v);
        }
    }
}

/// <summary>The Householder reflection I - τ u uᵀ, u = (first, v), that takes (alpha, v) to (±norm, 0).</summary>
/// <remarks>The sign is the one for which u's first element does not cancel. v stays where it is: it is passed again to <see cref="Apply"/>.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Reflection
{
    // Columns are scaled to 1. What is left of a dependent column is rounding of size 1e-32, what is left of that 1e-64, and so on: the
    // series must end before 1 / square overflows.
    private const double NegligibleSquare = 1e-200;
    private readonly DoubleDouble _first;
    private readonly DoubleDouble _tau;

    private Reflection(DoubleDouble first, DoubleDouble tau, DoubleDouble result)
    {
        _first = first;
        _tau = tau;
        Result = result;
    }

    /// <summary>Nothing to annihilate, or nothing that counts.</summary>
    public bool IsIdentity => _tau.High == 0.0;

    /// <summary>What takes alpha's place.</summary>
    public DoubleDouble Result { get; }

    /// <summary>Makes the reflection.</summary>
    /// <param name="alpha">The element that stays.</param>
    /// <param name="v">The elements that become zero; a multiple of 8.</param>
    public static Reflection Annihilating(DoubleDouble alpha, DoubleDoubleSpan v)
    {
        DoubleDouble rest = DenseKernels.Dot(v, v);
        DoubleDouble square = (alpha * alpha) + rest;
        if (rest.High == 0.0 || square.High < NegligibleSquare) return new Reflection(DoubleDouble.Zero, DoubleDouble.Zero, alpha);
        DoubleDouble norm = DoubleDouble.Sqrt(square);
        DoubleDouble first = alpha.High < 0.0 ? alpha - norm : alpha + norm;
        return new Reflection(first, DoubleDouble.One / (norm * DoubleDouble.Abs(first)), alpha.High < 0.0 ? norm : -norm);
    }

    /// <summary>Reflects another column (top, rest): rest in place.</summary>
    /// <returns>The new top.</returns>
    public DoubleDouble Apply(DoubleDouble top, DoubleDoubleSpan rest, DoubleDoubleSpan v)
    {
        DoubleDouble t = ((_first * top) + DenseKernels.Dot(v, rest)) * _tau;
        DenseKernels.AddMultiple(rest, -t, v);
        return top - (t * _first);
    }
}
