using Surprisal.Formulas;
using Surprisal.Noise;
using Surprisal.Priors;

namespace Surprisal.Models;

/// <summary>
/// The priors of an objective's coefficients: a smooth part, which is added to the sum over rows, and a rough one with kinks and bounds, which solvers minimise exactly. Immutable.
/// </summary>
internal sealed class CoefficientPrior
{
    private readonly ScalarPrior?[] _rough;
    private readonly bool[] _covered;
    private readonly List<PriorTerm> _smooth = [];
    private readonly List<PriorTerm> _gauges = [];
    private readonly List<BlockTerm> _groups = [];

    private CoefficientPrior(int coefficients)
    {
        _rough = new ScalarPrior?[coefficients];
        _covered = new bool[coefficients];
    }

    /// <summary>Whether there are kinks or bounds.</summary>
    public bool IsRough { get; private set; }

    /// <summary>Whether −log p is convex.</summary>
    public bool IsLogConcave { get; private set; } = true;

    /// <summary>Whether the rough part of −log p is convex.</summary>
    public bool IsRoughLogConcave { get; private set; } = true;

    /// <summary>The blocks that are zero together or not at all.</summary>
    public IReadOnlyList<BlockTerm> Groups => _groups;

    /// <summary>The priors of a model over some predictors; null where the model has none.</summary>
    public static CoefficientPrior? Of(BoundModel bound, IReadOnlyList<Predictor> predictors)
    {
        bool needsGauge = bound.Noise is CategoricalNoise { IsSymmetric: true } && !HasIntercepts(bound);
        if (bound.Priors.Count == 0 && !needsGauge) return null;
        CoefficientPrior result = new(predictors.Sum(static p => p.Count));
        for (int k = 0; k < predictors.Count; k++)
        {
            Dictionary<string, int> positions = new(StringComparer.Ordinal);
            for (int j = 0; j < predictors[k].Count; j++) positions.TryAdd(predictors[k].Columns[j].Name, predictors[k].Start + j);
            foreach (AssignedPrior assigned in bound.Priors)
            {
                if (assigned.Parameter == bound.Parameters[k]) result.Add(assigned, bound, predictors[k], positions);
            }
        }

        if (needsGauge) result._gauges.Add(Gauge(predictors));
        return result;
    }

    /// <summary>No prior.</summary>
    /// <param name="coefficients">Of how many coefficients.</param>
    public static CoefficientPrior None(int coefficients) => new(coefficients);

    /// <summary>Whether an intercept has a prior.</summary>
    public static bool HasIntercepts(BoundModel bound) => bound.Priors.Any(static p => p.Columns.Any(static c => c is InterceptColumn));

    /// <summary>The rough prior of a coefficient by itself; null where it has none.</summary>
    public ScalarPrior? RoughAt(int position) => _rough[position];

    /// <summary>Whether a coefficient has a prior that holds it back however far the data pull.</summary>
    public bool Covers(int position) => _covered[position];

    /// <summary>−log p of the coefficients, in nats; ∞ where a bound forbids them.</summary>
    public double Surprisal(ReadOnlySpan<double> coefficients) => SmoothSurprisal(coefficients) + RoughSurprisal(coefficients);

    /// <summary>That of the part with kinks and bounds.</summary>
    public double RoughSurprisal(ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        for (int at = 0; at < _rough.Length; at++) sum -= _rough[at]?.LogDensity(coefficients[at]) ?? 0;
        foreach (BlockTerm group in _groups) sum += group.Surprisal(coefficients);
        return sum;
    }

    /// <summary>Whether terms couple coefficients, or kinks and bounds take part, so that all second derivatives are wanted.</summary>
    public bool NeedsAllCurvature => IsRough || _gauges.Count > 0 || _smooth.Exists(static t => t is not ScalarTerm);

    /// <summary>Adds the smooth part's curvature times a direction.</summary>
    /// <param name="product">What it is added to.</param>
    /// <param name="coefficients">Where the curvature is taken.</param>
    /// <param name="direction">One number a coefficient.</param>
    /// <param name="share">How much of the prior.</param>
    public void AddProductTo(Span<double> product, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> direction, double share)
    {
        foreach (PriorTerm term in _smooth) term.AddProductTo(product, coefficients, direction, share);
        foreach (PriorTerm term in _gauges) term.AddProductTo(product, coefficients, direction, share);
    }

    /// <summary>Adds the smooth part's second derivative in each coefficient alone.</summary>
    /// <param name="diagonal">What it is added to.</param>
    /// <param name="coefficients">Where.</param>
    /// <param name="share">How much of the prior.</param>
    public void AddDiagonalTo(Span<double> diagonal, ReadOnlySpan<double> coefficients, double share)
    {
        foreach (PriorTerm term in _smooth) term.AddDiagonalTo(diagonal, coefficients, share);
        foreach (PriorTerm term in _gauges) term.AddDiagonalTo(diagonal, coefficients, share);
    }

    /// <summary>A sum over rows with the smooth part and its derivatives added.</summary>
    /// <param name="value">The sum over rows, which is changed and returned.</param>
    /// <param name="coefficients">Where.</param>
    /// <param name="share">How much of the prior: less than 1 for a sum over a sample of the rows.</param>
    public ObjectiveValue AddTo(ObjectiveValue value, ReadOnlySpan<double> coefficients, double share)
    {
        foreach (PriorTerm term in _smooth) term.AddTo(value, coefficients, share);
        double gauge = 0;
        foreach (PriorTerm term in _gauges)
        {
            term.AddTo(value, coefficients, share);
            gauge += term.Surprisal(coefficients);
        }

        return value with { Surprisal = value.Surprisal + (share * (SmoothSurprisal(coefficients) + gauge)) };
    }

