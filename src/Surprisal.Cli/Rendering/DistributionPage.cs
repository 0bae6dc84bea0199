using System.Globalization;
using System.Text;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>A distribution for people: moments, the numbers asked for, and a picture of the density.</summary>
internal static class DistributionPage
{
    private const double Tail = 0.005;
    private const int Columns = 72;
    private const int Rows = 10;

    /// <summary>Writes the page.</summary>
    /// <param name="report">What was asked for.</param>
    public static string Write(DistributionReport report)
    {
        Distribution d = report.Distribution;
        StringBuilder text = new();
        Prose.Labelled(text, "Distribution", report.Spec.ToString());
        Prose.Labelled(text, "Density", report.Spec.Model.Density);
        string moments = string.Create(CultureInfo.InvariantCulture, $"mean {Digits.Of(d.Mean)}, variance {Digits.Of(d.Variance)}, median {Digits.Of(d.Median)}, mode {Digits.Of(d.Mode)}");
        Prose.Labelled(text, "Moments", moments);
        Prose.Labelled(text, "Entropy", $"{Digits.Of(d.Entropy)} nats, {Digits.Of(Bits.Of(d.Entropy))} bits");
        text.Append('\n');
        Plot(text, report);
        AddPoints(text, report);
        AddQuantiles(text, report);
        if (report.Sample.Count > 0) text.Append("\n  Draws\n");
        foreach (double[] line in report.Sample.Chunk(8)) text.Append("  ").Append(string.Join("  ", line.Select(Digits.Of))).Append('\n');
        return text.ToString();
    }

    private static void AddPoints(StringBuilder text, DistributionReport report)
    {
        if (report.At.Count == 0) return;
        Distribution d = report.Distribution;
        TextTable table = new(0);
        table.Add("y", "log density", "P(Y <= y)", "P(Y > y)", "log cdf", "log survival");
        foreach (double y in report.At) table.Add(Digits.Of(y), Digits.Of(d.LogDensity(y)), Digits.Of(d.Cdf(y)), Digits.Of(d.Survival(y)), Digits.Of(d.LogCdf(y)), Digits.Of(d.LogSurvival(y)));
        text.Append('\n');
        table.Write(text, "  ");
    }

    private static void AddQuantiles(StringBuilder text, DistributionReport report)
    {
        if (report.Quantiles.Count == 0) return;
        TextTable table = new(0);
        table.Add("p", "quantile");
        foreach (double p in report.Quantiles) table.Add(Digits.Of(p), Digits.Of(report.Distribution.Quantile(p)));
        text.Append('\n');
        table.Write(text, "  ");
    }

    private static void Plot(StringBuilder text, DistributionReport report)
    {
        Distribution d = report.Distribution;
        double low = d.Quantile(Tail), high = d.SurvivalQuantile(Tail);
        bool discrete = report.Spec.Model.Support.IsDiscrete();
        if (!double.IsFinite(low) || !double.IsFinite(high)) return;
        if (discrete && high - low + 1 <= Columns)
        {
            double[] probabilities = [.. Enumerable.Range(0, (int)(high - low) + 1).Select(k => Math.Exp(d.LogDensity(low + k)))];
            TerminalPlot.Bars(text, probabilities, low, high, Rows, "probability");
            return;
        }

        if (!(high > low)) (low, high) = (low - 1, high + 1);
        double step = (high - low) / Columns;
        double[] density = new double[Columns];
        for (int i = 0; i < Columns; i++)
        {
            // The share between neighbouring columns: a narrow peak or an atom is not missed.
            double left = low + (i * step), right = left + step;
            density[i] = (left > d.Median ? d.Survival(left) - d.Survival(right) : d.Cdf(right) - d.Cdf(left)) / step;
        }

        TerminalPlot.Bars(text, density, low, high, Rows, discrete ? "probability" : "density");
    }
}
