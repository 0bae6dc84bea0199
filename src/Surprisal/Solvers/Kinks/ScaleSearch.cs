namespace Surprisal.Solvers.Kinks;

/// <summary>The one scale of a fit whose kinks move with it: with θ = 1/s the problem is convex in (b/s, θ), so the root of one monotone function is the optimum.</summary>
/// <remarks>
/// h(θ) = min over b of Σ w φ(θ(y − xb)) − n log θ is convex with slope S(θ) − n/θ, S = Σ d (y − xb) from the programme's slopes d (scaled by s): S never falls with θ, and is
/// constant while the vertex's rows stay the same. 1. Next scale S/n: where the rows are then still the same, it is the optimum. 2. Scales known to be
/// too small and too large bracket it; what falls outside is replaced by the middle. 3. Where the root lies at a scale at which rows change, both
/// sides' slopes are optimal there, and their mixture with S = n/θ proves it.
/// </remarks>
internal sealed class ScaleSearch(CheckFunction function, double observations, Func<double, KinkSolution> solve)
{
    private const double Rounding = 1e-14;
    private const int MostSteps = 200;

    // With all rows between the kinks nothing pulls at all: the scale is much too large.
    private const double LargestFactor = 16;

    /// <summary>Searches from a scale.</summary>
    public (KinkSolution Solution, double Scale) Run(double scale)
    {
        double low = 0, high = double.PositiveInfinity;
        KinkSolution? lower = null, upper = null;
        KinkSolution solution = solve(scale);
        for (int step = 0; step < MostSteps; step++)
        {
            double proposal = scale * Math.Clamp(Pull(solution) / observations, 1 / LargestFactor, LargestFactor);
            if (Math.Abs(proposal - scale) <= Rounding * scale) return (solution, scale);
            if (proposal < scale) (high, upper) = (scale, solution);
            else (low, lower) = (scale, solution);
            bool isBracketed = high < double.PositiveInfinity && low > 0;
            if (isBracketed && high - low <= Rounding * high) break;

            // Every fourth step halves the bracket, so that it closes in any case.
            scale = isBracketed && (step % 4 == 3 || proposal <= low || proposal >= high) ? 0.5 * (low + high) : proposal;
            solution = solve(scale);
        }

        return lower is null || upper is null ? (solution, scale) : (Mix(lower, upper), scale);
    }

    /// <summary>Σ d (y − xb): how strongly the rows pull the scale upwards; n at the optimum.</summary>
    private double Pull(KinkSolution solution)
    {
        double sum = 0;
        for (int k = 0; k < solution.Slopes.Length; k++)
        {
            double[] slopes = solution.Slopes[k], residuals = solution.Residuals[k];
            for (int i = 0; i < slopes.Length; i++) sum += slopes[i] * (residuals[i] + (function.Hinges[k].Kink * solution.Problem.Scale[i]));
        }

        return sum;
    }

    /// <summary>The solution with the mixture of both sides' slopes that pulls by n.</summary>
    private KinkSolution Mix(KinkSolution lower, KinkSolution upper)
    {
        double below = Pull(lower), above = Pull(upper);
        double share = below == above ? 0 : Math.Clamp((below - observations) / (below - above), 0, 1);
        double[][] slopes = [.. lower.Slopes.Select((own, k) => own.Zip(upper.Slopes[k], (a, b) => a + (share * (b - a))).ToArray())];
        return lower with { Slopes = slopes, Imbalance = [.. lower.Imbalance.Zip(upper.Imbalance, (a, b) => a + (share * (b - a)))] };
    }
}
