using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>
/// The point that minimises the local quadratic picture of a smooth objective plus the rough part of a prior: g·(u − b) + ½(u − b)ᵀH(u − b) + r(u), r with kinks and bounds.
/// </summary>
/// <remarks>
/// <para>1. The working set: coordinates that stand at no kink or bound, and those that the slopes pull off theirs. 2. The minimum over them (<see cref="WorkingSet"/>), H bent upwards
/// among them where it is not a bowl. 3. Coordinates outside that are pulled off their kink or bound there come in, and again from 2; where there are none, that is
/// the minimum.</para>
/// <para>Friedman, Hastie, Tibshirani (2010), doi:10.18637/jss.v033.i01, section 2.6.</para>
/// </remarks>
internal static class ProximalStep
{
    private const int MostRounds = 200;
    private const double Pulled = 1e-13;

    /// <summary>The minimum.</summary>
    /// <param name="prior">The prior.</param>
    /// <param name="from">Where the picture was taken; no bound forbids it.</param>
    /// <param name="value">Gradient and curvature of the smooth part there.</param>
    /// <param name="damping">By what share of itself the diagonal of the curvature is raised.</param>
    public static double[] From(CoefficientPrior prior, double[] from, ObjectiveValue value, double damping = 0)
    {
        int size = from.Length;
        double[] u = (double[])from.Clone(), slope = (double[])value.Gradient.Clone();
        bool[] isIn = new bool[size];
        for (int round = 0; round < MostRounds && Enter(prior, u, slope, value.Curvature, isIn); round++)
        {
            int[] set = [.. Enumerable.Range(0, size).Where(j => isIn[j])];
            double[] block = new double[set.Length * set.Length];
            for (int a = 0; a < set.Length; a++)
            {
                for (int b = 0; b < set.Length; b++) block[(a * set.Length) + b] = value.Curvature[(set[a] * size) + set[b]];
            }

            block = Bowl.Of(block, set.Length);
            for (int a = 0; a < set.Length; a++) block[(a * set.Length) + a] *= 1 + damping;

            // Coordinates outside have not moved, so the slopes inside are those of the bent picture.
            double[] inner = [.. set.Select(j => value.Gradient[j])];
            for (int a = 0; a < set.Length; a++) DenseKernels.AddMultiple(inner, u[set[a]] - from[set[a]], block.AsSpan(a * set.Length, set.Length));
            WorkingSet work = new(prior, set, [.. set.Select(j => u[j])], inner, block);
            work.Minimise();
            for (int a = 0; a < set.Length; a++)
            {
                DenseKernels.AddMultiple(slope, work.At[a] - u[set[a]], value.Curvature.AsSpan(set[a] * size, size));
                u[set[a]] = work.At[a];
            }
        }

        return u;
    }

    /// <summary>Lets coordinates in that are pulled off their kink or bound, or stand at none; false where there is none outside.</summary>
    private static bool Enter(CoefficientPrior prior, double[] u, double[] slope, double[] curvature, bool[] isIn)
    {
        int size = u.Length;
        double[] left = prior.Conditions(u, slope);
        bool[] pinned = prior.Pinned(u);
        bool any = false;
        for (int j = 0; j < size; j++)
        {
            if (isIn[j] || (pinned[j] && !(Math.Abs(left[j]) > Pulled * Math.Max(Math.Sqrt(Math.Abs(curvature[(j * size) + j])), Math.Abs(slope[j]))))) continue;
            isIn[j] = any = true;
        }

        foreach (BlockTerm group in prior.Groups)
        {
            if (!group.Positions.Any(j => isIn[j])) continue;
            foreach (int j in group.Positions) isIn[j] = true;
        }

        return any;
    }
}
