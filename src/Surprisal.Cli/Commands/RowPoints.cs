using System.Globalization;
using Surprisal.Noise;

namespace Surprisal.Cli.Commands;

/// <summary>Rows as they are typed after <c>--at</c>: responses between commas, rows between semicolons; of a single response both separate rows.</summary>
internal static class RowPoints
{
    private const string Option = "--at";

    /// <summary>Reads them.</summary>
    /// <param name="text">The text; null for none.</param>
    /// <param name="distribution">What they are rows of.</param>
    /// <exception cref="UsageException">One is not.</exception>
    public static IReadOnlyList<double[]> Read(string? text, RowDistribution distribution)
    {
        if (text is null) return [];
        int count = distribution.Responses.Count;
        List<double[]> rows = [];
        foreach (string part in text.Split(';'))
        {
            string[] cells = [.. ListText.Split(part, Option).Select(static c => c.Trim())];
            if (count == 1) rows.AddRange(cells.Select(c => (double[])[Value(c, distribution, 0)]));
            else if (cells.Length == count) rows.Add(Checked(part.Trim(), [.. cells.Select((c, r) => Value(c, distribution, r))], distribution));
            else throw new UsageException($"option '{Option}': '{part.Trim()}' is not a row of {Count(count)} responses", $"write responses with commas and rows with semicolons: {Option} \"{Example(count)}\"");
        }

        return rows;
    }

    private static double[] Checked(string text, double[] row, RowDistribution distribution)
    {
        if (distribution.Objection(row) is { } objection) throw new UsageException($"option '{Option}': '{text}': {objection}", "give rows that are possible");
        return row;
    }

    private static double Value(string text, RowDistribution distribution, int response)
    {
        IReadOnlyList<string> classes = distribution.ClassesOf(response);
        if (classes.Count == 0) return DistributionVerb.Number(text, Option);
        for (int k = 0; k < classes.Count; k++)
        {
            if (string.Equals(classes[k], text, StringComparison.Ordinal)) return k;
        }

        throw new UsageException($"option '{Option}': '{text}' is not one of the classes", $"they are {string.Join(", ", classes)}");
    }

    private static string Example(int count) => string.Join(';', Enumerable.Range(0, 2).Select(k => string.Join(',', Enumerable.Range(1, count).Select(r => Count(r + k)))));

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
