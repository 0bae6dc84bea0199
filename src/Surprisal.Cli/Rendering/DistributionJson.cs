using System.Text.Json;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>A distribution as one JSON object; docs/json.md is its contract. Infinities, which exist here, are the texts Infinity and -Infinity.</summary>
internal static class DistributionJson
{
    /// <summary>Writes it.</summary>
    /// <param name="report">What was asked for.</param>
    public static string Write(DistributionReport report) => JsonText.Of(json =>
    {
        Distribution d = report.Distribution;
        json.WriteStartObject();
        Head(json, report.Spec);
        json.Extended("mean", d.Mean);
        json.Extended("variance", d.Variance);
        json.Extended("median", d.Median);
        json.Extended("mode", d.Mode);
        json.Extended("entropy", d.Entropy);
        json.WriteStartArray("at");
        foreach (double y in report.At)
        {
            json.WriteStartObject();
            json.Extended("y", y);
            json.Extended("logDensity", d.LogDensity(y));
            json.Extended("cdf", d.Cdf(y));
            json.Extended("survival", d.Survival(y));
            json.Extended("logCdf", d.LogCdf(y));
            json.Extended("logSurvival", d.LogSurvival(y));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("quantiles");
        foreach (double p in report.Quantiles)
        {
            json.WriteStartObject();
            json.Extended("p", p);
            json.Extended("y", d.Quantile(p));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sample");
        foreach (double y in report.Sample) json.WriteNumberValue(y);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>What it is a distribution of.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="spec">The noise model with its values.</param>
    public static void Head(Utf8JsonWriter json, NoiseSpec spec)
    {
        json.WriteString("noise", spec.ToString());
        json.WriteStartObject("parameters");
        foreach (NoiseParameter parameter in spec.Model.Parameters) json.Number(parameter.Name, spec.Held[parameter.Name]);
        foreach ((string name, double value) in spec.Model.HyperValues) json.Number(name, value);
        if (spec.Trials is { } trials) json.Number("trials", trials);
        json.WriteEndObject();
        if (!spec.Model.Parameters.Any(static p => p.OwnLink is not null)) return;
        json.WriteStartObject("links");
        foreach (NoiseParameter parameter in spec.Model.Parameters.Where(static p => p.OwnLink is not null)) json.WriteString(parameter.Name, parameter.OwnLink);
        json.WriteEndObject();
    }
}
