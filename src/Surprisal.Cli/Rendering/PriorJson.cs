using System.Text.Json;
using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>The prior of a fit as JSON, with every form of the penalty that it amounts to.</summary>
internal static class PriorJson
{
    /// <summary>Writes the property <c>prior</c>: an object, or null for maximum likelihood.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="fit">The fit.</param>
    public static void Write(Utf8JsonWriter json, Fit fit)
    {
        if (fit.LogJeffreys is { } jeffreys)
        {
            json.WriteStartObject("prior");
            json.WriteString("text", "jeffreys");
            json.WriteString("kind", "jeffreys");
            json.WriteString("density", "sqrt(det I(b)), I the expected information of all coefficients; not normalised");
            json.WriteString("penalty", "firth");
            json.Number("logDensity", jeffreys);
            json.Number("logPosterior", fit.LogLikelihood + jeffreys);
            json.WriteEndObject();
            return;
        }

        if (fit.Prior is not { } prior)
        {
            json.WriteNull("prior");
            return;
        }

        json.WriteStartObject("prior");
        json.WriteString("text", prior.Prior.ToString());
        json.WriteString("kind", prior.Prior.Name);
        json.Number(prior.Prior.ValueName, prior.Prior.Value);
        json.WriteString("density", prior.Prior.Density);
        json.WriteString("penalty", prior.Prior.PenaltyName);
        json.Texts("terms", prior.Terms);
        json.WriteString("columns", "as given");
        json.WriteNumber("zeros", prior.Zeros);
        json.Number("logDensity", prior.LogDensity);
        json.Number("logPosterior", fit.LogLikelihood is { } likelihood ? prior.LogPosterior(likelihood) : null);
        json.WriteStartObject("lambda");
        foreach (PriorPenalty penalty in prior.Penalties)
        {
            json.WriteStartObject(penalty.Name);
            json.Number("value", penalty.Lambda);
            json.WriteString("objective", penalty.Objective);
            if (penalty.Reason is { } reason) json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
