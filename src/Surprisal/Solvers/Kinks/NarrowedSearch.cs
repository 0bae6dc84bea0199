using Surprisal.Models;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// The optimal vertex of packed rows: the interior point method on all of them until it is plain on which side of the kinks most lie, to the end on the others
/// only, and a look at all of them.
/// </summary>
/// <remarks>
/// On the central path a settled row's q falls with the square of its distance from the kink, so those with the largest q are the doubtful ones. Where a
/// row that was taken for settled lies on another side after all, the method goes on with all rows from where it was.
/// </remarks>
internal static class NarrowedSearch
{
    /// <summary>The most interior steps.</summary>
    public const int MostSteps = 100;

    private const double CoarseTolerance = 1e-4;
    private const int FewestRows = 1000;
    private const int DoubtfulShare = 8;
    private const int DoubtfulPerColumn = 20;
    private const int PivotsPerColumn = 20;
    private const int FewestPivots = 100;

    /// <summary>Searches.</summary>
    /// <param name="interior">On the rows; not begun.</param>
    /// <param name="start">Coefficients of the packed columns to start near; null for least squares.</param>
    /// <param name="tolerance">The relative gap from which the vertex is looked for.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <returns>The vertex, which is not optimal where none was found, and the interior steps that it took.</returns>
    public static (Vertex Vertex, int Iterations) Run(InteriorPoint interior, double[]? start, double tolerance, EvaluationOptions options)
    {
        PackedRows rows = interior.Rows;
        int doubtful = Math.Max(DoubtfulPerColumn * rows.ColumnCount * rows.Problem.Function.Hinges.Count, rows.RowCount / DoubtfulShare), extra = 0;
        if (rows.RowCount >= FewestRows && doubtful < rows.RowCount / 2)
        {
            interior.Minimise(start, CoarseTolerance, MostSteps);
            (Vertex? vertex, extra) = Narrow(interior, doubtful, tolerance, options);
            if (vertex is not null) return (vertex, interior.Iterations + extra);
        }

        interior.Minimise(start, tolerance, MostSteps);
        return (VertexSearch.From(interior).Search(FewestPivots + (PivotsPerColumn * rows.ColumnCount)), interior.Iterations + extra);
    }

    private static (Vertex? Vertex, int Iterations) Narrow(InteriorPoint interior, int doubtful, double tolerance, EvaluationOptions options)
    {
        PackedRows rows = interior.Rows;
        byte[] side = Sides(interior, doubtful);
        int[] places = [.. Enumerable.Range(0, rows.RowCount).Where(i => side[i] == Doubtful)];
        PackedRows few = new(rows, places, Sums(rows, side));
        InteriorPoint end = new(few, options);
        end.Minimise(interior.Coefficients, tolerance, MostSteps);
        Vertex vertex = VertexSearch.From(end).Search(FewestPivots + (PivotsPerColumn * rows.ColumnCount));
        if (!vertex.IsOptimal || vertex.Basis.Any(e => e % few.Padded >= few.Single)) return (null, end.Iterations);
        KinkElements elements = new(rows);
        int[] basis = [.. vertex.Basis.Select(e => (e / few.Padded * rows.Padded) + places[e % few.Padded])];
        elements.StandAt(vertex.Coefficients, basis);
        double[] slopes = new double[elements.Count];
        for (int k = 0; k < rows.Problem.Function.Hinges.Count; k++)
        {
            for (int i = 0; i < rows.RowCount; i++)
            {
                int e = (k * rows.Padded) + i;
                if (side[i] == Doubtful) continue;
                bool isAbove = k < side[i];
                if (isAbove ? elements.Residual(e) < 0 : elements.Residual(e) > 0) return (null, end.Iterations);
                slopes[e] = isAbove ? elements.Upper(e) : elements.Lower(e);
            }

            for (int i = 0; i < places.Length; i++) slopes[(k * rows.Padded) + places[i]] = vertex.Slopes[(k * few.Padded) + i];
        }

        return (vertex with { Basis = basis, Slopes = slopes }, end.Iterations);
    }

    private const byte Doubtful = byte.MaxValue;

    /// <summary>How many kinks each row is above; the rows with the largest q at any of them are doubtful.</summary>
    private static unsafe byte[] Sides(InteriorPoint interior, int doubtful)
    {
        PackedRows rows = interior.Rows;
        double[] weight = new double[rows.RowCount];
        byte[] side = new byte[rows.RowCount];
        for (int k = 0; k < rows.Problem.Function.Hinges.Count; k++)
        {
            InteriorState state = interior.State(k, 0);
            for (int i = 0; i < weight.Length; i++)
            {
                weight[i] = Math.Max(weight[i], state.Q[i] / rows.Cost[i]);
                if (state.R[i] > 0) side[i]++;
            }
        }

        double[] sorted = (double[])weight.Clone();
        Array.Sort(sorted);
        double least = sorted[^doubtful];
        for (int i = 0; i < weight.Length; i++)
        {
            if (weight[i] >= least) side[i] = Doubtful;
        }

        return side;
    }

    /// <summary>The settled rows by their sides, in packed units.</summary>
    private static unsafe List<SummedRow> Sums(PackedRows rows, byte[] side)
    {
        int hinges = rows.Problem.Function.Hinges.Count;
        List<SummedRow> sums = [];
        double[] cost = new double[rows.Padded];
        for (int s = 0; s <= hinges; s++)
        {
            double total = 0;
            for (int i = 0; i < side.Length; i++) total += cost[i] = side[i] == s ? rows.Cost[i] : 0;
            if (!(total > 0)) continue;
            double[] targets = new double[hinges], cells = new double[rows.ColumnCount];
            for (int block = 0; block < rows.Blocks; block++)
            {
                int first = block * rows.BlockRows;
                ReadOnlySpan<double> own = cost.AsSpan(first, rows.RowsOf(block));
                for (int k = 0; k < hinges; k++) targets[k] += Numerics.Dense.DenseKernels.Dot(own, new ReadOnlySpan<double>(rows.Target(k) + first, own.Length)) / total;
                for (int j = 0; j < cells.Length; j++) cells[j] += Numerics.Dense.DenseKernels.Dot(own, new ReadOnlySpan<double>(rows.Column(block, j), own.Length)) / total;
            }

            sums.Add(new SummedRow(total, targets, cells));
        }

        return sums;
    }
}
