using Surprisal.Formulas;
using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// A fit by steps of slopes and curvature: the start, several starts, and what to do where no optimum exists. What steps are taken is the
/// method's business.
/// </summary>
internal sealed class SmoothFit
{
    private const int MostPolished = 3;
    private const double Same = 1e-9;
    private static readonly double[] DistantShapes = [30, 300];
    private readonly SolverTask _task;
    private readonly SmoothMethod _method;
    private readonly BoundModel _bound;
    private readonly IReadOnlyList<Predictor> _predictors;
    private readonly EvaluationOptions _options;

    public SmoothFit(SolverTask task, SmoothMethod method)
    {
        _task = task;
        _method = method;
        _bound = task.Bound;
        _predictors = task.Predictors;
        _options = task.Options;
    }

    /// <summary>Fits.</summary>
    /// <exception cref="InputException">No coefficients are feasible to start from.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before there was anything to report.</exception>
    public Estimate Run()
    {
        Objective objective = _task.Objective;
        if (objective.Prior is not null) return WithPrior(objective);
        double[]? location = null;
        if (StartingPoint.IsLocation(_bound))
        {
            LeastSquaresResult squares = LeastSquaresSolver.Solve(_predictors[0], _bound.Response, _bound.Weights, _options, careful: IsSmall());
            if (squares.IsExact && HasFreeScale())
            {
                double[] coefficients = new double[objective.CoefficientCount];
                squares.Coefficients.CopyTo(coefficients, 0);
                for (int k = 1; k < _predictors.Count; k++) Array.Fill(coefficients, double.NaN, _predictors[k].Start, _predictors[k].Count);
                return GaussianSolver.Exact(_bound, objective, squares, coefficients);
            }

            location = squares.Coefficients;
        }

        double[] start = FeasibleStart(objective, Robust(objective, StartingPoint.For(_bound, _predictors, location, objective.CoefficientCount), location));
        return Minimise(objective, start);
    }

    /// <summary>
    /// From coefficients of zero, and where a spread is estimated too from least squares as well, the better of both: a posterior in slopes and spread has two
    /// modes when the prior holds the slopes at zero as long as the spread is large (Städler, Bühlmann, van de Geer 2010, doi:10.1007/s11749-010-0197-z).
    /// </summary>
    private Estimate WithPrior(Objective objective)
    {
        Estimate level = Minimise(objective, FeasibleStart(objective, StartingPoint.For(_bound, _predictors, null, objective.CoefficientCount)));
        if (!StartingPoint.IsLocation(_bound) || (!HasFreeScale() && objective.Prior!.IsLogConcave) || level.Status == SolverStatus.Cancelled) return level;
        double[] location = StartingPoint.IsWide(_predictors[0]) ? new double[_predictors[0].Count] : LocationSample.Of(_bound, _predictors[0]).LeastSquares();
        Estimate slope = Minimise(objective, StartingPoint.For(_bound, _predictors, location, objective.CoefficientCount));
        return IsBetter(slope, level) ? slope : level;
    }

    private static bool IsBetter(Estimate a, Estimate b)
    {
        bool regular = a.Runaway is RunawayKind.None or RunawayKind.Boundary && !a.IsExact, otherRegular = b.Runaway is RunawayKind.None or RunawayKind.Boundary && !b.IsExact;
        return regular != otherRegular ? regular : a.Surprisal + a.PriorSurprisal < b.Surprisal + b.PriorSurprisal;
    }

    private bool IsSmall() => LeastSquaresSolver.IsSmall(_bound.RowCount, _predictors[0].Count);

    private bool HasFreeScale() => _bound.Parameters.Any(static p => p.Parameter.Role == Noise.ParameterRole.Scale);

    private Estimate Minimise(Objective objective, double[] start)
    {
        StartingPoints starts = _method.Starts(_task, start);
        (SolverResult result, Runaway watch, int agreeing) = RunFrom(objective, starts);
        foreach (double shape in DistantShapes)
        {
            if (watch.Kind != RunawayKind.Singular || watch.IsExact || Distant(start, shape) is not { } distant) break;

            // A density without bound lies this way; from near the limiting model the nearest regular optimum is found, if there is one.
            (SolverResult again, Runaway second) = Run(objective, _bound, distant);
            if (second.Kind != RunawayKind.Singular) (result, watch, agreeing) = (again, second, 0);
        }

        Estimate estimate = watch.IsExact ? Exact(objective, result, watch)
            : watch.Kind == RunawayKind.Boundary ? AtBoundary(result, watch)
            : Dress(_bound, objective, result, watch);
        return estimate with { Starts = starts.Tried, AgreeingStarts = agreeing };
    }

