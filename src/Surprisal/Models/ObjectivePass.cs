using Surprisal.Numerics.Lanes;

namespace Surprisal.Models;

/// <summary>One pass over the rows: runs of blocks, each summed on its own by whichever thread is free, added in the order of the rows.</summary>
internal sealed class ObjectivePass(Objective objective, IReadOnlyList<double[]> points, int order, CurvatureKind kind, EvaluationOptions options)
{
    public Objective Objective { get; } = objective;

    /// <summary>Where; several points share the reading of the rows, which only columns of numbers can.</summary>
    public IReadOnlyList<double[]> Points { get; } = points;

    public int Order { get; } = order;

    public CurvatureKind Kind { get; } = kind;

    /// <summary>Receives each row's curvature in its predictors, one array a pair, in place of its sum over the rows; null for the sum.</summary>
    public double[][]? RowCurvature { get; init; }

    /// <summary>The order of what is summed.</summary>
    public int SumOrder => RowCurvature is null ? Order : 1;

    /// <summary>What stands in the place of slopes; with order 1.</summary>
    public PassLook Look { get; init; } = PassLook.Slopes;

    /// <summary>The direction of a product; empty for none.</summary>
    public double[] Direction { get; init; } = [];

    public int EveryBlock { get; } = options.EveryBlock;

    public ObjectiveValue[] Run<TLane>()
        where TLane : unmanaged, ILane<TLane>
    {
        int runs = Objective.Plan.SampledRuns(EveryBlock);
        RunTotal total = new(runs);
        int threads = Math.Min(options.Threads, runs), next = -1;
        CancellationToken cancellation = options.Cancellation;
        if (threads <= 1) Work();
        else Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, _ => Work());
        cancellation.ThrowIfCancellationRequested();
        int length = total.Sums.Length / Points.Count;
        return [.. Points.Select((_, k) => Assemble(total.Sums.AsSpan(k * length, length)))];

        void Work()
        {
            BlockWorker<TLane> worker = Objective.RentWorker<TLane>(this);
            for (int run = Interlocked.Increment(ref next); run < runs && !cancellation.IsCancellationRequested; run = Interlocked.Increment(ref next)) total.Add(run, worker.Sum(this, run));
            Objective.ReturnWorker(worker);
        }
    }

    private ObjectiveValue Assemble(ReadOnlySpan<double> total)
    {
        int p = Objective.CoefficientCount;
        if (Order == 0) return new ObjectiveValue(total[0], [], []) { Shape = Objective.Shape };
        double[] gradient = new double[p];
        int at = 1;
        foreach (PredictorParts part in Objective.Parts)
        {
            for (int j = 0; j < part.Count; j++) gradient[part.Coefficients[j]] = total[at++];
        }

        ReadOnlySpan<double> coded = total[SumLayout.Length(Objective.Parts, SumOrder)..];
        if (SumOrder == 1)
        {
            Objective.Coded.ReadGradient(coded, gradient);
            return new ObjectiveValue(total[0], gradient, []) { Shape = Objective.Shape };
        }

        double[] curvature = Objective.Shape.Room();
        foreach ((int a, int b) in SumLayout.Pairs(Objective.Predictors.Count))
        {
            PredictorParts left = Objective.Parts[a], right = Objective.Parts[b];
            for (int i = 0; i < left.Count; i++)
            {
                for (int j = 0; j < right.Count; j++, at++)
                {
                    if (a == b && j < i) continue;
                    Objective.Shape.Set(curvature, left.Coefficients[i], right.Coefficients[j], total[at]);
                }
            }
        }

        Objective.Coded.ReadCurvature(coded, Objective.Shape, gradient, curvature);
        return new ObjectiveValue(total[0], gradient, curvature) { Shape = Objective.Shape };
    }
}
