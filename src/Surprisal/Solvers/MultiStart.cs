using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Finds good starting points where the likelihood may have several maxima: several starts, each improved on a sample of the rows, those that reach the same
/// maximum taken together.
/// </summary>
/// <remarks>
/// <para>1. From every start, steps that never raise the objective: of EM for mixtures (the gradient is that of the likelihood, the curvature that of complete data,
/// <see cref="CurvatureKind.CompleteData"/>), of Newton's method elsewhere. On many rows they see a small sample; EM nears an optimum fast and then
/// creeps, so Newton's method goes on, and from what different maxima there are on a larger sample. 2. Starts that run into a singular maximum, a
/// component on a single row, are dropped. 3. What is left is ranked by likelihood; the caller goes on from the best, from the next where that runs off.</para>
/// <para>Dempster, Laird, Rubin (1977), doi:10.1111/j.2517-6161.1977.tb01600.x; Lange (1995), doi:10.1111/j.2517-6161.1995.tb02037.x.</para>
/// </remarks>
internal sealed class MultiStart
{
    private const int MostSteps = 100;
    private const int FewestBlocks = 8;
    private const int SampleRows = 20_000;

    // Of a small sample: four thousand rows, or two hundred a coefficient.
    private const int SmallSampleRows = 4096;
    private const int SmallRowsPerCoefficient = 200;

    // Near enough for Newton's method on the observed curvature: a hundredth of a standard error of complete data.
    private const double Settled = 0.01;

    // The optimum of a small sample is √coefficients standard errors from that of all rows; so much of one less is near enough.
    private const double NearSample = 0.3;
    private const double Same = 1e-6;
    private readonly BoundModel _bound;
    private readonly Objective _objective;
    private readonly EvaluationOptions _options;
    private readonly CurvatureKind _kind;

    private MultiStart(SolverTask task, CurvatureKind kind)
    {
        _bound = task.Bound;
        _objective = task.Objective;
        _options = task.Options;
        _kind = kind;
    }

    private int LargeStride => Stride(SampleRows);

    private int SmallStride => Stride(Math.Max(SmallSampleRows, SmallRowsPerCoefficient * _objective.CoefficientCount));

    /// <summary>Whether rows are so many that a small sample goes before the larger one.</summary>
    private bool IsNested => SmallStride > 2 * LargeStride;

    /// <summary>Improved starts, the most likely first; those that are the same maximum once.</summary>
    /// <param name="task">What is solved.</param>
    /// <param name="starts">How many starts.</param>
    /// <param name="start">Each of them.</param>
    /// <param name="kind">The curvature of the first steps.</param>
    public static StartingPoints From(SolverTask task, int starts, Func<int, double[]> start, CurvatureKind kind)
    {
        MultiStart several = new(task, kind);
        StartingGroup[] groups = [.. several.Improve(starts, start).Select(static e => new StartingGroup(e.Point, e.Agreeing))];
        return new StartingPoints(groups.Length > 0 ? groups : [new StartingGroup(start(0), 0)], starts, several._bound.RowCount / several.LargeStride);
    }

    private List<End> Improve(int starts, Func<int, double[]> start)
    {
        // Starts do not know of one another, and their samples are too small to be shared among threads.
        End?[] found = new End?[starts];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Threads, CancellationToken = _options.Cancellation };
        Parallel.For(0, starts, parallel, which => found[which] = First(start(which), which));
        List<End> distinct = Distinct(found.OfType<End>());
        return !IsNested ? distinct : Distinct(distinct.Where(static e => !e.Singular).Select(e => Improve(e.Point, _options with { EveryBlock = LargeStride }, CurvatureKind.Observed, Settled) with { Agreeing = e.Agreeing, First = e.First }));
    }

    /// <summary>Where one of the starts leads; null where it is not feasible.</summary>
    private End? First(double[] from, int which)
    {
        EvaluationOptions sampled = _options with { EveryBlock = IsNested ? SmallStride : LargeStride, Threads = 1 };
        if (!double.IsFinite(_objective.Evaluate(from, 0, sampled).Surprisal)) return null;
        End end = Improve(from, sampled, _kind, IsNested ? NearSample : Settled);
        return (IsNested && _kind != CurvatureKind.Observed && !end.Singular ? Improve(end.Point, sampled, CurvatureKind.Observed, Settled) : end) with { First = which };
    }

    /// <summary>Each maximum once. Of ends that are equally likely, which may differ in the numbers of components only, the first start's stands.</summary>
    private static List<End> Distinct(IEnumerable<End> ends)
    {
        List<End> distinct = [];
        foreach (End end in ends.OrderBy(static e => e.Singular).ThenBy(static e => e.Surprisal))
        {
            if (distinct.Count == 0 || !(Math.Abs(end.Surprisal - distinct[^1].Surprisal) <= Same * (1.0 + Math.Abs(end.Surprisal)))) distinct.Add(end);
            else distinct[^1] = (end.First < distinct[^1].First && end.Singular == distinct[^1].Singular ? end : distinct[^1]) with { Agreeing = distinct[^1].Agreeing + end.Agreeing };
        }

        return distinct;
    }

    private End Improve(double[] from, EvaluationOptions sampled, CurvatureKind curvature, double settled)
    {
        Runaway watch = new(_objective, _bound, sampled, from);
        NewtonSolver solver = new(_objective, sampled) { Curvature = curvature };
        SolverResult end = solver.Minimise(from, MostSteps, (point, direction, iteration) =>
            (direction.IsPositiveDefinite && direction.Decrement < settled) || watch.Look(point, direction, iteration));
        return new End(end.Coefficients, end.Value.Surprisal, watch.Kind == RunawayKind.Singular, 1, 0);
    }

    /// <summary>The stride over blocks that leaves about so many rows.</summary>
    private int Stride(int rows) => Math.Min(Math.Max(1, _bound.RowCount / rows), Math.Max(1, _objective.Plan.Blocks / FewestBlocks));

    /// <summary>Where the steps from some starts led.</summary>
    private readonly record struct End(double[] Point, double Surprisal, bool Singular, int Agreeing, int First);
}