    /// <summary>The best regular optimum that the starts lead to, and how many of them led there.</summary>
    private (SolverResult Result, Runaway Watch, int Agreeing) RunFrom(Objective objective, StartingPoints starts)
    {
        List<(SolverResult Result, Runaway Watch, int Agreeing)> ends = [];
        foreach (StartingGroup group in starts.Groups.Take(MostPolished))
        {
            (SolverResult result, Runaway watch) = Run(objective, _bound, group.Point, starts.SeenRows);
            ends.Add((result, watch, group.Agreeing));
        }

        (SolverResult Result, Runaway Watch, int Agreeing) best = ends.Aggregate(static (a, b) => IsBetter(b, a) ? b : a);
        return best with { Agreeing = ends.Where(e => IsSame(e, best)).Sum(static e => e.Agreeing) };
    }

    private static bool IsBetter((SolverResult Result, Runaway Watch, int) a, (SolverResult Result, Runaway Watch, int) b)
    {
        bool regular = a.Watch.Kind != RunawayKind.Singular, otherRegular = b.Watch.Kind != RunawayKind.Singular;
        return regular != otherRegular ? regular : a.Result.Value.Surprisal < b.Result.Value.Surprisal;
    }

    private static bool IsSame((SolverResult Result, Runaway Watch, int) a, (SolverResult Result, Runaway Watch, int) b) =>
        a.Watch.Kind == b.Watch.Kind && Math.Abs(a.Result.Value.Surprisal - b.Result.Value.Surprisal) <= Same * (1.0 + Math.Abs(b.Result.Value.Surprisal));

    private (SolverResult Result, Runaway Watch) Run(Objective objective, BoundModel bound, double[] start, int seenRows = 0)
    {
        Runaway watch = new(objective, bound, _options, start);
        SolverResult result = _method.Minimise(_task, objective, start, watch, seenRows);
        if (result.Status == SolverStatus.Stalled) watch.LookBack();
        return (result, watch);
    }

    /// <summary>The optimum for a shape held near its limiting model, all else free; null where the noise model has none.</summary>
    private double[]? Distant(double[] start, double shape)
    {
        for (int k = 0; k < _predictors.Count; k++)
        {
            BoundParameter parameter = _bound.Parameters[k];
            if (parameter.Parameter.LimitingModel is null || !_predictors[k].IsConstant) continue;
            double value = parameter.Parameter.Limit switch { 0.0 => 1 / shape, 1.0 => 1 - (1 / shape), _ => shape };
            (BoundModel rest, IReadOnlyList<Predictor> predictors, double[] others) = Without(k, start);
            (SolverResult held, Runaway watch) = Run(SolverTask.NewObjective(rest, predictors, new Dictionary<string, double>(StringComparer.Ordinal) { [parameter.Parameter.Name] = value }), rest, others);
            double[] from = watch.Kind == RunawayKind.None ? held.Coefficients : others;
            List<double> distant = [.. from];
            distant.Insert(_predictors[k].Start, parameter.Link.Apply(value));
            return [.. distant];
        }

        return null;
    }

    /// <summary>The model without one parameter, its predictors, and a point without the parameter's coefficients.</summary>
    private (BoundModel Model, IReadOnlyList<Predictor> Predictors, double[] Point) Without(int parameter, double[] point)
    {
        List<Predictor> predictors = [];
        List<double> rest = [];
        for (int k = 0; k < _predictors.Count; k++)
        {
            if (k == parameter) continue;
            predictors.Add(_predictors[k] with { Start = rest.Count });
            rest.AddRange(point.AsSpan(_predictors[k].Start, _predictors[k].Count));
        }

        return (_bound.Without(_bound.Parameters[parameter].Parameter.Name), predictors, [.. rest]);
    }

    /// <summary>Holds the parameter at its limit and estimates the rest.</summary>
    private Estimate AtBoundary(SolverResult result, Runaway watch)
    {
        string name = watch.Parameter!.Parameter.Name;
        (BoundModel rest, IReadOnlyList<Predictor> predictors, double[] start) = Without(_bound.Parameters.ToList().IndexOf(watch.Parameter), result.Coefficients);
        Objective limit = SolverTask.NewObjective(rest, predictors, new Dictionary<string, double>(StringComparer.Ordinal) { [name] = Runaway.HeldValue(watch.Parameter.Parameter) });
        (SolverResult limiting, Runaway second) = Run(limit, rest, start);
        Estimate estimate = Dress(rest, limit, limiting with { Iterations = result.Iterations + limiting.Iterations, Evaluations = result.Evaluations + limiting.Evaluations, Curvatures = result.Curvatures + limiting.Curvatures }, second);
        return second.Kind == RunawayKind.None ? estimate with { Runaway = RunawayKind.Boundary, RunawayParameter = watch.Parameter } : estimate;
    }

