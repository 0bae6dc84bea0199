using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// The maximum likelihood fit of a noise model with kinks (laplace, asymmetric-laplace, epsilon-insensitive): location by linear programming, scale in closed
/// form where it is a single number.
/// </summary>
/// <remarks>
/// <para>The objective is Σ w (log s + φ((y − xb)/s)), or Σ w (log(s + ε) + φ(y − xb)/s) with kinks ±ε in units of the response. 1. Scale held, or a single
/// number that does not move the kinks: b is the programme's minimum with costs w (times known factors of the scale, where the only kink is at 0); with L =
/// Σ w φ(y − xb), n = Σ w, s = L/n, or the positive root of ns² − Ls − Lε. 2. A single number that moves the kinks: b and s are coupled
/// (<see cref="ScaleSearch"/>). 3. A scale with predictors: in turn b for given scales, and the coefficients of the log scale for given residuals (convex,
/// Newton's method), until b stays at its vertex. Each turn lowers the objective, vertices are finite in number, and the kinks do
/// not couple b and s, so the end is stationary in both together; where the vertex is unique it is a local minimum. 4. Rows that a core ±ε takes whole: their scale
/// vanishes, and the density 1/(2ε) bounds the likelihood.</para>
/// </remarks>
internal sealed class KinkFit
{
    private const int MostTurns = 200;

    // A scale a billion times smaller than where it started has left the data behind.
    private const double Collapse = 20.7;

    // Added to the core, this share of it is lost in rounding.
    private const double VanishedShare = 1.0 / (1L << 54);

    // Rows whose scale vanishes must stay within their core: so steep a price keeps them there, and a steeper one ruins the programme's arithmetic.
    private const double HeavyShare = 1e-9;
    private const double RestlessMovement = 0.03;

    // A loss that is this share of the responses may be rounding: the careful path decides.
    private const double SmallLoss = 1e-12;
    private readonly BoundModel _bound;
    private readonly IReadOnlyList<Predictor> _predictors;
    private readonly Objective _objective;
    private readonly EvaluationOptions _options;
    private readonly Action<int, double, double?>? _progress;
    private readonly CheckFunction _function;
    private readonly KinkSolver _solver;
    private readonly double[] _target;
    private readonly double[] _weights;
    private int _iterations;
    private int _evaluations;

    private KinkFit(BoundModel bound, Objective objective, EvaluationOptions options, Action<int, double, double?>? progress)
    {
        _bound = bound;
        _objective = objective;
        _predictors = objective.Predictors;
        _options = options;
        _progress = progress;
        _function = new CheckFunction((IPiecewiseLinear)bound.Noise);
        _solver = new KinkSolver(options);
        _target = bound.Response.ToArray();
        if (_predictors[0].Offset is { } offset)
        {
            for (int i = 0; i < _target.Length; i++) _target[i] -= offset.Span[i];
        }

        _weights = bound.Weights.IsEmpty ? [.. Enumerable.Repeat(1.0, bound.RowCount)] : bound.Weights.ToArray();
    }

    /// <summary>
    /// Whether a model is served: convex piecewise linear surprisal, a location with identity link that is not held, and a scale that is held, one number, or has
    /// the log link and predictors or an offset (predictors only where the kinks do not move with it: coordinates in turn could get stuck).
    /// </summary>
    public static bool Serves(BoundModel bound)
    {
        if (bound.Noise is not IPiecewiseLinear kinks || bound.Parameters.Count == 0) return false;
        BoundParameter location = bound.Parameters[0];
        if (location.Parameter != bound.Noise.Parameters[0] || location.Link is not IdentityLink) return false;
        if (bound.Parameters.Count == 1 || IsOneNumber(bound.Parameters[1])) return true;
        return bound.Parameters[1].Link is LogLink && (bound.Parameters[1].IsSingleNumber || !new CheckFunction(kinks).KinksMove);
    }

    /// <summary>Fits.</summary>
    /// <param name="bound">A model that is served.</param>
    /// <param name="objective">Its objective.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="progress">Told of turn, objective and distance; null for nobody.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Estimate Run(BoundModel bound, Objective objective, EvaluationOptions options, Action<int, double, double?>? progress) =>
        new KinkFit(bound, objective, options, progress).Run();

    /// <summary>The estimate whose location is known: one of several quantiles that were fitted together.</summary>
    /// <param name="bound">A model whose only kink is at its location and whose scale is held or one number.</param>
    /// <param name="objective">Its objective.</param>
    /// <param name="options">Threads.</param>
    /// <param name="solution">The location, for a scale of 1.</param>
    public static Estimate Given(BoundModel bound, Objective objective, EvaluationOptions options, KinkSolution solution)
    {
        KinkFit fit = new(bound, objective, options, null) { _iterations = solution.Iterations, _evaluations = solution.Evaluations };
        const string Solver = "interior point on all quantiles together, held in order in every row (surprisal of straight pieces)";
        const string Name = "interior-point";
        if (bound.Parameters.Count == 1) return fit.Finish(solution.WithScale(bound.BindNoise().Held(1)!.Value), [], SolverStatus.Converged) with { Solver = Solver, SolverName = Name };
        double best = fit._function.BestScale(solution.Loss, GaussianSolver.TotalWeight(bound));
        return fit.Finish(solution.WithScale(best), [bound.Parameters[1].Link.Apply(best)], SolverStatus.Converged) with { Solver = Solver, SolverName = Name };
    }

