using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Losses;

/// <summary>How an estimate by a loss behaves where the noise is gaussian with standard deviation 1, and what one wild response can do to it.</summary>
/// <param name="Efficiency">
/// The variance of the mean over that of this estimate in large samples, (E ψ′)²/E ψ², ψ the influence; null where it does not exist.
/// </param>
/// <param name="GrossErrorSensitivity">The most that one response moves the estimate, in units of 1/n: sup |ψ|/E ψ′; infinite where it has no bound, null where it does not exist.</param>
/// <param name="LargestInfluence">sup |ψ|; infinite where it has no bound.</param>
/// <param name="Shift">What the loss estimates of a standard gaussian response: 0 for symmetric losses.</param>
/// <remarks>
/// E ψ′ is E r ψ (Stein's identity), so that jumps of ψ need no care. Source: Huber, Ronchetti, Robust Statistics (2009), sections 1.3 and 3.2; Hampel,
/// Ronchetti, Rousseeuw, Stahel, Robust Statistics (1986), section 2.1.
/// </remarks>
internal sealed record Robustness(double? Efficiency, double? GrossErrorSensitivity, double LargestInfluence, double Shift)
{
    private const double Centred = 1e-12;
    private const double Farthest = 8.0;
    private const int PointsPerDecade = 40;

    /// <summary>Examines a loss.</summary>
    /// <param name="function">The loss.</param>
    /// <param name="shape">Its shape.</param>
    public static Robustness Of(ResidualFunction function, PenaltyShape shape)
    {
        double largest = Largest(function, shape);
        if (shape.Left.Kind == TailKind.Falling || shape.Right.Kind == TailKind.Falling) return new Robustness(null, null, largest, 0.0);
        double shift = FindShift(function);
        double[] means = Means(function, shift);
        double slope = means[1];
        if (!double.IsFinite(shift) || !(slope > 0.0) || !double.IsFinite(slope)) return new Robustness(null, null, largest, shift);
        double? efficiency = double.IsFinite(means[2]) && means[2] > 0.0 ? slope * slope / means[2] : null;
        return new Robustness(efficiency, largest / slope, largest, shift);
    }

    /// <summary>E ψ, E r ψ and E ψ² of ψ(r − shift).</summary>
    private static double[] Means(ResidualFunction function, double shift) => AdaptiveIntegral.GaussianMean(points =>
    {
        double[] influence = function.Influence([.. points.Select(r => r - shift)]);
        return [influence, [.. influence.Select((psi, i) => psi * points[i])], [.. influence.Select(static psi => psi * psi)]];
    });

    private static double FindShift(ResidualFunction function)
    {
        double Excess(double shift) => Means(function, shift)[0];
        double[] here = Means(function, 0.0);
        if (Math.Abs(here[0]) <= Centred * Math.Sqrt(here[2])) return 0.0;
        double low = 0.0, high = 0.0, atLow = here[0], atHigh = here[0];
        for (double step = 0.5; atLow < 0.0 && low > -Farthest; step *= 2.0) atLow = Excess(low -= step);
        for (double step = 0.5; atHigh > 0.0 && high < Farthest; step *= 2.0) atHigh = Excess(high += step);
        if (!(atLow > 0.0) || !(atHigh < 0.0)) return double.NaN;
        for (int i = 0; i < 60 && high - low > 1e-13; i++)
        {
            double middle = i % 3 == 2 ? 0.5 * (low + high) : low + ((high - low) * atLow / (atLow - atHigh));
            double at = Excess(middle);
            if (at == 0.0) return middle;
            if (at > 0.0) (low, atLow) = (middle, at);
            else (high, atHigh) = (middle, at);
        }

        return 0.5 * (low + high);
    }

    private static double Largest(ResidualFunction function, PenaltyShape shape)
    {
        bool IsUnbounded(Tail tail) => tail.Kind is TailKind.Exponential or TailKind.Falling || (tail.Kind == TailKind.Power && tail.Number > 1.0);
        if (IsUnbounded(shape.Left) || IsUnbounded(shape.Right) || shape.HasInfiniteSlopeAtCentre) return double.PositiveInfinity;
        double[] sizes = [.. Enumerable.Range(0, 14 * PointsPerDecade).Select(static i => Elementary.Pow(10.0, -5.0 + ((double)i / PointsPerDecade)))];
        double[] points = [.. sizes.Select(static s => -s).Reverse(), .. sizes];
        double[] influence = function.Influence(points);
        int best = 0;
        for (int i = 1; i < points.Length; i++)
        {
            if (Math.Abs(influence[i]) > Math.Abs(influence[best]) || double.IsNaN(influence[best])) best = i;
        }

        double low = points[Math.Max(best - 1, 0)], high = points[Math.Min(best + 1, points.Length - 1)];
        for (int i = 0; i < 80; i++)
        {
            double third = (high - low) / 3.0;
            double[] at = function.Influence(low + third, high - third);
            if (Math.Abs(at[0]) < Math.Abs(at[1])) low += third;
            else high -= third;
        }

        return Math.Max(Math.Abs(influence[best]), Math.Abs(function.Influence(0.5 * (low + high))[0]));
    }
}
