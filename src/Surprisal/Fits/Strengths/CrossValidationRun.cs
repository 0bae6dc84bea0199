using Surprisal.Data;
using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Solvers.Paths;

namespace Surprisal.Fits.Strengths;

/// <summary>One cross-validation from table to result: the path of all rows, those of each fold's other rows, scores.</summary>
/// <remarks>
/// Least squares with more rows than columns looks at the rows once: products are summed fold by fold, and those of a fold's other rows are differences. Other paths
/// of a fold follow that of all rows, which they lie close to.
/// </remarks>
internal sealed class CrossValidationRun(Model model, Table table, CrossValidationOptions options, CancellationToken cancellation)
{
    // Products of all folds are kept at once; beyond this many numbers each fold looks at its rows again.
    private const long MostKept = 1L << 27;
    private const int MostNames = 6;

    // Rows left out are scored to the first order in what the coefficients are off, not to the second as the objective is.
    private const double FoldDecrease = 5e-16;
    private readonly PathRun _run = new(model, table, options.Path, null, cancellation);
    private PathProblem _problem = null!;
    private FoldScorer _scorer = null!;
    private double[][] _scores = [];
    private double[] _totals = [];
    private int _failed;

    public CrossValidation Run()
    {
        _problem = _run.Prepare();
        FoldPlan plan = FoldPlan.Of(_problem.Bound, options);
        _scorer = new FoldScorer(_problem, options.Score);
        SquareCentres? centres = SharesProducts() ? SquareCentres.Of(_problem) : null;
        IReadOnlyList<PathPoint>? all = null;
        string solver = "";
        if (centres is null) (all, solver) = _run.Solve(_problem);
        List<(double[] Means, double[] Errors)> repeats = [];
        foreach (int[] folds in plan.Folds)
        {
            (_scores, _totals) = (new double[options.Folds][], new double[options.Folds]);
            if (centres is null) SeparateFolds(folds, all!);
            else all = SharedProducts(folds, centres, all);
            repeats.Add(Summary());
        }

        if (centres is not null) solver = PathRun.GaussianSolverName(isWhole: true) + ", of folds by difference";
        RegularisationPath path = _run.Dress(_problem, centres is null ? all! : _problem.ToGiven(all!), solver);
        CrossValidationPoint[] points = [.. path.Points.Select((p, k) => new CrossValidationPoint(
            p.Lambda, repeats.Average(r => r.Means[k]), Math.Sqrt(repeats.Average(r => r.Errors[k] * r.Errors[k])), p.NonZero))];
        int best = 0;
        for (int k = 1; k < points.Length; k++)
        {
            if (points[k].Mean < points[best].Mean || double.IsNaN(points[best].Mean)) best = k;
        }

        double limit = points[best].Mean + points[best].StandardError;
        return new CrossValidation(plan.Folds)
        {
            Path = path,
            Options = options,
            Points = points,
            Best = best,
            WithinOneStandardError = Array.FindIndex(points, p => p.Mean <= limit) is >= 0 and int within ? within : best,
            IsStratified = plan.IsStratified,
            Groups = plan.Groups,
            Warnings = [.. Warnings(plan)],
        };
    }

    private bool SharesProducts()
    {
        long size = _problem.Predictors[0].Count + 2;
        return _problem.IsGaussian && GaussianPath.ServesWhole(_problem.Predictors[0].Count, _problem.Bound.RowCount) && size * size * options.Folds <= MostKept;
    }

