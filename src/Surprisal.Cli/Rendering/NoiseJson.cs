using System.Text.Json;
using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>Noise models as one JSON object; docs/json.md is its contract.</summary>
internal static class NoiseJson
{
    /// <summary>Writes them.</summary>
    /// <param name="models">The noise models.</param>
    /// <param name="combinators">The combinators.</param>
    public static string Write(IEnumerable<NoiseModel> models, IEnumerable<NoiseCombinator> combinators) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("noiseModels");
        foreach (NoiseModel noise in models) Write(json, noise);
        json.WriteEndArray();
        json.WriteStartArray("combinators");
        foreach (NoiseCombinator combinator in combinators)
        {
            json.WriteStartObject();
            json.WriteString("name", combinator.Name);
            json.WriteString("form", combinator.Form);
            json.WriteString("description", combinator.Description);
            json.Texts("values", combinator.Keys);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, NoiseModel noise)
    {
        json.WriteStartObject();
        json.WriteString("name", noise.Name);
        json.WriteString("description", noise.Description);
        json.WriteString("density", noise.Density);
        json.WriteString("estimates", noise.Estimates);
        json.WriteString("support", noise.Support.Describe());
        json.WriteBoolean("discrete", noise.Support.IsDiscrete());
        json.Texts("losses", noise.LossNames);
        json.WriteStartArray("parameters");
        foreach (NoiseParameter parameter in noise.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("meaning", parameter.Meaning);
            json.WriteString("domain", parameter.Domain.Describe());
            json.WriteString("link", NoiseWording.DefaultLink(parameter));
            json.WriteString("limitingModel", parameter.LimitingModel);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("values");
        foreach ((string name, double value) in noise.HyperValues) json.Number(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
