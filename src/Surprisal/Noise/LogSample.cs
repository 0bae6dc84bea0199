using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>The logarithms of a positive sample, and the way back: what starting values of positive noise models are made of.</summary>
internal static class LogSample
{
    private const double Smallest = 1e-300;
    private const double Largest = 1e300;

    /// <summary>log y of each response.</summary>
    /// <param name="y">Positive responses.</param>
    public static double[] Of(ReadOnlySpan<double> y)
    {
        double[] logs = new double[y.Length];
        for (int i = 0; i < logs.Length; i++) logs[i] = Elementary.Log(y[i]);
        return logs;
    }

    /// <summary>e^x, kept where its products with numbers of usual size still are positive doubles.</summary>
    public static double Exp(double x) => Inside(Elementary.Exp(x));

    /// <summary>A positive number, kept where its products with numbers of usual size still are positive doubles.</summary>
    public static double Inside(double x) => Math.Clamp(x, Smallest, Largest);

    /// <summary>log of the mean of e^(x − centre), in which no term overflows; 0 for an empty sample.</summary>
    /// <param name="logs">The numbers x.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <param name="centre">What is taken off each.</param>
    /// <param name="sign">1, or −1 for e^(centre − x).</param>
    public static double LogMeanExp(ReadOnlySpan<double> logs, ReadOnlySpan<double> weights, double centre, double sign)
    {
        double largest = double.NegativeInfinity, total = 0.0, sum = 0.0;
        for (int i = 0; i < logs.Length; i++)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i];
            if (w > 0.0) largest = Math.Max(largest, sign * (logs[i] - centre));
            total += w;
        }

        if (!(total > 0.0)) return 0.0;
        for (int i = 0; i < logs.Length; i++)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i];
            if (w > 0.0) sum += w / total * Elementary.Exp((sign * (logs[i] - centre)) - largest);
        }

        return largest + Elementary.Log(sum);
    }
}
