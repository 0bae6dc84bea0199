using Surprisal.Noise;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Models;

/// <summary>What the second-order part of an evaluation adds up.</summary>
internal enum CurvatureKind
{
    /// <summary>Second derivatives of the surprisal: the observed information.</summary>
    Observed,

    /// <summary>Outer products of the rows' gradients: the meat of the sandwich covariance.</summary>
    OuterProduct,

    /// <summary>Second derivatives of the surprisal of complete data, the components of a mixture taken for known: what EM's next step minimises.</summary>
    CompleteData,
}

/// <summary>
/// Σ surprisal over the rows of a data set, and that of the coefficients under a smooth prior, as a function of the coefficients of all predictors. Thread-safe.
/// </summary>
internal sealed class Objective
{
    private readonly System.Collections.Concurrent.ConcurrentBag<object> _workers = [];

    /// <summary>Creates an objective.</summary>
    /// <param name="noise">The noise model with links.</param>
    /// <param name="predictors">One a free parameter, in order.</param>
    /// <param name="observations">What was observed.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <param name="prior">The prior of coefficients; null for none.</param>
    public Objective(
        BoundNoise noise, IReadOnlyList<Predictor> predictors, Observations observations, ReadOnlyMemory<double> weights, CoefficientPrior? prior = null)
    {
        Prior = prior;
        Noise = noise;
        Predictors = [.. predictors];
        Observations = observations;
        Weights = weights;
        Bank = new ColumnBank(Predictors);
        CoefficientCount = Predictors.Sum(p => p.Count);
        long sums = 1 + CoefficientCount + ((long)CoefficientCount * CoefficientCount);
        Plan = BlockPlan.For(observations.Count, Bank.Columns.Count, sums);
    }

    public BoundNoise Noise { get; }

    public IReadOnlyList<Predictor> Predictors { get; }

    public Observations Observations { get; }

    public ReadOnlyMemory<double> Weights { get; }

    /// <summary>The prior of coefficients; null for none. Its part with kinks and bounds is no part of what is evaluated: its solver adds it.</summary>
    public CoefficientPrior? Prior { get; }

    /// <summary>The distinct columns of all predictors.</summary>
    public ColumnBank Bank { get; }

    public BlockPlan Plan { get; }

    public int RowCount => Observations.Count;

    public int CoefficientCount { get; }

    /// <summary>Evaluates the sum and its derivatives.</summary>
    /// <param name="coefficients">One number a coefficient.</param>
    /// <param name="order">0: the sum only; 1: the gradient too; 2: the curvature too.</param>
    /// <param name="options">Threads, cancellation, and which rows.</param>
    /// <param name="kind">What the curvature is.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ObjectiveValue Evaluate(ReadOnlySpan<double> coefficients, int order, in EvaluationOptions options, CurvatureKind kind = CurvatureKind.Observed)
    {
        Work work = new(new ObjectivePass(this, [coefficients.ToArray()], order, kind, options));
        Hardware.Dispatch(ref work);
        ObjectiveValue value = work.Results[0];
        return Prior is not null && kind != CurvatureKind.OuterProduct ? Prior.AddTo(value, coefficients, 1.0 / options.EveryBlock) : value;
    }

    /// <summary>Evaluates the sum and its gradient over all rows, and keeps the curvature of each row.</summary>
    /// <param name="coefficients">One number a coefficient.</param>
    /// <param name="rows">Receives second derivatives in the predictors times the row's weight, one array a pair of <see cref="SumLayout.Pairs"/>.</param>
    /// <param name="options">Threads and cancellation.</param>
    public ObjectiveValue EvaluateRows(ReadOnlySpan<double> coefficients, double[][] rows, in EvaluationOptions options)
    {
        Work work = new(new ObjectivePass(this, [coefficients.ToArray()], 2, CurvatureKind.Observed, options) { RowCurvature = rows });
        Hardware.Dispatch(ref work);
        return work.Results[0];
    }

    /// <summary>Evaluates the sum and its gradient at several points while the rows are read once. A prior is no part of it.</summary>
    /// <param name="points">One number a coefficient for each.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="order">1, or 0 for the sums only.</param>
    public ObjectiveValue[] EvaluateMany(IReadOnlyList<double[]> points, in EvaluationOptions options, int order = 1)
    {
        Work work = new(new ObjectivePass(this, points, order, CurvatureKind.Observed, options));
        Hardware.Dispatch(ref work);
        return work.Results;
    }

    /// <summary>A worker of an earlier pass, or a new one.</summary>
    internal BlockWorker<TLane> RentWorker<TLane>(ObjectivePass pass)
        where TLane : unmanaged, ILane<TLane> => _workers.TryTake(out object? worker) && worker is BlockWorker<TLane> idle ? idle : new BlockWorker<TLane>(pass);

    /// <summary>Keeps a worker's memory for the next pass.</summary>
    internal void ReturnWorker(object worker) => _workers.Add(worker);

    private struct Work(ObjectivePass pass) : ILaneWork
    {
        public ObjectiveValue[] Results { get; private set; } = [];

        public void Run<TLane>()
            where TLane : unmanaged, ILane<TLane> => Results = pass.Run<TLane>();
    }
}
