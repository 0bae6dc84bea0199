using Surprisal.Numerics.Lanes;

namespace Surprisal.Models;

/// <summary>One pass over the rows: runs of blocks, each summed on its own by whichever thread is free, added in the order of the rows.</summary>
internal sealed class ObjectivePass(Objective objective, IReadOnlyList<double[]> points, int order, CurvatureKind kind, EvaluationOptions options)
{
    public Objective Objective { get; } = objective;

    /// <summary>Where; several points share the reading of the rows.</summary>
    public IReadOnlyList<double[]> Points { get; } = points;

    public int Order { get; } = order;

    public CurvatureKind Kind { get; } = kind;

    /// <summary>Receives each row's curvature in its predictors, one array a pair, in place of its sum over the rows; null for the sum.</summary>
    public double[][]? RowCurvature { get; init; }

    public int EveryBlock { get; } = options.EveryBlock;

    public ObjectiveValue[] Run<TLane>()
        where TLane : unmanaged, ILane<TLane>
    {
        int runs = Objective.Plan.SampledRuns(EveryBlock);
        double[][] sums = new double[runs][];
        int threads = Math.Min(options.Threads, runs);
        CancellationToken cancellation = options.Cancellation;
        if (threads <= 1)
        {
            BlockWorker<TLane> worker = Objective.RentWorker<TLane>(this);
            for (int run = 0; run < runs; run++)
            {
                cancellation.ThrowIfCancellationRequested();
                sums[run] = worker.Sum(this, run);
            }

            Objective.ReturnWorker(worker);
        }
        else
        {
            Parallel.For(
                0,
                runs,
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
                () => Objective.RentWorker<TLane>(this),
                (run, _, worker) =>
                {
                    sums[run] = worker.Sum(this, run);
                    return worker;
                },
                Objective.ReturnWorker);
        }

        double[] total = sums[0];
        for (int run = 1; run < sums.Length; run++)
        {
            for (int k = 0; k < total.Length; k++) total[k] += sums[run][k];
        }

        int length = total.Length / Points.Count;
        return [.. Points.Select((_, k) => Assemble(total.AsSpan(k * length, length)))];
    }

    private ObjectiveValue Assemble(ReadOnlySpan<double> total)
    {
        int p = Objective.CoefficientCount;
        double[] gradient = Order > 0 ? total.Slice(1, p).ToArray() : [];
        if (Order < 2 || RowCurvature is not null) return new ObjectiveValue(total[0], gradient, []);
        double[] curvature = new double[p * p];
        int at = 1 + p;
        foreach ((int a, int b) in SumLayout.Pairs(Objective.Predictors.Count))
        {
            Predictor left = Objective.Predictors[a], right = Objective.Predictors[b];
            for (int i = 0; i < left.Count; i++)
            {
                for (int j = 0; j < right.Count; j++, at++)
                {
                    if (a == b && j < i) continue;
                    int row = left.Start + i, column = right.Start + j;
                    curvature[(row * p) + column] = total[at];
                    curvature[(column * p) + row] = total[at];
                }
            }
        }

        return new ObjectiveValue(total[0], gradient, curvature);
    }
}
