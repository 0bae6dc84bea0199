using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Finds a good starting point where the likelihood has several maxima, as that of a mixture: several starts, each improved by EM, the best kept.
/// </summary>
/// <remarks>
/// <para>1. From every start of the noise model, steps with the curvature of complete data (<see cref="CurvatureKind.CompleteData"/>): the gradient is that of
/// the likelihood, the step that of a generalised EM algorithm, and the line search makes the likelihood monotone. On many rows these steps see a small
/// sample; EM nears an optimum fast and then creeps, so Newton's method goes on, and from what different maxima there are on a larger sample. 2. Starts that run into a singular maximum, a component on a single row, are dropped. 3. What is left is ranked by likelihood; Newton's
/// method goes on from the best (the caller), from the next where that runs off.</para>
/// <para>Dempster, Laird, Rubin (1977), doi:10.1111/j.2517-6161.1977.tb01600.x; Lange (1995), doi:10.1111/j.2517-6161.1995.tb02037.x.</para>
/// </remarks>
internal sealed class MixtureSolver
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

    private MixtureSolver(SolverTask task)
    {
        _bound = task.Bound;
        _objective = task.Objective;
        _options = task.Options;
    }

    /// <summary>Improved starts, the most likely first; those that are the same maximum once.</summary>
    /// <param name="task">What is solved.</param>
    /// <param name="start">The first start.</param>
    /// <returns>At least one.</returns>
    public static StartingPoints Starts(SolverTask task, double[] start)
    {
        MixtureSolver solver = new(task);
        return new StartingPoints(solver.Improved(start), solver._bound.RowCount / solver.LargeStride);
    }

    private IReadOnlyList<double[]> Improved(double[] start)
    {
        // Starts do not know of one another, and their samples are too small to be shared among threads.
        int variants = _bound.Noise.StartCount;
        End?[] found = new End?[variants];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Threads, CancellationToken = _options.Cancellation };
        Parallel.For(0, variants, parallel, variant => found[variant] = From(start, variant));
        List<End> distinct = Distinct(found.OfType<End>());
        if (IsNested) distinct = Distinct(distinct.Where(static e => !e.Singular).Select(e => Improve(e.Point, _options with { EveryBlock = LargeStride }, CurvatureKind.Observed, Settled)));
        return distinct.Count == 0 ? [start] : [.. distinct.Select(static e => e.Point)];
    }

    /// <summary>Where one of the starts leads; null where it is not feasible.</summary>
    private End? From(double[] start, int variant)
    {
        EvaluationOptions sampled = _options with { EveryBlock = IsNested ? SmallStride : LargeStride, Threads = 1 };
        double[] from = variant == 0 ? start : StartingPoint.For(_bound, _objective.Predictors, null, start.Length, variant);
        if (!double.IsFinite(_objective.Evaluate(from, 0, sampled).Surprisal)) return null;
        End end = Improve(from, sampled, CurvatureKind.CompleteData, IsNested ? NearSample : Settled);
        return IsNested && !end.Singular ? Improve(end.Point, sampled, CurvatureKind.Observed, Settled) : end;
    }

    private static List<End> Distinct(IEnumerable<End> ends)
    {
        List<End> distinct = [];
        foreach (End end in ends.OrderBy(static e => e.Singular).ThenBy(static e => e.Surprisal))
        {
            if (distinct.Count == 0 || !(Math.Abs(end.Surprisal - distinct[^1].Surprisal) <= Same * (1.0 + Math.Abs(end.Surprisal)))) distinct.Add(end);
        }

        return distinct;
    }

    private int LargeStride => Stride(SampleRows);

    private int SmallStride => Stride(Math.Max(SmallSampleRows, SmallRowsPerCoefficient * _objective.CoefficientCount));

    /// <summary>Whether rows are so many that a small sample goes before the larger one.</summary>
    private bool IsNested => SmallStride > 2 * LargeStride;

    private End Improve(double[] from, EvaluationOptions sampled, CurvatureKind curvature, double settled)
    {
        Runaway watch = new(_objective, _bound, sampled, from);
        NewtonSolver solver = new(_objective, sampled) { Curvature = curvature };
        SolverResult end = solver.Minimise(from, MostSteps, (point, direction, iteration) =>
            (direction.IsPositiveDefinite && direction.Decrement < settled) || watch.Look(point, direction, iteration));
        return new End(end.Coefficients, end.Value.Surprisal, watch.Kind == RunawayKind.Singular);
    }

    /// <summary>The stride over blocks that leaves about so many rows.</summary>
    private int Stride(int rows) => Math.Min(Math.Max(1, _bound.RowCount / rows), Math.Max(1, _objective.Plan.Blocks / FewestBlocks));

    /// <summary>Where the steps from one start led.</summary>
    private readonly record struct End(double[] Point, double Surprisal, bool Singular);
}
