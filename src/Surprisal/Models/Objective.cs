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
    /// <param name="shape">Which second derivatives to keep; null for what suits the columns.</param>
    public Objective(
        BoundNoise noise, IReadOnlyList<Predictor> predictors, Observations observations, ReadOnlyMemory<double> weights, CoefficientPrior? prior = null, CurvatureShape? shape = null)
    {
        Prior = prior;
        Noise = noise;
        Predictors = [.. predictors];
        Observations = observations;
        Weights = weights;
        Parts = PredictorParts.Of(Predictors);
        Bank = new ColumnBank(Parts);
        CoefficientCount = Predictors.Sum(p => p.Count);
        Shape = shape ?? CurvatureShape.For(CoefficientCount, Parts);
        Coded = new CodedSums(Parts);
        int groups = Parts.Sum(static p => p.Groups.Count);
        double dense = Parts.Sum(static p => p.Count), sums = 1 + dense + (dense * dense) + (groups == 0 ? 0 : CodedSums.LengthOf(Parts));
        Plan = BlockPlan.For(observations.Count, Bank.Columns.Count + groups, (long)Math.Min(sums, long.MaxValue / 2), groups > 0);
    }

    public BoundNoise Noise { get; }

    public IReadOnlyList<Predictor> Predictors { get; }

    public Observations Observations { get; }

    public ReadOnlyMemory<double> Weights { get; }

    /// <summary>The prior of coefficients; null for none. One with a kink is no part of what is evaluated: its solver adds it.</summary>
    public CoefficientPrior? Prior { get; }

    /// <summary>The predictors' columns as they are worked on.</summary>
    public IReadOnlyList<PredictorParts> Parts { get; }

    /// <summary>The order of sums over levels.</summary>
    public CodedSums Coded { get; }

    /// <summary>Which second derivatives an evaluation keeps.</summary>
    public CurvatureShape Shape { get; }

    /// <summary>The distinct dense columns of all predictors.</summary>
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
        Work work = new(new ObjectivePass(this, coefficients.ToArray(), order, kind, options));
        Hardware.Dispatch(ref work);
        return Prior is { Prior.HasKink: false } && kind != CurvatureKind.OuterProduct ? Prior.AddTo(work.Result!, coefficients, 1.0 / options.EveryBlock) : work.Result!;
    }

    /// <summary>A worker of an earlier pass, or a new one.</summary>
    internal BlockWorker<TLane> RentWorker<TLane>(ObjectivePass pass)
        where TLane : unmanaged, ILane<TLane> => _workers.TryTake(out object? worker) && worker is BlockWorker<TLane> idle ? idle : new BlockWorker<TLane>(pass);

    /// <summary>Keeps a worker's memory for the next pass.</summary>
    internal void ReturnWorker(object worker) => _workers.Add(worker);

    private struct Work(ObjectivePass pass) : ILaneWork
    {
        public ObjectiveValue? Result { get; private set; }

        public void Run<TLane>()
            where TLane : unmanaged, ILane<TLane> => Result = pass.Run<TLane>();
    }
}
