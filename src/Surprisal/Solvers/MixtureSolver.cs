using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Finds a good starting point where the likelihood has several maxima, as that of a mixture: several starts, each improved by EM, the best kept.
/// </summary>
/// <remarks>
/// <para>1. From every start of the noise model, steps with the curvature of complete data (<see cref="CurvatureKind.CompleteData"/>): the gradient is that of
/// the likelihood, the step that of a generalised EM algorithm, and the line search makes the likelihood monotone. On many rows a sample of them.
/// 2. Starts that run into a singular maximum, a component on a single row, are dropped. 3. What is left is ranked by likelihood; Newton's
/// method goes on from the best (the caller), from the next where that runs off.</para>
/// <para>Dempster, Laird, Rubin (1977), doi:10.1111/j.2517-6161.1977.tb01600.x; Lange (1995), doi:10.1111/j.2517-6161.1995.tb02037.x.</para>
/// </remarks>
internal sealed class MixtureSolver(BoundModel bound, Objective objective, EvaluationOptions options)
{
    private const int MostSteps = 100;
    private const int SampleRows = 20_000;

    // Near enough for Newton's method on the observed curvature: a hundredth of a standard error of complete data.
    private const double Settled = 0.01;
    private const double Same = 1e-6;

    /// <summary>Improved starts, the most likely first; those that are the same maximum once.</summary>
    /// <param name="start">The first start.</param>
    /// <returns>At least one.</returns>
    public IReadOnlyList<double[]> Starts(double[] start)
    {
        int stride = Math.Max(1, (int)((long)bound.RowCount / SampleRows));
        EvaluationOptions sampled = options with { EveryBlock = Math.Min(stride, Math.Max(1, objective.Plan.Blocks / 16)) };
        List<(double[] Point, double Surprisal, bool Singular)> ends = [];
        for (int variant = 0; variant < bound.Noise.StartCount; variant++)
        {
            double[] from = variant == 0 ? start : StartingPoint.For(bound, objective.Predictors, null, start.Length, variant);
            if (!double.IsFinite(objective.Evaluate(from, 0, sampled).Surprisal)) continue;
            Runaway watch = new(objective, bound, sampled, from);
            NewtonSolver solver = new(objective, sampled) { Curvature = CurvatureKind.CompleteData };
            SolverResult end = solver.Minimise(from, MostSteps, (point, direction, iteration) =>
                (direction.IsPositiveDefinite && direction.Decrement < Settled) || watch.Look(point, direction, iteration));
            ends.Add((end.Coefficients, end.Value.Surprisal, watch.Kind == RunawayKind.Singular));
        }

        if (ends.Count == 0) return [start];
        List<double[]> distinct = [];
        double last = double.NegativeInfinity;
        foreach ((double[] point, double surprisal, _) in ends.OrderBy(static e => e.Singular).ThenBy(static e => e.Surprisal))
        {
            if (Math.Abs(surprisal - last) <= Same * (1.0 + Math.Abs(surprisal))) continue;
            distinct.Add(point);
            last = surprisal;
        }

        return distinct;
    }
}
