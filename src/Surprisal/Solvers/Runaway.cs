using Surprisal.Models;

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
    private const double RestlessMovement = 0.03;

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
        if (Separation.CanHappen(bound.Noise)) _separation = new Separation(bound, objective.Predictors);
    }

    public RunawayKind Kind { get; private set; }

    /// <summary>The parameter at its boundary, or the scale that collapses.</summary>
    public BoundParameter? Parameter { get; private set; }

    /// <summary>The columns that separate.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

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

    /// <summary>The natural value at which a boundary parameter is held: indistinguishable from its limit.</summary>
    public static double HeldValue => 1e15;

    private bool IsAtBoundary(double[] point)
    {
        for (int k = 0; k < _objective.Predictors.Count; k++)
        {
            Predictor predictor = _objective.Predictors[k];
            BoundParameter parameter = _bound.Parameters[k];
            if (!predictor.IsConstant || parameter.Parameter.LimitingModel is null || parameter.Link is not Links.LogLink) continue;
            if (point[predictor.Start] < FarOut) continue;
            double[] limit = (double[])point.Clone();
            limit[predictor.Start] = Limit;
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
            bool isScale = parameter.Parameter.Name is "sigma" or "scale" && parameter.Link is Links.LogLink;
            if (!isScale || predictor.Count == 0) continue;
            double before = Lowest(predictor, _start), now = Lowest(predictor, point);
            if (now > before - Collapse) continue;
            Kind = RunawayKind.Singular;
            Parameter = parameter;
            return true;
        }

        return false;
    }

    private double Lowest(Predictor predictor, double[] point)
    {
        if (predictor.IsConstant) return point[predictor.Start];
        double lowest = double.PositiveInfinity;
        foreach (double eta in PredictorValues.Of(predictor.Columns, point.AsSpan(predictor.Start, predictor.Count), predictor.Offset, _objective.RowCount))
            lowest = Math.Min(lowest, eta);
        return lowest;
    }

    private bool IsSeparated(NewtonDirection direction)
    {
        if (_separation is null || direction.Decrement > 1) return false;
        if (_separation.LargestMovement(direction.Step) < RestlessMovement) return false;
        if (_separation.Prove(direction.Step) is not { } columns) return false;
        Kind = RunawayKind.Separation;
        Columns = columns;
        return true;
    }
}