    /// <summary>Adds the second derivatives of the rough part, where coefficients are off its kinks.</summary>
    public void AddRoughCurvature(ObjectiveValue value, ReadOnlySpan<double> coefficients)
    {
        for (int at = 0; at < _rough.Length; at++)
        {
            if (_rough[at] is { } prior) value.Curvature[(at * _rough.Length) + at] += prior.Curvature(coefficients[at]);
        }

        foreach (BlockTerm group in _groups) group.AddTo(value with { Gradient = [] }, coefficients, 1);
    }

    /// <summary>The nearest coefficients that no bound forbids.</summary>
    public double[] Feasible(double[] coefficients)
    {
        double[] feasible = (double[])coefficients.Clone();
        for (int at = 0; at < feasible.Length; at++)
        {
            if (_rough[at] is { } prior) feasible[at] = Math.Clamp(feasible[at], prior.Lower, prior.Upper);
        }

        return feasible;
    }

    /// <summary>Whether a coefficient stands at a kink or a bound, where it has no curvature.</summary>
    public bool[] Pinned(ReadOnlySpan<double> coefficients)
    {
        bool[] pinned = new bool[_rough.Length];
        for (int at = 0; at < pinned.Length; at++)
        {
            if (_rough[at] is not { } prior) continue;
            (double least, double greatest) = prior.Slopes(coefficients[at]);
            pinned[at] = least < greatest;
        }

        foreach (BlockTerm group in _groups)
        {
            if (!group.IsZero(coefficients)) continue;
            foreach (int at in group.Positions) pinned[at] = true;
        }

        return pinned;
    }

    /// <summary>What is left of a gradient when the rough part has taken all that it can: zeros at an optimum.</summary>
    public double[] Conditions(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> gradient)
    {
        double[] left = gradient.ToArray();
        for (int at = 0; at < left.Length; at++)
        {
            if (_rough[at] is not { } prior) continue;
            (double least, double greatest) = prior.Slopes(coefficients[at]);
            left[at] = left[at] + least > 0 ? left[at] + least : left[at] + greatest < 0 ? left[at] + greatest : 0;
        }

        foreach (BlockTerm group in _groups)
        {
            if (!group.IsZero(coefficients))
            {
                group.AddTo(ObjectiveValue.OfSlopes(left), coefficients, 1);
                continue;
            }

            double[] pull = [.. group.Positions.Select((at, a) => left[at] / group.Scales[a])];
            double length = GroupLaplacePrior.Length(pull), share = length > group.KinkSlope ? 1 - (group.KinkSlope / length) : 0;
            foreach (int at in group.Positions) left[at] *= share;
        }

        return left;
    }

    private double SmoothSurprisal(ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        foreach (PriorTerm term in _smooth) sum += term.Surprisal(coefficients);
        return sum;
    }

    private void Add(AssignedPrior assigned, BoundModel bound, Predictor predictor, Dictionary<string, int> positions)
    {
        int[] at = [.. assigned.Columns.Where(c => positions.ContainsKey(c.Name)).Select(c => positions[c.Name])];
        IsLogConcave &= assigned.Prior.IsLogConcave;
        if (assigned.IsOfCentre)
        {
            double[] means = [.. at.Select(a => ColumnMoments.Mean(predictor.Columns[a - predictor.Start], bound.RowCount, bound.Weights.Span))];
            _smooth.Add(new CombinationTerm((ScalarPrior)assigned.Prior, at, means));
            _covered[at[0]] = true;
            return;
        }

        if (assigned.Prior is BlockPrior block)
        {
            BlockTerm term = new(assigned.OfLevels ?? block, at, assigned.Scales);
            IsRough |= block.HasKink;
            if (block.HasKink) _groups.Add(term);
            else _smooth.Add(term);
            foreach (int a in at) _covered[a] |= assigned.IsProper;
            return;
        }

        for (int a = 0; a < at.Length; a++)
        {
            ScalarPrior prior = (ScalarPrior)assigned.Prior;
            if (assigned.Scales[a] != 1) prior = prior.Scaled(1 / assigned.Scales[a]);
            _covered[at[a]] |= prior.IsProper;
            if (prior.IsSmooth)
            {
                _smooth.Add(new ScalarTerm(prior, at[a]));
                continue;
            }

            _rough[at[a]] = prior;
            IsRough = true;
            IsRoughLogConcave &= prior.IsLogConcave;
        }
    }

    /// <summary>The intercepts of classes without a reference are free up to a shift that they share: their sum is held at 0, whatever columns were centred.</summary>
    private static CombinationTerm Gauge(IReadOnlyList<Predictor> predictors)
    {
        List<int> positions = [];
        List<double> weights = [];
        foreach (Predictor predictor in predictors)
        {
            for (int j = 0; j < predictor.Count; j++)
            {
                if (predictor.Columns[j] is not (InterceptColumn or CenteredColumn)) continue;
                positions.Add(predictor.Start + j);
                weights.Add(predictor.Columns[j] is CenteredColumn centered ? -centered.Center : 1);
            }
        }

        return new CombinationTerm(null, positions, weights);
    }
}
