using Surprisal.Models;
using Surprisal.Numerics.Dense;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Firth;

/// <summary>
/// Σ surprisal − ½ log det I(b), I the expected information of all coefficients: −log posterior under Jeffreys's prior, whose minimum is Firth's estimate
/// where links are canonical. Thread-safe.
/// </summary>
/// <remarks>Firth (1993), doi:10.1093/biomet/80.1.27; other links: Kosmidis, Firth (2021), doi:10.1093/biomet/asaa052.</remarks>
internal sealed class JeffreysObjective(Objective given, InformationKind kind, EvaluationOptions options) : ISmoothTarget
{
    // The information's sums are over dense columns.
    private readonly Objective _objective = given.Square(isCoded: false);
    private readonly System.Collections.Concurrent.ConcurrentBag<object> _workers = [];

    /// <inheritdoc/>
    public int Count => _objective.CoefficientCount;

    /// <inheritdoc/>
    public bool IsCurvatureExact => false;

    /// <inheritdoc/>
    public TargetValue Evaluate(double[] point)
    {
        ObjectiveValue rows = _objective.Evaluate(point, 1, options);
        double[] information = Information(point);
        if (HalfLogDeterminant(information, out double[]? inverseFactor) is not { } half || !double.IsFinite(rows.Surprisal)) return new TargetValue(double.NaN, [], [], rows.Surprisal);
        double[] gradient = (double[])rows.Gradient.Clone();
        double[] sums = Pass(point, inverseFactor);
        for (int j = 0; j < Count; j++) gradient[j] -= sums[j];
        return new TargetValue(rows.Surprisal - half, gradient, information, rows.Surprisal);
    }

    /// <summary>The expected information, row by row.</summary>
    public double[] Information(double[] point)
    {
        double[] sums = Pass(point, null), information = new double[Count * Count];
        int at = 0;
        foreach ((int a, int b) in SumLayout.Pairs(_objective.Predictors.Count))
        {
            Predictor left = _objective.Predictors[a], right = _objective.Predictors[b];
            for (int i = 0; i < left.Count; i++)
            {
                for (int j = 0; j < right.Count; j++, at++)
                {
                    if (a == b && j < i) continue;
                    int row = left.Start + i, column = right.Start + j;
                    information[(row * Count) + column] = sums[at];
                    information[(column * Count) + row] = sums[at];
                }
            }
        }

        return information;
    }

    /// <summary>½ log det I, null where I is singular; with M, the inverse of its lower triangular factor.</summary>
    /// <remarks>I is scaled to a unit diagonal for the factor, so that pivots do not depend on the units of columns.</remarks>
    private double? HalfLogDeterminant(double[] information, out double[] inverseFactor)
    {
        inverseFactor = [];
        double[] scale = new double[Count], scaled = new double[information.Length];
        double sum = 0;
        for (int j = 0; j < Count; j++)
        {
            double diagonal = information[(j * Count) + j];
            if (!(diagonal > 0) || !double.IsFinite(diagonal)) return null;
            scale[j] = 1 / Math.Sqrt(diagonal);
            sum += Numerics.Elementary.Log(diagonal);
        }

        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++) scaled[(i * Count) + j] = information[(i * Count) + j] * (scale[i] * scale[j]);
        }

        Cholesky factor = Cholesky.Factor(scaled, Count);
        if (!factor.IsPositiveDefinite) return null;
        inverseFactor = InverseFactor(factor, scale);
        return (sum + factor.LogDeterminant()) / 2;
    }

    private static double[] InverseFactor(Cholesky factor, double[] scale)
    {
        int size = scale.Length;
        double[] inverse = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            Span<double> row = inverse.AsSpan(i * size, size);
            for (int k = 0; k < i; k++) DenseKernels.AddMultiple(row[..i], -factor[i, k], inverse.AsSpan(k * size, i));
            row[i] = 1;
            for (int j = 0; j <= i; j++) row[j] /= factor[i, i];
        }

        // M of the matrix as it is: columns in its units.
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++) inverse[(i * size) + j] *= scale[j];
        }

        return inverse;
    }

    private double[] Pass(double[] point, double[]? inverseFactor)
    {
        Work work = new(this, point, inverseFactor);
        Hardware.Dispatch(ref work);
        return work.Result!;
    }

    private double[] Run<TLane>(double[] point, double[]? inverseFactor)
        where TLane : unmanaged, ILane<TLane>
    {
        BlockPlan plan = _objective.Plan;
        int runs = (plan.Blocks + plan.BlocksPerRun - 1) / plan.BlocksPerRun;
        double[][] sums = new double[runs][];
        void Sum(int run)
        {
            InformationWorker<TLane> worker = _workers.TryTake(out object? idle) ? (InformationWorker<TLane>)idle : new InformationWorker<TLane>(_objective, kind);
            sums[run] = worker.Sum(point, inverseFactor, run);
            _workers.Add(worker);
        }

        if (options.Threads <= 1 || runs == 1)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            for (int run = 0; run < runs; run++) Sum(run);
        }
        else
        {
            Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = options.Cancellation }, Sum);
        }

        double[] total = sums[0];
        for (int run = 1; run < runs; run++)
        {
            for (int k = 0; k < total.Length; k++) total[k] += sums[run][k];
        }

        return total;
    }

    private struct Work(JeffreysObjective owner, double[] point, double[]? inverseFactor) : ILaneWork
    {
        public double[]? Result { get; private set; }

        public void Run<TLane>()
            where TLane : unmanaged, ILane<TLane> => Result = owner.Run<TLane>(point, inverseFactor);
    }
}
