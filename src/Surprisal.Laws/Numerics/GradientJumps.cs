using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>Where a surprisal's gradient jumps along a working value: its kinks.</summary>
internal static class GradientJumps
{
    private const double Visible = 0.01;
    private const double Rounding = 1e-9;
    private const int Panels = 37;

    /// <summary>The neighbouring working values between which the gradient jumps, by bisection of every interval over which it changes visibly; in no order.</summary>
    /// <param name="case">The noise model with its parameters.</param>
    /// <param name="y">A single row.</param>
    /// <param name="k">The index of the parameter.</param>
    /// <param name="from">The lower end of its working values.</param>
    /// <param name="to">The upper end.</param>
    public static IReadOnlyCollection<double> Of(NoiseCase @case, Observations y, int k, double from, double to)
    {
        double[] grid = [.. Enumerable.Range(0, Panels + 1).Select(e => from + ((to - from) * e / Panels))], gradient = new double[grid.Length];
        Gradient(@case, y, k, grid, gradient);
        HashSet<double> edges = [];
        double visible = Math.Max(Visible * (gradient.Max() - gradient.Min()), Rounding * gradient.Max(Math.Abs));
        for (int e = 0; e < Panels; e++) Add(@case, y, k, (grid[e], gradient[e]), (grid[e + 1], gradient[e + 1]), visible, edges);
        return edges;
    }

    /// <summary>The kernel's gradient in one parameter along its working value.</summary>
    /// <param name="case">The noise model with its parameters.</param>
    /// <param name="y">A single row.</param>
    /// <param name="k">The index of the parameter.</param>
    /// <param name="nodes">Its working values.</param>
    /// <param name="gradient">Receives as many numbers.</param>
    public static void Gradient(NoiseCase @case, Observations y, int k, double[] nodes, double[] gradient)
    {
        ReadOnlyMemory<double>[] working = [.. NoiseCase.Uniform(@case.Working)];
        working[k] = nodes;
        NoiseEvaluation.Of(@case.Noise, new NoiseRows(y.Pick(new int[nodes.Length]), working), 1).Gradient(k).CopyTo(gradient);
    }

    private static void Add(NoiseCase @case, Observations y, int k, (double At, double Value) low, (double At, double Value) high, double visible, HashSet<double> edges)
    {
        if (!(Math.Abs(high.Value - low.Value) > visible)) return;
        double middle = low.At + (0.5 * (high.At - low.At));
        if (!(middle > low.At && middle < high.At))
        {
            edges.Add(low.At);
            edges.Add(high.At);
            return;
        }

        double[] gradient = new double[1];
        Gradient(@case, y, k, [middle], gradient);
        Add(@case, y, k, low, (middle, gradient[0]), visible, edges);
        Add(@case, y, k, (middle, gradient[0]), high, visible, edges);
    }
}
