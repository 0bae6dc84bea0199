using Surprisal.Formulas;
using Surprisal.Models;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// What the exact solver minimises over b: Σᵢ costᵢ Σₖ hingeₖ(targetᵢ − κₖ scaleᵢ − xᵢb), a linear programme. Its dual has one slope d for every row and hinge,
/// costᵢ lowerₖ ≤ d ≤ costᵢ upperₖ, with Xᵀd = 0. Immutable.
/// </summary>
internal sealed class KinkProblem
{
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
        const int ChunkRows = 16384;
        double[] eta = new double[RowCount];
        int chunks = (RowCount + ChunkRows - 1) / ChunkRows;
        ParallelOptions threads = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = options.Cancellation };
        Parallel.For(0, chunks, threads, chunk =>
        {
            int first = chunk * ChunkRows;
            PredictorValues.AddTo(eta.AsSpan(first, Math.Min(ChunkRows, RowCount - first)), first, Columns, coefficients);
        });
        return eta;
    }
}
