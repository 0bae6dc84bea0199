namespace Surprisal.Solvers;

/// <summary>Units in which every coefficient's own curvature is about one.</summary>
internal static class Preconditioner
{
    // Below this a curvature is rounding of the others.
    private const double Smallest = 1e-16;

    /// <summary>One over each curvature, negative ones turned round; one over the mean of all where there is none.</summary>
    public static double[] Of(double[] diagonal)
    {
        double sum = 0;
        foreach (double d in diagonal) sum += double.IsFinite(d) ? Math.Abs(d) : 0;
        double mean = sum > 0 ? sum / diagonal.Length : 1;
        return Array.ConvertAll(diagonal, d => double.IsFinite(d) && Math.Abs(d) > Smallest * mean ? 1 / Math.Abs(d) : 1 / mean);
    }
}
