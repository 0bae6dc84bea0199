using Surprisal.Numerics.Lanes;

namespace Surprisal.Models;

/// <summary>One pass over the rows: runs of blocks, each summed on its own by whichever thread is free, added in the order of the rows.</summary>
internal sealed class ObjectivePass(Objective objective, double[] coefficients, int order, CurvatureKind kind, EvaluationOptions options)
{
    public Objective Objective { get; } = objective;

    public double[] Coefficients { get; } = coefficients;

    public int Order { get; } = order;

    public CurvatureKind Kind { get; } = kind;

    public int EveryBlock { get; } = options.EveryBlock;

    public ObjectiveValue Run<TLane>()
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

        return Assemble(sums);
    }

    private ObjectiveValue Assemble(double[][] sums)
    {
        double[] total = sums[0];
        for (int run = 1; run < sums.Length; run++)
        {
            for (int k = 0; k < total.Length; k++) total[k] += sums[run][k];
        }

        int p = Objective.CoefficientCount;
        if (Order == 0) return new ObjectiveValue(total[0], [], []) { Shape = Objective.Shape };
        double[] gradient = new double[p];
        int at = 1;
        foreach (PredictorParts part in Objective.Parts)
        {
            for (int j = 0; j < part.Count; j++) gradient[part.Coefficients[j]] = total[at++];
        }

        ReadOnlySpan<double> coded = total.AsSpan(SumLayout.Length(Objective.Parts, Order));
        if (Order == 1)
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
