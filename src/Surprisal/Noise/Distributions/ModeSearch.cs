namespace Surprisal.Noise.Distributions;

/// <summary>Finds where a density is highest from its logarithm alone, however far off and however narrow the peak is.</summary>
/// <remarks>
/// The guesses, and points from 1e-6 to 1e6 on both sides of each, say where to begin; from the best three a step that doubles where it helps
/// and halves where it does not goes uphill. A log-density leads to its peak from any distance; of several peaks the highest of three is taken.
/// </remarks>
internal static class ModeSearch
{
    private const int Decades = 6;
    private const int Climbs = 3;
    private const int MostSteps = 4000;
    private const double Finest = 1e-14;

    /// <summary>The point of the highest density that was found; NaN where the log-density is finite at no guess.</summary>
    /// <param name="logDensity">The logarithm of the density.</param>
    /// <param name="guesses">Where it may be.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="grid">The distance of neighbouring points: 1 for whole numbers, 0 for a continuum.</param>
    public static double Find(Func<double, double> logDensity, IEnumerable<double> guesses, double low, double high, double grid = 0.0)
    {
        List<(double T, double Log)> seen = [];
        foreach (double guess in guesses)
        {
            Look(logDensity, guess, low, high, grid, seen);
            for (int decade = grid > 0.0 ? 0 : -Decades; decade <= Decades; decade++)
            {
                double distance = Numerics.Elementary.Pow(10.0, decade);
                Look(logDensity, guess + distance, low, high, grid, seen);
                Look(logDensity, guess - distance, low, high, grid, seen);
            }
        }

        (double T, double Log) best = (double.NaN, double.NegativeInfinity);
        foreach ((double T, double Log) start in seen.OrderByDescending(static s => s.Log).Take(Climbs))
        {
            (double T, double Log) top = Climb(logDensity, start, low, high, grid);
            if (top.Log > best.Log) best = top;
        }

        return best.T;
    }

    private static void Look(Func<double, double> logDensity, double t, double low, double high, double grid, List<(double T, double Log)> seen)
    {
        if (grid > 0.0) t = Math.Floor(t);
        if (!(t >= low && t <= high)) return;
        double log = logDensity(t);
        if (double.IsFinite(log)) seen.Add((t, log));
    }

    private static (double T, double Log) Climb(Func<double, double> logDensity, (double T, double Log) start, double low, double high, double grid)
    {
        (double t, double log) = start;
        double step = Math.Max(grid, Math.Max(1e-3, 1e-3 * Math.Abs(t)));
        if (grid > 0.0) step = Math.Floor(step);
        for (int i = 0; i < MostSteps && step >= Math.Max(grid, Finest * Math.Max(Math.Abs(t), 1e-280)); i++)
        {
            (double T, double Log) up = At(logDensity, Math.Min(t + step, high)), down = At(logDensity, Math.Max(t - step, low));
            (double T, double Log) better = up.Log > down.Log ? up : down;
            if (better.Log > log)
            {
                (t, log) = better;
                step *= 2.0;
            }
            else
            {
                step = grid > 0.0 ? Math.Floor(0.5 * step) : 0.25 * step;
                if (grid > 0.0 && step < grid) break;
            }
        }

        return (t, log);
    }

    private static (double T, double Log) At(Func<double, double> logDensity, double t)
    {
        double log = logDensity(t);
        return (t, double.IsNaN(log) ? double.NegativeInfinity : log);
    }
}
