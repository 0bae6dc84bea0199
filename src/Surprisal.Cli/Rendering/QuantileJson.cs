using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>Several quantiles as one JSON object; docs/json.md is its contract.</summary>
internal static class QuantileJson
{
    /// <summary>Writes it.</summary>
    /// <param name="fits">The fits.</param>
    /// <param name="timing">How long all took.</param>
    public static string Write(QuantileFits fits, RunTiming timing) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("noise", "asymmetric-laplace");
        json.WriteNumber("rows", fits.Rows);
        json.WriteBoolean("nonCrossing", fits.IsNonCrossing);
        json.WriteNumber("crossingRows", fits.CrossingRows);
        json.WriteString("order", fits.Order);
        json.WriteStartArray("quantiles");
        foreach (QuantileFit quantile in fits.Quantiles)
        {
            json.WriteStartObject();
            json.WriteNumber("tau", quantile.Tau);
            FitJson.Body(json, quantile.Fit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FitJson.Timing(json, timing);
        json.WriteEndObject();
    });
}