    /// <summary>Every row is met exactly: the coefficients of the mean stand, those of the spread do not exist.</summary>
    private Estimate Exact(Objective objective, SolverResult result, Runaway watch)
    {
        double[] coefficients = (double[])result.Coefficients.Clone();
        for (int k = 0; k < _predictors.Count; k++)
        {
            if (_bound.Parameters[k].Parameter != _bound.Noise.Parameters[0]) Array.Fill(coefficients, double.NaN, _predictors[k].Start, _predictors[k].Count);
        }

        return Dress(_bound, objective, result, watch) with
        {
            Coefficients = coefficients,
            IsExact = true,
            Surprisal = null,
            Runaway = RunawayKind.None,
            Status = SolverStatus.Converged,
            Information = [],
            Gradient = [],
            Decrement = null,
        };
    }

    private Estimate Dress(BoundModel bound, Objective objective, SolverResult result, Runaway watch) => new()
    {
        Bound = bound,
        Predictors = objective.Predictors,
        Coefficients = result.Coefficients,
        Surprisal = result.Value.Surprisal - (objective.Prior?.Surprisal(result.Coefficients) ?? 0),
        PriorSurprisal = objective.Prior?.Surprisal(result.Coefficients),
        Pinned = objective.Prior is { IsRough: true } prior ? prior.Pinned(result.Coefficients) : [],
        MayHaveOthers = objective.Prior is { IsLogConcave: false },
        KktResidual = result.KktResidual,
        InverseInformation = IsRegular(result, watch) && objective.CoefficientCount <= WideProblem.MostCovariances ? result.Direction.Inverse() : null,
        Variances = IsRegular(result, watch) && objective.CoefficientCount > WideProblem.MostCovariances ? WideProblem.Variances(result.Direction, objective.Predictors) : null,
        WhyNoErrors = WideProblem.Serves(objective) && !WideProblem.IsFormedOnce(objective) ? WideProblem.NoErrors : null,
        Information = objective.Shape.IsDense ? result.Value.Curvature : [],
        Gradient = result.Value.Gradient,
        Decrement = result.Direction.IsPositiveDefinite ? result.Direction.Decrement : null,
        Runaway = watch.Kind,
        RunawayParameter = watch.Parameter,
        Separating = watch.Verdict?.Positions ?? [],
        Separation = watch.Verdict,
        Status = result.Status,
        Solver = objective.Shape.IsDense || _method is not NewtonMethod ? _method.Description : $"{_method.Description}; the levels of the largest factor eliminated",
        Iterations = result.Iterations,
        Evaluations = result.Evaluations,
        Curvatures = result.Curvatures,
    };

    private static bool IsRegular(SolverResult result, Runaway watch) => watch.Kind == RunawayKind.None && result.Status == SolverStatus.Converged;

    /// <summary>Default links take every η, and without offsets the start has none that could overflow: no pass is needed to see it.</summary>
    private bool IsFeasibleEverywhere() =>
        _bound.Parameters.All(static p => p.Offset is null && p.Link == Links.LinkRegistry.Default(p.Parameter.Domain));

    /// <summary>The start, or one with slopes of zero where that is better: a single gross outlier takes least squares anywhere.</summary>
    private double[] Robust(Objective objective, double[] start, double[]? location)
    {
        if (location is null) return start;
        double[] level = StartingPoint.For(_bound, _predictors, null, start.Length);
        bool isTighter = _predictors.Skip(1).Any(p => p.Count > 0 && level[p.Start] < start[p.Start]);
        if (!isTighter) return start;
        return objective.Evaluate(level, 0, _options).Surprisal < objective.Evaluate(start, 0, _options).Surprisal ? level : start;
    }

    private double[] FeasibleStart(Objective objective, double[] start)
    {
        if (IsFeasibleEverywhere() || double.IsFinite(objective.Evaluate(start, 0, _options).Surprisal)) return start;
        double[] fromData = ResponseStart.For(_bound, _predictors[0], start, _options);
        if (double.IsFinite(objective.Evaluate(fromData, 0, _options).Surprisal)) return fromData;
        if (Raised(start) is { } raised && double.IsFinite(objective.Evaluate(raised, 0, _options).Surprisal)) return raised;
        BoundParameter first = _bound.Parameters[0];
        throw new InputException(
            $"no coefficients were found for which link '{first.Link.Name}' keeps {first.Parameter.Name} within its domain in every row",
            $"use its default link '{Links.LinkRegistry.Default(first.Parameter.Domain).Name}', or add an intercept");
    }

    /// <summary>The start with the first intercept raised until no row is below zero: what an offset may have done; null without an intercept.</summary>
    private double[]? Raised(double[] start)
    {
        if (_predictors.Count == 0 || _predictors[0].Columns is not [InterceptColumn, ..]) return null;
        double[] eta = PredictorValues.Of(_predictors[0].Columns, start.AsSpan(0, _predictors[0].Count), _predictors[0].Offset, _bound.RowCount);
        double lowest = eta.Min(), highest = eta.Max();
        if (lowest > 0) return null;
        const double Margin = 0.1;
        double[] raised = (double[])start.Clone();
        raised[0] += (Margin * (highest - lowest)) - lowest;
        return raised;
    }
}
