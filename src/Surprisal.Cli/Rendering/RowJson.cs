using System.Text.Json;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>A distribution over classes or several responses as one JSON object; docs/json.md is its contract.</summary>
internal static class RowJson
{
    /// <summary>Writes it.</summary>
    /// <param name="report">What was asked for.</param>
    public static string Write(RowReport report) => JsonText.Of(json =>
    {
        RowDistribution d = report.Distribution;
        json.WriteStartObject();
        DistributionJson.Head(json, report.Spec);
        if (!d.IsClass) json.Texts("responses", d.Responses);
        Probabilities(json, d);
        Moments(json, d);
        if (report.HasCdf) json.WriteString("median", d.ClassesOf(0)[d.Quantile(0.5)]);
        else json.WriteNull("median");
        json.WriteString("mode", report.Mode);
        json.Extended("entropy", d.Entropy);
        json.WriteStartObject("reasons");
        foreach ((string name, string reason) in report.Reasons) json.WriteString(name, reason);
        json.WriteEndObject();
        json.WriteStartArray("at");
        foreach (double[] row in report.At) Point(json, report, row);
        json.WriteEndArray();
        json.WriteStartArray("quantiles");
        foreach (double p in report.Quantiles)
        {
            json.WriteStartObject();
            json.Extended("p", p);
            json.WriteString("y", d.ClassesOf(0)[d.Quantile(p)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sample");
        foreach (double[] row in report.Sample) Row(json, d, row);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Probabilities(Utf8JsonWriter json, RowDistribution d)
    {
        int[] classes = [.. Enumerable.Range(0, d.Responses.Count).Where(r => d.ClassesOf(r).Count > 0)];
        if (classes.Length == 0) return;
        json.WriteStartObject("probabilities");
        foreach (int r in classes)
        {
            if (!d.IsClass) json.WriteStartObject(d.Responses[r]);
            for (int k = 0; k < d.ClassesOf(r).Count; k++) json.WriteNumber(d.ClassesOf(r)[k], Math.Exp(d.LogProbabilitiesOf(r)[k]));
            if (!d.IsClass) json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Moments(Utf8JsonWriter json, RowDistribution d)
    {
        if (d.IsClass)
        {
            json.WriteNull("mean");
            json.WriteNull("variance");
            return;
        }

        int[] all = [.. Enumerable.Range(0, d.Responses.Count)];
        Numbers(json, "mean", d.Mean);
        Numbers(json, "variance", all.Select(a => d.Covariance(a, a)));
        json.WriteStartArray("covariance");
        foreach (int a in all)
        {
            json.WriteStartArray();
            foreach (int b in all) json.ExtendedValue(d.Covariance(a, b));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Point(Utf8JsonWriter json, RowReport report, double[] row)
    {
        RowDistribution d = report.Distribution;
        int? index = report.HasCdf ? (int)row[0] : null;
        json.WriteStartObject();
        json.WritePropertyName("y");
        Row(json, d, row);
        json.Extended("logDensity", d.LogDensity(row));
        json.Extended("cdf", index is { } c ? Math.Exp(d.LogCdf(c)) : null);
        json.Extended("survival", index is { } s ? Math.Exp(d.LogSurvival(s)) : null);
        json.Extended("logCdf", index is { } l ? d.LogCdf(l) : null);
        json.Extended("logSurvival", index is { } u ? d.LogSurvival(u) : null);
        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, RowDistribution d, double[] row)
    {
        if (d.IsClass)
        {
            json.WriteStringValue(d.ClassesOf(0)[(int)row[0]]);
            return;
        }

        json.WriteStartArray();
        for (int r = 0; r < row.Length; r++)
        {
            if (d.ClassesOf(r).Count > 0) json.WriteStringValue(d.ClassesOf(r)[(int)row[r]]);
            else json.WriteNumberValue(row[r]);
        }

        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers) json.ExtendedValue(number);
        json.WriteEndArray();
    }
}
