using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Kinks;

/// <summary>One Newton step of all rows from a sample's optimum: the gradient of all rows, and the curvature that the sample's residuals near the kinks have.</summary>
/// <remarks>
/// A sample's optimum is off by √(p/m) standard deviations, m its rows; the step leaves the share of that by which the sample's curvature is off, and what the
/// density of the residuals changes over that distance. Bickel (1975), doi:10.1080/01621459.1975.10479884.
/// </remarks>
internal static class SampleStep
{
    // So many of the sample's rows are near: fewer make the curvature uncertain, more blur it.
    private const double NearShare = 0.25;

    /// <summary>The coefficients after the step, and the loss of all rows before it.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="coefficients">Its optimum, of the problem's columns.</param>
    /// <param name="options">Threads and cancellation.</param>
    public static (double[] Coefficients, double Loss) Take(PackedRows sample, double[] coefficients, EvaluationOptions options)
    {
        KinkProblem problem = sample.Problem;
        (double[] gradient, double loss) = Gradient(problem, coefficients, options);
        double[] curvature = Curvature(sample, sample.ToPacked(coefficients));
        double own = 0, all = 0;
        for (int i = 0; i < sample.Single; i++) own += problem.Cost[sample.RowOf(i)];
        foreach (double cost in problem.Cost) all += cost;

        double[] step = NormalEquations.Of(curvature, gradient.Length).Solve(sample.PackedGradient(gradient)), packed = sample.ToPacked(coefficients);
        for (int j = 0; j < packed.Length; j++) packed[j] += step[j] * (own / all);
        double[] result = sample.ToProblem(packed);
        return (Array.TrueForAll(result, double.IsFinite) ? result : coefficients, loss);
    }

    /// <summary>Xᵀd, d the slopes at the residuals, and the loss.</summary>
    private static (double[] Gradient, double Loss) Gradient(KinkProblem problem, double[] coefficients, EvaluationOptions options)
    {
        int size = coefficients.Length, length = size + 1;
        double[] parts = new double[(problem.RowCount + KinkProblem.ChunkRows - 1) / KinkProblem.ChunkRows * length], total = new double[length];
        problem.ForChunks(options, (first, room) =>
        {
            Span<double> eta = stackalloc double[room.Length], slope = stackalloc double[room.Length];
            eta.Clear();
            slope.Clear();
            for (int j = 0; j < size; j++) DenseKernels.AddMultiple(eta, coefficients[j], ColumnCells.Of(problem.Columns[j], first, room));
            Span<double> part = parts.AsSpan(first / KinkProblem.ChunkRows * length, length);
            foreach (Hinge hinge in problem.Function.Hinges)
            {
                for (int i = 0; i < eta.Length; i++)
                {
                    double r = problem.Shifted(first + i, hinge) - eta[i], d = problem.Cost[first + i] * (r > 0 ? hinge.Upper : hinge.Lower);
                    slope[i] += d;
                    part[size] += d * r;
                }
            }

            for (int j = 0; j < size; j++) part[j] = DenseKernels.Dot(slope, ColumnCells.Of(problem.Columns[j], first, room));
        });
        for (int at = 0; at < parts.Length; at++) total[at % length] += parts[at];
        return (total[..size], total[size]);
    }

    /// <summary>Σ cost jump xxᵀ/(2h) over the sample's rows within h of a kink, upper triangle.</summary>
    private static unsafe double[] Curvature(PackedRows sample, double[] packed)
    {
        int size = packed.Length, hinges = sample.Problem.Function.Hinges.Count;
        KinkElements elements = new(sample);
        elements.StandAt(packed, []);
        double[] curvature = new double[size * size], distance = new double[sample.Single];
        double[] cells = new double[size];
        for (int k = 0; k < hinges; k++)
        {
            for (int i = 0; i < distance.Length; i++) distance[i] = Math.Abs(elements.Residual((k * sample.Padded) + i));
            Array.Sort(distance);
            double width = distance[(int)(NearShare / hinges * distance.Length)];
            if (!(width > 0)) continue;
            for (int i = 0; i < sample.Single; i++)
            {
                if (!(Math.Abs(elements.Residual((k * sample.Padded) + i)) <= width)) continue;
                double weight = sample.Cost[i] * sample.Problem.Function.Hinges[k].Jump / (2 * width);
                for (int j = 0; j < size; j++) cells[j] = sample.Cell(i, j);
                for (int j = 0; j < size; j++) DenseKernels.AddMultiple(curvature.AsSpan((j * size) + j, size - j), weight * cells[j], cells.AsSpan(j));
            }
        }

        return curvature;
    }
}
