using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// What the exact solver minimises over b: Σᵢ costᵢ Σₖ hingeₖ(targetᵢ − κₖ scaleᵢ − xᵢb), a linear programme. Its dual has one slope d for every row and hinge,
/// costᵢ lowerₖ ≤ d ≤ costᵢ upperₖ, with Xᵀd = 0. Immutable.
/// </summary>
internal sealed class KinkProblem
{
    /// <summary>Rows of a chunk: all their cells stay in the cache of a core.</summary>
    public const int ChunkRows = 1024;

    // As few runs as keep all threads busy.
    private const int RunRows = 8 * ChunkRows;

    /// <summary>States a problem.</summary>
    /// <param name="columns">Columns, none of them aliased.</param>
    /// <param name="target">Responses less offsets.</param>
    /// <param name="cost">A positive number a row: weight over scale.</param>
    /// <param name="scale">What the kinks are multiplied by in each row, ones where they are in units of the response; empty where the only kink is at 0.</param>
    /// <param name="function">The hinges.</param>
    public KinkProblem(IReadOnlyList<DesignColumn> columns, double[] target, double[] cost, double[] scale, CheckFunction function)
    {
        Columns = columns;
        Target = target;
        Cost = cost;
        Scale = scale;
        Function = function;
    }

    public IReadOnlyList<DesignColumn> Columns { get; }

    public double[] Target { get; }

    public double[] Cost { get; }

    public double[] Scale { get; }

    public CheckFunction Function { get; }

    public int RowCount => Target.Length;

    /// <summary>The response at which a row stands on a kink.</summary>
    public double Shifted(int row, Hinge hinge) => hinge.Kink == 0 ? Target[row] : Target[row] - (hinge.Kink * Scale[row]);

    /// <summary>Xb of all rows, in the order of the columns; the same bits for any number of threads.</summary>
    public double[] Predict(double[] coefficients, EvaluationOptions options)
    {
        double[] eta = new double[RowCount];
        ForChunks(options, (first, room) =>
        {
            Span<double> sum = eta.AsSpan(first, room.Length);
            for (int j = 0; j < coefficients.Length; j++)
            {
                if (coefficients[j] != 0) DenseKernels.AddMultiple(sum, coefficients[j], ColumnCells.Of(Columns[j], first, room));
            }
        });
        return eta;
    }

    /// <summary>Visits chunks of rows that do not depend on the number of threads, each with room for a column's cells.</summary>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="action">What to do.</param>
    public void ForChunks(EvaluationOptions options, ChunkAction action)
    {
        ParallelOptions threads = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = options.Cancellation };
        int runs = (RowCount + RunRows - 1) / RunRows;
        Parallel.For(0, runs, threads, () => new double[ChunkRows], (run, _, room) =>
        {
            int end = Math.Min(RowCount, (run + 1) * RunRows);
            for (int first = run * RunRows; first < end; first += ChunkRows) action(first, room.AsSpan(0, Math.Min(ChunkRows, end - first)));
            return room;
        }, static _ => { });
    }
}

/// <summary>Looks at a chunk of rows.</summary>
/// <param name="firstRow">The first.</param>
/// <param name="room">Room for as many numbers as there are rows.</param>
internal delegate void ChunkAction(int firstRow, Span<double> room);
