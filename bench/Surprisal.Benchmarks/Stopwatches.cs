using System.Diagnostics;

namespace Surprisal.Benchmarks;

/// <summary>Quick timing by hand: the best of many, since whatever else the machine does only ever adds.</summary>
internal static class Stopwatches
{
    /// <summary>Seconds of the fastest of <paramref name="runs"/> runs.</summary>
    public static double Best(int runs, Action action)
    {
        double best = double.PositiveInfinity;
        for (int k = 0; k < runs; k++) best = Math.Min(best, Once(action));
        return best;
    }

    /// <summary>Seconds of the fastest run within a budget of time, after one run to warm up.</summary>
    public static double BestWithin(TimeSpan budget, Action action)
    {
        action();
        double best = double.PositiveInfinity;
        long started = Stopwatch.GetTimestamp();
        do best = Math.Min(best, Once(action));
        while (Stopwatch.GetElapsedTime(started) < budget);
        return best;
    }

    /// <summary>Seconds of one run.</summary>
    public static double Once(Action action)
    {
        long started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
