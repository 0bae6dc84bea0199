using System.Text.Json;
using Surprisal.Losses;

namespace Surprisal.Cli.Rendering;

/// <summary>What a loss assumes as one JSON object; docs/json.md is its contract.</summary>
internal static class ExplanationJson
{
    /// <summary>Writes it.</summary>
    /// <param name="explanation">The explanation.</param>
    public static string Write(Explanation explanation) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("input", explanation.Input);
        json.WriteString("title", explanation.Title);
        json.WriteBoolean("isLikelihood", explanation.IsLikelihood);
        json.WriteString("noise", explanation.Noise);
        json.WriteString("loss", explanation.Loss);
        json.WriteString("density", explanation.Density);
        json.Extended("normaliser", explanation.Normaliser);
        json.WriteString("normaliserMethod", explanation.NormaliserMethod);
        json.WriteString("estimates", explanation.Estimates);
        json.WriteString("shape", explanation.Shape);
        json.WriteString("surprisal", explanation.Surprisal);
        json.WriteString("gradient", explanation.Gradient);
        json.WriteString("factor", explanation.Factor);
        json.Number("factorAtUnitScale", explanation.FactorAtUnitScale);
        json.Number("efficiency", explanation.Efficiency);
        json.Extended("grossErrorSensitivity", explanation.GrossErrorSensitivity);
        json.Number("rejectedFrom", explanation.RejectedFrom);
        WriteCurve(json, explanation.Curve);
        json.Texts("readings", explanation.Readings);
        json.WriteString("why", explanation.Why);
        json.WriteString("instead", explanation.Instead);
        if (explanation.LikelihoodOf is { } other)
        {
            json.WriteStartObject("likelihoodOf");
            json.WriteString("noise", other.Noise);
            json.WriteString("response", other.Response);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("likelihoodOf");
        }

        json.WriteEndObject();
    });

    private static void WriteCurve(Utf8JsonWriter json, LossCurve? curve)
    {
        json.WriteString("argument", curve?.Argument);
        json.WriteString("influenceOf", curve?.Influence);
        json.WriteStartArray("influence");
        foreach (LossPoint point in curve?.Points ?? [])
        {
            json.WriteStartObject();
            json.Number("at", point.At);
            json.Extended("loss", point.Loss);
            json.Extended("density", point.Density);
            json.Extended("influence", point.Influence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