    private static bool IsOneNumber(BoundParameter parameter) => parameter.IsSingleNumber && parameter.Offset is null;

    private Estimate Run()
    {
        if (_bound.Parameters.Count == 1)
        {
            double held = _bound.BindNoise().Held(1)!.Value;
            return Finish(Solve(Filled(held)), [], SolverStatus.Converged);
        }

        KinkSolution first = Solve(OffsetScales());
        if (ExactFit(first) is { } exact) return exact;
        if (!_bound.Parameters[1].IsSingleNumber) return InTurns(first);
        double n = GaussianSolver.TotalWeight(_bound);
        if (_function.KinksMove)
        {
            (KinkSolution solution, double scale) = new ScaleSearch(_function, n, s => Solve(Times(OffsetScales(), s))).Run(TotalLoss(first) / n);
            return Finish(solution, [_bound.Parameters[1].Link.Apply(scale)], SolverStatus.Converged);
        }

        if (_function.Core > 0 && _predictors[1].Offset is not null) return InTurns(first);
        double best = _function.BestScale(first.Loss, n);
        if (best == 0) return Vanishing(first, [_bound.Parameters[1].Link.Apply(VanishedShare * _function.Core)], [0], n * Elementary.Log(2 * _function.Core));
        return Finish(first.WithScale(best), [_bound.Parameters[1].Link.Apply(best)], SolverStatus.Converged);
    }

    /// <summary>The programme's minimum for given scales.</summary>
    private KinkSolution Solve(double[] scales)
    {
        double[] cost = new double[scales.Length];
        for (int i = 0; i < cost.Length; i++) cost[i] = _weights[i] / scales[i];
        double[] kinks = _function.KinksMove ? scales : _function.IsHomogeneous ? [] : Filled(1);
        KinkSolution solution = _solver.Solve(new KinkProblem(_predictors[0].Columns, _target, cost, kinks, _function));
        _iterations += solution.Iterations;
        _evaluations += solution.Evaluations;
        return solution;
    }

    /// <summary>Σ cost φ(r) as if all kinks were at 0: not 0 unless all rows are met exactly.</summary>
    private double TotalLoss(KinkSolution solution)
    {
        double sum = 0;
        for (int i = 0; i < _target.Length; i++)
        {
            double r = solution.Residuals[0][i] + (_function.Hinges[0].Kink * solution.Problem.Scale[i]);
            foreach (Hinge hinge in _function.Hinges) sum += solution.Problem.Cost[i] * hinge.At(r);
        }

        return sum;
    }

    private double[] Filled(double scale) => [.. Enumerable.Repeat(scale, _target.Length)];

    private static double[] Times(double[] values, double factor) => Array.ConvertAll(values, v => v * factor);

    /// <summary>Scales of 1 up to the known factors of the scale's offset.</summary>
    private double[] OffsetScales()
    {
        double[] scales = Filled(1);
        if (_predictors[1].Offset is not { } offset) return scales;
        for (int i = 0; i < scales.Length; i++) scales[i] = Elementary.Exp(offset.Span[i]);
        return scales;
    }

    /// <summary>The estimate where every row is met exactly and the density has no bound; else null.</summary>
    private Estimate? ExactFit(KinkSolution solution)
    {
        if (_function.Core > 0) return null;
        double size = 0;
        for (int i = 0; i < _target.Length; i++) size += solution.Problem.Cost[i] * Math.Abs(_target[i]);
        if (solution.Loss > SmallLoss * size) return null;
        LeastSquaresResult squares = LeastSquaresSolver.Solve(_predictors[0], _bound.Response, _bound.Weights, _options, careful: true);
        if (!squares.IsExact) return null;
        return GaussianSolver.Exact(_bound, _objective, squares, [.. squares.Coefficients, .. Enumerable.Repeat(double.NaN, _predictors[1].Count)]);
    }

