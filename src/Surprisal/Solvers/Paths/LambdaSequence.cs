using Surprisal.Numerics;

namespace Surprisal.Solvers.Paths;

/// <summary>The λ of a path, from the largest down.</summary>
/// <param name="Given">Values to use as they are; empty for a sequence made from the data.</param>
/// <param name="Count">How many, 1 or more.</param>
/// <param name="MinimumRatio">The last over the first, between 0 and 1.</param>
internal sealed record LambdaSequence(IReadOnlyList<double> Given, int Count, double MinimumRatio)
{
    // A ridge alone holds no coefficient at zero: its path begins where a lasso's share of a thousandth would.
    private const double SmallestAlpha = 1e-3;

    /// <summary>The values for data.</summary>
    /// <param name="penalty">The penalty.</param>
    /// <param name="slopes">The slope of the mean surprisal in each coefficient where all that are not free are zero.</param>
    public double[] For(PathPenalty penalty, ReadOnlySpan<double> slopes)
    {
        if (Given.Count > 0) return [.. Given];
        double largest = Largest(penalty, slopes);

        // Where no coefficient can leave zero, any strength holds them there.
        if (!(largest > 0)) largest = 1;
        double[] values = new double[Count];
        for (int k = 0; k < Count; k++) values[k] = k == 0 ? largest : largest * Elementary.Exp(Elementary.Log(MinimumRatio) * k / (Count - 1));
        return values;
    }

    /// <summary>The smallest λ that holds every coefficient at zero.</summary>
    public static double Largest(PathPenalty penalty, ReadOnlySpan<double> slopes)
    {
        double alpha = Math.Max(penalty.Alpha, SmallestAlpha), largest = 0;
        for (int j = 0; j < slopes.Length; j++)
        {
            if (penalty.IsFree(j)) continue;
            bool isOpen = slopes[j] < 0 ? penalty.UpperOf(j) > 0 : penalty.LowerOf(j) < 0;
            if (isOpen) largest = Math.Max(largest, Math.Abs(slopes[j]) / (alpha * penalty.Factors[j]));
        }

        return largest;
    }
}
