using System.Text;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>A distribution over classes or several responses for people: probabilities, moments, correlations, the numbers asked for.</summary>
internal static class RowPage
{
    private const int BarColumns = 40;
    private const double Ln2 = 0.69314718055994531;

    /// <summary>Writes the page.</summary>
    /// <param name="report">What was asked for.</param>
    public static string Write(RowReport report)
    {
        RowDistribution d = report.Distribution;
        StringBuilder text = new();
        Prose.Labelled(text, "Distribution", report.Spec.ToString());
        Prose.Labelled(text, "Density", report.Spec.Model.Density);
        if (report.Spec.Model.Parameters.FirstOrDefault(static p => p.OwnLink is not null) is { } linked) Prose.Labelled(text, "Link", $"{linked.OwnLink} of {linked.Name}");
        if (report.HasCdf) Prose.Labelled(text, "Classes", $"mode {report.Mode}, median {d.ClassesOf(0)[d.Quantile(0.5)]}");
        else if (report.Mode is { } mode) Prose.Labelled(text, "Classes", $"mode {mode}");
        if (!double.IsNaN(d.Entropy)) Prose.Labelled(text, "Entropy", $"{Digits.Of(d.Entropy)} nats, {Digits.Of(d.Entropy / Ln2)} bits");
        foreach ((string name, string reason) in report.Reasons.Where(r => r.Name is not "mode" && !r.Reason.StartsWith("a class", StringComparison.Ordinal))) Prose.Labelled(text, $"No {name}", reason);
        AddResponses(text, d);
        for (int r = 0; r < d.Responses.Count; r++) AddClasses(text, report, r);
        AddPoints(text, report);
        if (report.Quantiles.Count > 0)
        {
            TextTable table = new(0);
            table.Add("p", "quantile");
            foreach (double p in report.Quantiles) table.Add(Digits.Of(p), d.ClassesOf(0)[d.Quantile(p)]);
            text.Append('\n');
            table.Write(text, "  ");
        }

        if (report.Sample.Count > 0) text.Append("\n  Draws\n");
        if (d.IsClass)
        {
            foreach (double[][] line in report.Sample.Chunk(16)) text.Append("  ").Append(string.Join("  ", line.Select(row => Cell(d, row, 0)))).Append('\n');
            return text.ToString();
        }

        TextTable draws = new(0);
        foreach (double[] row in report.Sample) draws.Add([.. row.Select((_, r) => Cell(d, row, r))]);
        draws.Write(text, "  ");
        return text.ToString();
    }

    /// <summary>Means, spreads and correlations of the responses that are numbers.</summary>
    private static void AddResponses(StringBuilder text, RowDistribution d)
    {
        int[] numbers = [.. Enumerable.Range(0, d.Responses.Count).Where(r => d.ClassesOf(r).Count == 0)];
        if (numbers.Length == 0) return;
        bool correlated = numbers.Any(a => numbers.Any(b => a != b && d.Covariance(a, b) != 0.0));
        TextTable table = new(1);
        string[] others = correlated ? [.. numbers.SkipLast(1).Select(b => $"with {d.Responses[b]}")] : [];
        table.Add(["response", "mean", "variance", "deviation", .. others]);
        foreach (int a in numbers)
        {
            double variance = d.Covariance(a, a);
            string[] correlations = correlated ? [.. numbers.SkipLast(1).Select(b => b < a ? Digits.Of(d.Covariance(a, b) / Math.Sqrt(variance * d.Covariance(b, b))) : string.Empty)] : [];
            table.Add([d.Responses[a], Digits.Of(d.Mean[a]), Digits.Of(variance), Digits.Of(Math.Sqrt(variance)), .. correlations]);
        }

        text.Append('\n');
        table.Write(text, "  ");
    }

    private static void AddClasses(StringBuilder text, RowReport report, int response)
    {
        RowDistribution d = report.Distribution;
        IReadOnlyList<string> classes = d.ClassesOf(response);
        if (classes.Count == 0) return;
        double[] probabilities = [.. d.LogProbabilitiesOf(response).Select(Math.Exp)];
        double top = probabilities.Max();
        TextTable table = new(1);
        table.Add(d.IsClass ? "class" : $"class of {d.Responses[response]}", "probability", string.Empty);
        for (int k = 0; k < classes.Count; k++)
            table.Add(classes[k], Digits.Of(probabilities[k]), new string('█', top > 0 ? (int)Math.Round(BarColumns * probabilities[k] / top) : 0).PadRight(BarColumns));
        text.Append('\n');
        table.Write(text, "  ");
    }

    private static void AddPoints(StringBuilder text, RowReport report)
    {
        if (report.At.Count == 0) return;
        RowDistribution d = report.Distribution;
        TextTable table = new(0);
        string[] cdf = report.HasCdf ? ["P(Y <= y)", "P(Y > y)", "log cdf", "log survival"] : [];
        table.Add([.. d.IsClass ? ["y"] : d.Responses.Select(static r => $"y[{r}]"), "log density", .. cdf]);
        foreach (double[] row in report.At)
        {
            double[] tails = report.HasCdf ? [Math.Exp(d.LogCdf((int)row[0])), Math.Exp(d.LogSurvival((int)row[0])), d.LogCdf((int)row[0]), d.LogSurvival((int)row[0])] : [];
            table.Add([.. row.Select((_, r) => Cell(d, row, r)), Digits.Of(d.LogDensity(row)), .. tails.Select(Digits.Of)]);
        }

        text.Append('\n');
        table.Write(text, "  ");
    }

    private static string Cell(RowDistribution d, double[] row, int response) =>
        d.ClassesOf(response) is { Count: > 0 } classes ? classes[(int)row[response]] : Digits.Of(row[response]);
}
