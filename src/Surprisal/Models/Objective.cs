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

/// <summary>What a pass adds up in the place of slopes.</summary>
internal enum PassLook
{
    /// <summary>The slopes.</summary>
    Slopes,

    /// <summary>The curvature times a direction.</summary>
    Product,

    /// <summary>The curvature's diagonal.</summary>
    Diagonal,
}

/// <summary>
/// Σ surprisal over the rows of a data set, and that of the coefficients under a smooth prior, as a function of the coefficients of all predictors. Thread-safe.
/// </summary>
internal sealed class Objective
{
    // A pass keeps the sums of a few runs, each of so many doubles at most: 200 MB.
    private const double MostSums = 25e6;
    private readonly System.Collections.Concurrent.ConcurrentBag<object> _workers = [];

    /// <summary>Creates an objective.</summary>
    /// <param name="noise">The noise model with links.</param>
    /// <param name="predictors">One a free parameter, in order.</param>
    /// <param name="observations">What was observed.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <param name="prior">The prior of coefficients; null for none.</param>
    /// <param name="shape">Which second derivatives to keep; null for what suits the columns.</param>
    /// <param name="isCoded">Whether codings stay codes; else every column is dense.</param>
    public Objective(
        BoundNoise noise, IReadOnlyList<Predictor> predictors, Observations observations, ReadOnlyMemory<double> weights, CoefficientPrior? prior = null, CurvatureShape? shape = null, bool isCoded = true)
    {
        Prior = prior;
        Noise = noise;
        Predictors = [.. predictors];
        Observations = observations;
        Weights = weights;
        Parts = PredictorParts.Of(Predictors, isCoded);
        Bank = new ColumnBank(Parts);
        CoefficientCount = Predictors.Sum(p => p.Count);
        Shape = shape ?? (prior is { NeedsAllCurvature: true } ? CurvatureShape.Dense(CoefficientCount) : CurvatureShape.For(CoefficientCount, Parts));
        int groups = Parts.Sum(static p => p.Groups.Count);
        double dense = Parts.Sum(static p => p.Count), sums = 1 + dense + (dense * dense) + (groups == 0 ? 0 : CodedSums.LengthOf(Parts));
        KeepsCurvature = prior is { IsRough: true } || Math.Max(sums, Shape.Length) <= MostSums;
        Coded = new CodedSums(Parts, KeepsCurvature);
        Plan = BlockPlan.For(observations.Count, Bank.Columns.Count + groups, (long)Math.Min(sums, long.MaxValue / 2), groups > 0);
    }

    public BoundNoise Noise { get; }

    public IReadOnlyList<Predictor> Predictors { get; }

    public Observations Observations { get; }

    public ReadOnlyMemory<double> Weights { get; }

    /// <summary>The prior of coefficients; null for none. Its part with kinks and bounds is no part of what is evaluated: its solver adds it.</summary>
    public CoefficientPrior? Prior { get; }

    /// <summary>The predictors' columns as they are worked on.</summary>
    public IReadOnlyList<PredictorParts> Parts { get; }

    /// <summary>The order of sums over levels.</summary>
    public CodedSums Coded { get; }

    /// <summary>Which second derivatives an evaluation keeps.</summary>
    public CurvatureShape Shape { get; }

    /// <summary>Whether there is room for second derivatives; where there is none, evaluations are of order 1 at most.</summary>
    public bool KeepsCurvature { get; }

    /// <summary>The distinct dense columns of all predictors.</summary>
    public ColumnBank Bank { get; }

    public BlockPlan Plan { get; }

    public int RowCount => Observations.Count;

    public int CoefficientCount { get; }

    /// <summary>The same objective with all second derivatives kept row by row.</summary>
    /// <param name="isCoded">Whether codings stay codes; else every column is dense.</param>
    public Objective Square(bool isCoded = true) => Shape.IsDense && (isCoded || Parts.All(static p => p.Groups.Count == 0))
        ? this
        : new Objective(Noise, Predictors, Observations, Weights, Prior, CurvatureShape.Dense(CoefficientCount), isCoded);

    /// <summary>Evaluates the sum and its derivatives.</summary>
    /// <param name="coefficients">One number a coefficient.</param>
    /// <param name="order">0: the sum only; 1: the gradient too; 2: the curvature too.</param>
    /// <param name="options">Threads, cancellation, and which rows.</param>
    /// <param name="kind">What the curvature is.</param>
    /// <exception cref="InvalidOperationException">The curvature is asked for, and there is no room for it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ObjectiveValue Evaluate(ReadOnlySpan<double> coefficients, int order, in EvaluationOptions options, CurvatureKind kind = CurvatureKind.Observed)
    {
        if (order > 1 && !KeepsCurvature) throw new InvalidOperationException("there is no room for the curvature of so many coefficients");
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

    /// <summary>Evaluates the sum and its gradient at several points, while the rows are read once where no column is coded. A prior is no part of it.</summary>
    /// <param name="points">One number a coefficient for each.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="order">1, or 0 for the sums only.</param>
    public ObjectiveValue[] EvaluateMany(IReadOnlyList<double[]> points, in EvaluationOptions options, int order = 1)
    {
        int together = Parts.Any(static p => p.Groups.Count > 0) ? 1 : points.Count;
        List<ObjectiveValue> values = [];
        for (int first = 0; first < points.Count; first += together)
        {
            Work work = new(new ObjectivePass(this, [.. points.Skip(first).Take(together)], order, CurvatureKind.Observed, options));
            Hardware.Dispatch(ref work);
            values.AddRange(work.Results);
        }

        return [.. values];
    }

    /// <summary>The curvature times a direction, in one pass over the rows that keeps no second derivative.</summary>
    /// <param name="coefficients">Where the curvature is taken.</param>
    /// <param name="direction">One number a coefficient.</param>
    /// <param name="options">Threads, cancellation, and which rows.</param>
    public double[] CurvatureProduct(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> direction, in EvaluationOptions options)
    {
        Work work = new(new ObjectivePass(this, [coefficients.ToArray()], 1, CurvatureKind.Observed, options) { Look = PassLook.Product, Direction = direction.ToArray() });
        Hardware.Dispatch(ref work);
        double[] product = work.Results[0].Gradient;
        Prior?.AddProductTo(product, coefficients, direction, 1.0 / options.EveryBlock);
        return product;
    }

    /// <summary>The second derivative in each coefficient alone.</summary>
    /// <param name="coefficients">Where.</param>
    /// <param name="options">Threads, cancellation, and which rows.</param>
    public double[] CurvatureDiagonal(ReadOnlySpan<double> coefficients, in EvaluationOptions options)
    {
        Work work = new(new ObjectivePass(this, [coefficients.ToArray()], 1, CurvatureKind.Observed, options) { Look = PassLook.Diagonal });
        Hardware.Dispatch(ref work);
        double[] diagonal = work.Results[0].Gradient;
        Prior?.AddDiagonalTo(diagonal, coefficients, 1.0 / options.EveryBlock);
        return diagonal;
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
