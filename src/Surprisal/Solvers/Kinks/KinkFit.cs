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
/// <para>The objective is Σ w (log s + φ((y − xb)/s)). 1. Scale held, or a single number with the only kink at 0: b is the programme's minimum with costs
/// w (times known factors of the scale), s = Σ w φ(y − xb)/Σ w. 2. A single number and kinks away from 0: b and s are coupled
/// (<see cref="ScaleSearch"/>). 3. A scale with predictors: in turn b for given scales, and the coefficients of the log scale for given residuals (convex,
/// Newton's method), until b stays at its vertex. Each turn lowers the objective, vertices are finite in number, and the kinks do
/// not couple b and s, so the end is stationary in both together; where the vertex is unique it is a local minimum.</para>
/// </remarks>
internal sealed class KinkFit
{
    private const int MostTurns = 200;

    // A scale a billion times smaller than where it started has left the data behind.
    private const double Collapse = 20.7;

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
    /// the log link and predictors (these only where the kinks do not move with it: coordinates in turn could get stuck).
    /// </summary>
    public static bool Serves(BoundModel bound)
    {
        if (bound.Noise is not IPiecewiseLinear kinks || bound.Parameters.Count == 0) return false;
        BoundParameter location = bound.Parameters[0];
        if (location.Parameter != bound.Noise.Parameters[0] || location.Link is not IdentityLink) return false;
        if (bound.Parameters.Count == 1 || IsOneNumber(bound.Parameters[1])) return true;
        return bound.Parameters[1].Link is LogLink && (bound.Parameters[1].IsSingleNumber || new CheckFunction(kinks).IsHomogeneous);
    }

    /// <summary>Fits.</summary>
    /// <param name="bound">A model that is served.</param>
    /// <param name="objective">Its objective.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="progress">Told of turn, objective and distance; null for nobody.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Estimate Run(BoundModel bound, Objective objective, EvaluationOptions options, Action<int, double, double?>? progress) =>
        new KinkFit(bound, objective, options, progress).Run();

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
        double n = GaussianSolver.TotalWeight(_bound), scale = TotalLoss(first) / n;
        KinkSolution solution;
        if (_function.IsHomogeneous) solution = first.WithScale(scale);
        else (solution, scale) = new ScaleSearch(_function, n, s => Solve(Times(OffsetScales(), s))).Run(scale);
        return Finish(solution, [_bound.Parameters[1].Link.Apply(scale)], SolverStatus.Converged);
    }

    /// <summary>The programme's minimum for given scales.</summary>
    private KinkSolution Solve(double[] scales)
    {
        double[] cost = new double[scales.Length];
        for (int i = 0; i < cost.Length; i++) cost[i] = _weights[i] / scales[i];
        KinkSolution solution = _solver.Solve(new KinkProblem(_predictors[0].Columns, _target, cost, _function.IsHomogeneous ? [] : scales, _function));
        _iterations += solution.Iterations;
        _evaluations += solution.Evaluations;
        return solution;
    }

    /// <summary>Σ cost φ(r) as if all kinks were at 0: not 0 unless all rows are met exactly.</summary>
    private double TotalLoss(KinkSolution solution)
    {
        if (_function.IsHomogeneous) return solution.Loss;
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

    /// <summary>The estimate where every row is met exactly; else null.</summary>
    private Estimate? ExactFit(KinkSolution solution)
    {
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
        for (int turn = 0; turn < MostTurns; turn++)
        {
            (SolverResult result, bool isSingular) = FitScale(solution, scale, lowest);
            scale = result.Coefficients;
            if (isSingular) return Finish(solution, scale, SolverStatus.Stalled) with { Runaway = RunawayKind.Singular, RunawayParameter = _bound.Parameters[1], InverseInformation = null };
            if (result.Status != SolverStatus.Converged) return Finish(solution, scale, result.Status);
            KinkSolution next = Solve(Array.ConvertAll(LogScales(scale), Elementary.Exp));
            bool stays = next.Basis.Count > 0 && next.Basis.ToHashSet().SetEquals(solution.Basis);
            solution = next;
            _progress?.Invoke(turn, _objective.Evaluate([.. solution.Coefficients, .. scale], 0, _options).Surprisal, null);
            if (stays || _predictors[0].Count == 0) return Finish(solution, scale, SolverStatus.Converged);
        }

        return Finish(solution, scale, SolverStatus.Stalled);
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

        Objective objective = new(new BoundNoise(new ScaledLoss(), [LinkRegistry.Get("log")], [null]), [_predictors[1] with { Start = 0 }], new Observations(loss), _bound.Weights);
        bool isSingular = false;
        SolverResult result = new NewtonSolver(objective, _options).Minimise(
            start, MostTurns, (point, _, _) => isSingular = LogScales(point).Min() < lowest - Collapse);
        _evaluations += result.Evaluations;
        return (result, isSingular);
    }

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