    /// <summary>Least squares by products that folds share; the path of all rows.</summary>
    private IReadOnlyList<PathPoint> SharedProducts(int[] folds, SquareCentres centres, IReadOnlyList<PathPoint>? known)
    {
        (FoldPart Part, int[] Rows)[] parts = new (FoldPart, int[])[options.Folds];
        FoldSums[] sums = new FoldSums[options.Folds];
        for (int fold = 0; fold < sums.Length; fold++)
        {
            (int[] inside, _) = FoldPlan.Split(folds, fold);
            parts[fold] = (FoldPart.Of(_problem, inside), inside);
            sums[fold] = FoldSums.Of(parts[fold].Part, centres, _problem.Evaluation);
        }

        FoldSums whole = FoldSums.Add(sums);
        IReadOnlyList<PathPoint> all = known ?? whole.PathWithout(null, centres, _problem.Penalty).Run(_problem.ToSquares(), null);
        LambdaSequence lambdas = Same(all);
        EvaluationOptions single = _problem.Evaluation with { Threads = 1 };
        Parallel.For(0, sums.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Path.Threads, CancellationToken = cancellation }, fold =>
        {
            IReadOnlyList<PathPoint> points = whole.PathWithout(sums[fold], centres, _problem.Penalty).Run(lambdas, null);
            Take(fold, parts[fold].Part, parts[fold].Rows, points, sums[fold], centres, single);
        });
        return all;
    }

    private void SeparateFolds(int[] folds, IReadOnlyList<PathPoint> all)
    {
        EvaluationOptions evaluation = _problem.Evaluation;
        for (int fold = 0; fold < options.Folds; fold++)
        {
            cancellation.ThrowIfCancellationRequested();
            (int[] inside, int[] outside) = FoldPlan.Split(folds, fold);
            FoldPart rest = FoldPart.Of(_problem, outside);
            IReadOnlyList<PathPoint> points;
            if (_problem.IsGaussian)
            {
                points = new GaussianPath(new GaussianMoments(rest.Predictors[0], rest.Observations.Response, rest.Weights, evaluation), _problem.Penalty)
                    .Run(new LambdaSequence([.. all.Skip(1).Select(p => p.Lambda * _problem.Variance)], 0, 0));
            }
            else
            {
                Objective objective = new(_problem.Bound.BindNoise(), rest.Predictors, rest.Observations, rest.Weights);
                double[] start = FoldScorer.Dense(all[0], objective.CoefficientCount);
                points = new SmoothPath(objective, rest.Total, _problem.Penalty, start, evaluation) { RelativeDecrease = FoldDecrease }.Run(Same(all));
            }

            Take(fold, FoldPart.Of(_problem, inside), inside, points, null, null, evaluation);
        }
    }

    /// <summary>The strengths of a path, to be used as they are.</summary>
    private static LambdaSequence Same(IReadOnlyList<PathPoint> all) => new([.. all.Skip(1).Select(static p => p.Lambda)], 0, 0);

    private void Take(int fold, FoldPart part, int[] rows, IReadOnlyList<PathPoint> points, FoldSums? sums, SquareCentres? centres, EvaluationOptions evaluation)
    {
        PathPoint[] own = [.. points.Skip(1)];
        if (own.Any(static p => !p.HasConverged)) Interlocked.Increment(ref _failed);
        _scores[fold] = _scorer.Score(part, rows, own, sums, centres, evaluation);
        _totals[fold] = part.Total;
    }

    /// <summary>The means over folds, and their standard errors.</summary>
    private (double[] Means, double[] Errors) Summary()
    {
        double total = _totals.Sum();
        double[] means = new double[_scores[0].Length], errors = new double[means.Length];
        for (int k = 0; k < means.Length; k++)
        {
            double mean = 0, square = 0;
            for (int fold = 0; fold < _scores.Length; fold++) mean += _totals[fold] / total * _scores[fold][k];
            for (int fold = 0; fold < _scores.Length; fold++) square += _totals[fold] / total * (_scores[fold][k] - mean) * (_scores[fold][k] - mean);
            (means[k], errors[k]) = (mean, Math.Sqrt(square / (_scores.Length - 1)));
        }

        return (means, errors);
    }

    private IEnumerable<string> Warnings(FoldPlan plan)
    {
        if (_failed > 0)
            yield return FormattableString.Invariant($"the paths of {_failed} of {options.Folds * options.Repeats} folds have points that did not reach their optimum: their scores are of where they stood");
        List<string> absent = [.. Absent(plan.Folds).Distinct(StringComparer.Ordinal)];
        if (absent.Count > 0)
            yield return $"{Words.List(absent.Take(MostNames))}{(absent.Count > MostNames ? FormattableString.Invariant($" and {absent.Count - MostNames} more") : "")}: rows of the level are all in one fold, so it has coefficient 0 where they are scored";
    }

    /// <summary>Columns of levels whose rows are all in one fold.</summary>
    private IEnumerable<string> Absent(int[][] deals)
    {
        foreach (IndicatorColumn column in _problem.Predictors.SelectMany(static p => p.Columns).OfType<IndicatorColumn>())
        {
            foreach (int[] folds in deals)
            {
                int only = -1;
                ReadOnlySpan<int> codes = column.Codes.Span;
                bool isSpread = false;
                for (int i = 0; i < codes.Length && !isSpread; i++)
                {
                    if (codes[i] != column.Level) continue;
                    isSpread = only >= 0 && folds[i] != only;
                    only = folds[i];
                }

                if (!isSpread && only >= 0) yield return column.Name;
            }
        }
    }
}
