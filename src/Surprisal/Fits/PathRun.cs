using System.Diagnostics;
using Surprisal.Data;
using Surprisal.Formulas;
using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Solvers;
using Surprisal.Solvers.Paths;

namespace Surprisal.Fits;

/// <summary>One path from table to result: design, penalty, solver, points.</summary>
internal sealed class PathRun(Model model, Table table, PathOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
{
    private const double ManyRows = 1e-4;
    private const double FewRows = 1e-2;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly EvaluationOptions _evaluation = new(options.Threads, cancellation);
    private TimeSpan _design;

    public RegularisationPath Run()
    {
        PathProblem problem = Prepare();
        (IReadOnlyList<PathPoint> points, string solver) = Solve(problem);
        return Dress(problem, points, solver);
    }

    /// <summary>The problem, before anything is minimised.</summary>
    public PathProblem Prepare()
    {
        BoundModel bound = BoundModel.Bind(model, table);
        Require(bound);
        _design = Stopwatch.GetElapsedTime(_started);
        double total = GaussianSolver.TotalWeight(bound);
        bool isGaussian = IsSumOfSquares(bound);
        List<Predictor> predictors = Predictors(bound, isGaussian);
        PathPenalty penalty = PathWeights.Of(bound, predictors, options, total, _evaluation);
        double ratio = options.LambdaMinimumRatio ?? (bound.RowCount > penalty.Factors.Length ? ManyRows : FewRows);

        // With sigma held at s the sum of squares counts 1/s² as much: the same optima at s² as large a strength.
        double variance = isGaussian && model.Spec.Held.TryGetValue("sigma", out double held) ? held * held : 1;
        return new PathProblem(bound, predictors, penalty, new LambdaSequence(options.LambdaValues, options.Lambdas, ratio), total, isGaussian, variance, _evaluation);
    }

    /// <summary>The optima, the null model first.</summary>
    public (IReadOnlyList<PathPoint> Points, string Solver) Solve(PathProblem problem) => problem.IsGaussian ? SumOfSquares(problem) : Smooth(problem);

    /// <summary>The optima in the words of the contract.</summary>
    public RegularisationPath Dress(PathProblem problem, IReadOnlyList<PathPoint> points, string solver)
    {
        BoundModel bound = problem.Bound;
        PathReport report = new(problem, model, options.EffectiveDegreesOfFreedom);
        RegularisationPoint[] found = report.Of(points);
        int failed = found.Skip(1).Count(static p => !p.HasConverged);
        return new RegularisationPath
        {
            Model = model,
            Noise = model.Noise,
            Options = options,
            Terms = report.Terms,
            Null = found[0],
            Points = found[1..],
            Observations = problem.Total,
            Rows = bound.RowCount,
            Dropped = bound.Frame.RowsDropped,
            Status = failed == 0 ? FitStatus.Converged : FitStatus.IterationLimit,
            Reasons = failed == 0 ? [] : [FormattableString.Invariant($"{failed} of {found.Length - 1} points did not reach their optimum: see their certificates")],
            Warnings = bound.Warnings,
            Solver = solver,
            Timing = new FitTiming(_design, Stopwatch.GetElapsedTime(_started) - _design),
        };
    }

    /// <summary>Whether the path is one of least squares: a gaussian mean with sigma held, or without a formula.</summary>
    private static bool IsSumOfSquares(BoundModel bound) =>
        bound.Noise is GaussianNoise
        && bound.Parameters is [{ Parameter.Name: "mu", Link: IdentityLink }] or [{ Parameter.Name: "mu", Link: IdentityLink }, { Parameter.Name: "sigma", IsSingleNumber: true }];

    private void Require(BoundModel bound)
    {
        if (model.Options.Priors.Count > 0) throw new InputException("a path has its own penalty, and the model has a prior", "leave the prior out, or fit the model at this one strength");
        if (bound.Noise.HasKink)
        {
            throw new InputException(
                $"the surprisal of noise model '{bound.Noise.Name}' has kinks, and paths need a smooth one", "use student-t, huber or logistic for a robust location, or fit single strengths");
        }

        if (model.Options.WeightsKind == WeightsKind.Precision) throw new InputException("paths know frequency weights only", "give log(weight)/2 as an offset of sigma's formula: \"sigma ~ offset(-0.5*log(w))\"");
        if (bound.Parameters.FirstOrDefault(p => !p.Design.HasIntercept && p.Design.ColumnCount == 0) is { } empty)
            throw new InputException($"the formula of {empty.Parameter.Name} has no columns", "a path needs something to choose from");
        if (bound.Noise is GaussianNoise && !IsSumOfSquares(bound) && bound.Parameters is [_, { Parameter.Name: "sigma", IsSingleNumber: true }])
            throw new InputException("with this link a path needs to know what sigma is", "hold it, gaussian(sigma=1), or give it a formula");
    }

    private static List<Predictor> Predictors(BoundModel bound, bool isGaussian)
    {
        List<Predictor> predictors = [];
        int start = 0;
        foreach (BoundParameter parameter in isGaussian ? bound.Parameters.Take(1) : bound.Parameters)
        {
            IReadOnlyList<DesignColumn> columns = isGaussian ? parameter.Design.Columns : Centering.Of(parameter.Design.Columns, bound.RowCount);
            predictors.Add(new Predictor(columns, parameter.Offset, start));
            start += columns.Count;
        }

        return predictors;
    }

    private (IReadOnlyList<PathPoint> Points, string Solver) SumOfSquares(PathProblem problem)
    {
        BoundModel bound = problem.Bound;
        GaussianPath path = new(new GaussianMoments(problem.Predictors[0], bound.Response, bound.Weights, _evaluation), problem.Penalty);
        return (problem.ToGiven(path.Run(problem.ToSquares(), Report)), GaussianSolverName(path.IsWhole));
    }

    /// <summary>How a path of least squares was solved.</summary>
    public static string GaussianSolverName(bool isWhole) => isWhole
        ? "coordinate descent with conjugate gradients on the products of all columns (least squares, more rows than columns)"
        : "coordinate descent with conjugate gradients on the products of a working set (least squares, more columns than rows)";

    private (IReadOnlyList<PathPoint> Points, string Solver) Smooth(PathProblem problem)
    {
        BoundModel bound = problem.Bound;
        Objective objective = new(bound.BindNoise(), problem.Predictors, bound.Observations, bound.Weights);
        SmoothPath path = new(objective, problem.Total, problem.Penalty, NullModel(bound, problem.Predictors, problem.Penalty), _evaluation);
        return (path.Run(problem.Lambdas, Report), "proximal newton on a working set (smooth surprisal, all parameters jointly)");
    }

    /// <summary>The optimum of the free coefficients, all others zero.</summary>
    private double[] NullModel(BoundModel bound, IReadOnlyList<Predictor> predictors, PathPenalty penalty)
    {
        List<IReadOnlyList<DesignColumn>> free = [];
        for (int k = 0; k < predictors.Count; k++) free.Add([.. bound.Parameters[k].Design.Columns.Where((_, j) => penalty.IsFree(predictors[k].Start + j))]);
        Estimate estimate = new Estimator(bound, free, _evaluation, FitOptions.Default.MaximumIterations, null).Estimate();
        if (estimate.Runaway != RunawayKind.None || estimate.IsExact || estimate.Status == SolverStatus.Cancelled)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new InputException(
                "the model without its penalised terms has no regular optimum, so a path has nowhere to begin", $"fit it first: surprisal fit with the formula {model.MainFormula.Response?.FormulaText} reduced to the terms that are free");
        }

        estimate = Centering.ToOriginal(estimate);
        double[] start = new double[penalty.Factors.Length];
        for (int k = 0, at = 0; k < predictors.Count; k++)
        {
            for (int j = 0; j < predictors[k].Count; j++)
            {
                if (!penalty.IsFree(predictors[k].Start + j)) continue;
                start[predictors[k].Start + j] = estimate.Coefficients[at++];
                if (predictors[k].Columns[j] is CenteredColumn column) start[predictors[k].Start] += column.Center * start[predictors[k].Start + j];
            }
        }

        return start;
    }

    private void Report(int point)
    {
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new FitProgress(point, 0, null, Stopwatch.GetElapsedTime(_started)));
    }
}
