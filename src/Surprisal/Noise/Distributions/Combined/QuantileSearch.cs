using Surprisal.Numerics;

namespace Surprisal.Noise.Distributions;

/// <summary>Quantiles of a distribution from its tails, whatever it is made of.</summary>
internal static class QuantileSearch
{
    private const int MostSteps = 400;
    private const int MostDoublings = 1100;

    // Counts whose tail differs from the probability by no more than its rounding are taken for it.
    private const double Ties = 64 * 2.2204460492503131e-16;

    /// <summary>The smallest response whose cdf reaches p; for <paramref name="upper"/> the smallest whose survival function does not exceed it.</summary>
    /// <param name="distribution">Its tails, and for a continuous one its density.</param>
    /// <param name="p">The probability of the tail; NaN outside [0, 1].</param>
    /// <param name="upper">Whether p is the probability above.</param>
    /// <param name="guess">About where; finite.</param>
    /// <param name="discrete">Whether responses are whole numbers.</param>
    /// <param name="ends">The ends of the support.</param>
    public static double Solve(Distribution distribution, double p, bool upper, double guess, bool discrete, (double Least, double Greatest) ends)
    {
        if (!(p >= 0.0 && p <= 1.0)) return double.NaN;
        if (p == 0.0) return upper ? ends.Greatest : ends.Least;
        if (p == 1.0) return upper ? ends.Least : ends.Greatest;

        // The tail that is smaller says more: a cdf next to 1 has lost its digits.
        if (p > 0.5) (p, upper) = (1.0 - p, !upper);
        double target = Elementary.Log(p);
        Tail tail = new(distribution, target, upper, discrete ? Ties * (1.0 + Math.Abs(target)) : 0.0);
        guess = Math.Clamp(double.IsFinite(guess) ? guess : 0.0, Math.Max(ends.Least, double.MinValue), Math.Min(ends.Greatest, double.MaxValue));
        (double low, double high) = Bracket(tail, discrete ? Math.Floor(guess) : guess, discrete, ends);
        double found = discrete ? Whole(tail, low, high) : Between(tail, low, high);

        // Beyond the doubles lies infinity.
        return found == double.MinValue ? ends.Least : found == double.MaxValue && !tail.Reached(found) ? ends.Greatest : found;
    }

    /// <summary>An interval whose lower end does not reach the target and whose upper end does.</summary>
    private static (double Low, double High) Bracket(Tail tail, double guess, bool discrete, (double Least, double Greatest) ends)
    {
        double step = Math.Max(1.0, Math.Abs(guess) * 0.125), low = guess, high = guess;
        if (discrete) step = Math.Floor(step);
        if (tail.Reached(guess))
        {
            for (int k = 0; k < MostDoublings && low > ends.Least && tail.Reached(low); k++, step *= 2.0) (high, low) = (low, Math.Max(low - step, Math.Max(ends.Least, double.MinValue)));
        }
        else
        {
            for (int k = 0; k < MostDoublings && high < ends.Greatest && !tail.Reached(high); k++, step *= 2.0) (low, high) = (high, Math.Min(high + step, Math.Min(ends.Greatest, double.MaxValue)));
        }

        return (low, high);
    }

    private static double Whole(Tail tail, double low, double high)
    {
        if (tail.Reached(low)) return low;
        while (high - low > 1.0)
        {
            double middle = Math.Floor(low + (0.5 * (high - low)));
            if (middle <= low || middle >= high) break;
            if (tail.Reached(middle)) high = middle;
            else low = middle;
        }

        return high;
    }

    /// <summary>Newton's method on the logarithm of the tail, by halving where it leaves the bracket or the bracket shrinks too slowly.</summary>
    private static double Between(Tail tail, double low, double high)
    {
        if (tail.Reached(low)) return low;
        double at = Middle(low, high), width = high - low;
        for (int k = 0; k < MostSteps; k++)
        {
            if (tail.Reached(at)) high = at;
            else low = at;
            if (Math.BitIncrement(low) >= high) return high;
            double next = tail.Newton(at);
            bool slow = k % 3 == 2 && high - low > 0.5 * width;
            if (k % 3 == 2) width = high - low;
            if (next > low && next < high && !slow)
            {
                // At rounding level the bracket's ends no longer move; the step does not either.
                if (Math.Abs(next - at) <= 2e-16 * Math.Abs(at)) return next;
                at = next;
            }
            else
            {
                at = Middle(low, high);
            }

            if (at <= low || at >= high) return high;
        }

        return high;
    }

    /// <summary>The middle; of two numbers of one sign many powers of two apart the geometric one.</summary>
    private static double Middle(double low, double high)
    {
        if (low > 0.0 && high > 16.0 * low) return Math.Sqrt(low) * Math.Sqrt(high);
        if (high < 0.0 && low < 16.0 * high) return -(Math.Sqrt(-low) * Math.Sqrt(-high));
        if (low == 0.0 && high > 1e-300) return high * 1e-3;
        return low + (0.5 * (high - low));
    }

    private readonly struct Tail(Distribution distribution, double target, bool upper, double slack)
    {
        public bool Reached(double y) => upper ? distribution.LogSurvival(y) <= target + slack : distribution.LogCdf(y) >= target - slack;

        /// <summary>The step of Newton's method: (log tail)′ = ± density/tail.</summary>
        public double Newton(double y)
        {
            double log = upper ? distribution.LogSurvival(y) : distribution.LogCdf(y), hazard = Elementary.Exp(distribution.LogDensity(y) - log);
            return upper ? y + ((log - target) / hazard) : y - ((log - target) / hazard);
        }
    }
}