    /// <summary>Location and scale in turn.</summary>
    private Estimate InTurns(KinkSolution solution)
    {
        double[] start = StartingPoint.For(_bound, _predictors, solution.Coefficients, _objective.CoefficientCount);
        double[] scale = start[_predictors[1].Start..];
        double lowest = LogScales(scale).Min();
        int[] vanishing = [];
        for (int turn = 0; turn < MostTurns; turn++)
        {
            (SolverResult result, bool isSingular) = FitScale(solution, scale, lowest);
            scale = result.Coefficients;
            vanishing = Vanishing(result);
            if (isSingular) return Finish(solution, scale, SolverStatus.Stalled) with { Runaway = RunawayKind.Singular, RunawayParameter = _bound.Parameters[1], InverseInformation = null };
            if (result.Status != SolverStatus.Converged) return Finish(solution, scale, result.Status);
            double floor = vanishing.Length > 0 ? HeavyShare * _function.Core : 0;
            KinkSolution next = Solve(Array.ConvertAll(LogScales(scale), eta => Math.Max(floor, Elementary.Exp(eta))));
            bool stays = next.Basis.Count > 0 && next.Basis.ToHashSet().SetEquals(solution.Basis);
            solution = next;
            _progress?.Invoke(turn, _objective.Evaluate([.. solution.Coefficients, .. scale], 0, _options).Surprisal, null);
            if (!stays && _predictors[0].Count > 0) continue;
            if (vanishing.Length == 0) return Finish(solution, scale, SolverStatus.Converged);
            double surprisal = result.Value.Surprisal + (GaussianSolver.TotalWeight(_bound) * Elementary.Log(2));
            return Vanishing(solution, scale, vanishing, surprisal);
        }

        return Finish(solution, scale, SolverStatus.Stalled);
    }

    /// <summary>
    /// The coefficients of the scale that grow without bound: where the objective is flat to rounding and Newton's step still moves a row's log scale, it falls off
    /// like the scale itself, and the step is about 1 for ever.
    /// </summary>
    private int[] Vanishing(SolverResult result)
    {
        if (_function.Core == 0) return [];
        double[] step = (double[])result.Direction.Step.Clone();
        if (PredictorValues.Of(_predictors[1].Columns, step, null, _target.Length).Max(Math.Abs) < RestlessMovement) return [];
        for (int j = 1; j < step.Length; j++)
        {
            if (_predictors[1].Columns[j] is CenteredColumn column) step[0] -= column.Center * step[j];
        }

        return [.. Enumerable.Range(0, step.Length).Where(j => Math.Abs(step[j]) >= RestlessMovement)];
    }

    private double[] LogScales(double[] coefficients) => PredictorValues.Of(_predictors[1].Columns, coefficients, _predictors[1].Offset, _target.Length);

    /// <summary>The scale's coefficients for the residuals of a solution, and whether the scale shrinks to nothing somewhere.</summary>
    private (SolverResult Result, bool IsSingular) FitScale(KinkSolution solution, double[] start, double lowest)
    {
        double[] loss = new double[_target.Length];
        for (int k = 0; k < solution.Residuals.Length; k++)
        {
            for (int i = 0; i < loss.Length; i++) loss[i] += _function.Hinges[k].At(solution.Residuals[k][i]);
        }

        Objective objective = new(new BoundNoise(new ScaledLoss(_function.Core), [LinkRegistry.Get("log")], [null]), [_predictors[1] with { Start = 0 }], new Observations(loss), _bound.Weights);
        bool isSingular = false;
        SolverResult result = new NewtonSolver(objective, _options).Minimise(
            start, MostTurns, (point, _, _) => isSingular = _function.Core == 0 && LogScales(point).Min() < lowest - Collapse);
        _evaluations += result.Evaluations;
        return (result, isSingular);
    }

    /// <summary>Some scale is 0: there the likelihood is as high as the core lets it be, and nothing says how uncertain the rest is.</summary>
    /// <param name="solution">The location.</param>
    /// <param name="scale">The scale's coefficients, far enough out to stand for the limit.</param>
    /// <param name="growing">Which of them have no finite estimate.</param>
    /// <param name="surprisal">The limit.</param>
    private Estimate Vanishing(KinkSolution solution, double[] scale, int[] growing, double surprisal) => Finish(solution, scale, SolverStatus.Converged) with
    {
        Surprisal = surprisal,
        InverseInformation = null,
        Information = [],
        Gradient = [],
        Decrement = null,
        Runaway = RunawayKind.Vanishing,
        RunawayParameter = _bound.Parameters[1],
        Separating = [.. growing.Select(j => _predictors[1].Start + j)],
    };

    private Estimate Finish(KinkSolution solution, double[] scale, SolverStatus status)
    {
        double[] coefficients = [.. solution.Coefficients, .. scale];
        KinkInformation information = new(_bound, _objective, _function, solution, scale, _options);
        NewtonDirection direction = NewtonDirection.At(information.Gradient, information.Expected);
        _progress?.Invoke(_iterations, information.Surprisal, direction.Decrement);
        return new Estimate
        {
            Bound = _bound,
            Predictors = _predictors,
            Coefficients = coefficients,
            Surprisal = information.Surprisal,
            InverseInformation = status == SolverStatus.Converged ? direction.Inverse() : null,
            Information = information.Expected,
            Gradient = information.Gradient,
            Decrement = direction.IsPositiveDefinite ? direction.Decrement : null,
            Runaway = RunawayKind.None,
            Status = status,
            Kinks = solution,
            Solver = solution.Basis.Count == _predictors[0].Count
                ? "interior point and exact vertex, proven by its slopes (surprisal of straight pieces)"
                : "interior point (surprisal of straight pieces; no exact vertex was proven)",
            Iterations = _iterations,
            Evaluations = _evaluations,
        };
    }
}
