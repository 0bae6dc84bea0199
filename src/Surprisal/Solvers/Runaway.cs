using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Solvers.Recession;

namespace Surprisal.Solvers;

/// <summary>Where a fit runs off to, when it does.</summary>
internal enum RunawayKind
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>A parameter grows until the noise model becomes its limiting one.</summary>
    Boundary,

    /// <summary>Coefficients grow because columns separate the responses.</summary>
    Separation,

    /// <summary>A scale shrinks to nothing on rows that are met exactly: a density without bound.</summary>
    Singular,

    /// <summary>A scale shrinks to nothing while the density stays bounded: a flat core takes all rows.</summary>
    Vanishing,
}

/// <summary>Watches the steps of a solver for optima at infinity, so that they are named and not run after.</summary>
internal sealed class Runaway
{
    // From nu = 10,000 on, a student-t and its gaussian limit are hard to tell apart; the limit itself is held at 1e15.
    private const double FarOut = 9.2;
    private const double Limit = 34.5;
    private const int FirstIteration = 3;

    // A scale a billion times smaller than where it started has left the data behind.
    private const double Collapse = 20.7;

    // A shape of 1e26 is a spread of a ten-billionth of a per mille, below what fifteen digits of data can show.
    private const double Concentrated = 59.9;
    private const double RestlessMovement = 0.03;

    // So many standard errors from where everything else settles, the likelihood is within 1e-9 of its least upper bound.
    private const double Settled = 3e-5;

    // Towards an optimum at infinity Newton's decrement falls by about √e a step; towards a finite one ever faster.
    private const double Settling = 0.1;
    private readonly Objective _objective;
    private readonly BoundModel _bound;
    private readonly EvaluationOptions _options;
    private readonly double[] _start;
    private readonly Separation? _separation;
    private double _previousDecrement = double.PositiveInfinity;

    public Runaway(Objective objective, BoundModel bound, EvaluationOptions options, double[] start)
    {
        _objective = objective;
        _bound = bound;
        _options = options;
        _start = start;
        _separation = Separation.Of(bound, objective.Predictors, at => objective.Prior?.Covers(at) ?? false, options.Cancellation);
    }

    public RunawayKind Kind { get; private set; }

    /// <summary>The parameter at its boundary, or the scale that collapses.</summary>
    public BoundParameter? Parameter { get; private set; }

    /// <summary>Whether the spread vanishes in every row: all are met exactly.</summary>
    public bool IsExact { get; private set; }

    /// <summary>What separates; null where nothing does.</summary>
    public SeparationVerdict? Verdict { get; private set; }

    /// <summary>Looks at a step; true where the solver should stop.</summary>
    public bool Look(double[] point, NewtonDirection direction, int iteration)
    {
        bool settles = direction.IsPositiveDefinite && direction.Decrement < Settling * _previousDecrement;
        _previousDecrement = direction.Decrement;
        if (iteration < FirstIteration) return false;
        if (IsAtBoundary(point)) return true;

        // What follows looks at every row.
        return !settles && (HasCollapsed(point) || IsSeparated(direction));
    }

    /// <summary>Whether rows still move where a solver took itself to have arrived: an optimum at infinity, whether proven or not.</summary>
    public bool IsRestless(NewtonDirection direction)
    {
        if (Kind != RunawayKind.None || _separation is null || _separation.LargestMovement(direction.Step) < RestlessMovement) return false;
        Decide();
        return true;
    }

    /// <summary>Looks at where a solver got stuck or used up its steps: an optimum at infinity is a reason.</summary>
    public void LookBack()
    {
        if (Kind == RunawayKind.None) Decide();
    }

    /// <summary>The natural value at which a boundary parameter is held: indistinguishable from its limit.</summary>
    public static double HeldValue(Noise.NoiseParameter parameter) =>
        parameter.LimitAtZero ? 1e-15 : parameter.Domain == Links.ParameterDomain.Probability ? Math.BitDecrement(1.0) : 1e15;

    private bool IsAtBoundary(double[] point)
    {
        for (int k = 0; k < _objective.Predictors.Count; k++)
        {
            Predictor predictor = _objective.Predictors[k];
            BoundParameter parameter = _bound.Parameters[k];
            if (!predictor.IsConstant || parameter.Parameter.LimitingModel is null || parameter.Link is not (Links.LogLink or Links.LogitLink)) continue;
            double side = parameter.Parameter.LimitAtZero ? -1 : 1;
            if (side * point[predictor.Start] < FarOut) continue;
            double[] limit = (double[])point.Clone();
            limit[predictor.Start] = side * Limit;
            double here = _objective.Evaluate(point, 0, _options).Surprisal, there = _objective.Evaluate(limit, 0, _options).Surprisal;
            if (!(there <= here)) continue;
            Kind = RunawayKind.Boundary;
            Parameter = parameter;
            return true;
        }

        return false;
    }

    private bool HasCollapsed(double[] point)
    {
        for (int k = 0; k < _objective.Predictors.Count; k++)
        {
            Predictor predictor = _objective.Predictors[k];
            BoundParameter parameter = _bound.Parameters[k];
            if (predictor.Count == 0 || parameter.Link is not Links.LogLink) continue;
            (double lowest, double highest) = Range(predictor, point);
            bool isConcentration = parameter.Parameter.Role == ParameterRole.Concentration && highest > Concentrated;
            bool isScale = parameter.Parameter.Role == ParameterRole.Scale && lowest <= Range(predictor, _start).Lowest - Collapse;
            if (!isConcentration && !isScale) continue;
            Kind = RunawayKind.Singular;
            Parameter = parameter;
            IsExact = isConcentration && lowest > Concentrated;
            return true;
        }

        return false;
    }

    /// <summary>The smallest and the largest η of the rows.</summary>
    private (double Lowest, double Highest) Range(Predictor predictor, double[] point)
    {
        if (predictor.IsConstant) return (point[predictor.Start], point[predictor.Start]);
        double[] eta = PredictorValues.Of(predictor.Columns, point.AsSpan(predictor.Start, predictor.Count), predictor.Offset, _objective.RowCount);
        return (eta.Min(), eta.Max());
    }

    /// <summary>Once proven, a solver goes on until the other coefficients have settled: they have estimates.</summary>
    private bool IsSeparated(NewtonDirection direction)
    {
        if (_separation is null || direction.Decrement > 1) return false;
        if (_separation.LargestMovement(direction.Step) < RestlessMovement) return false;
        return Decide() && direction.Decrement <= Settled;
    }

    private bool Decide()
    {
        Verdict ??= _separation?.Decide();
        if (Verdict is not null) Kind = RunawayKind.Separation;
        return Verdict is not null;
    }
}
