using System.Text.Json;
using Surprisal.Fits;
using Surprisal.Priors;

namespace Surprisal.Cli.Rendering;

/// <summary>The priors of a fit as JSON, with every form of the penalty that they amount to.</summary>
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
        json.Texts("given", prior.Choice?.Given ?? fit.Model.Options.Priors.Select(static p => p.ToString()));
        json.WriteString("columns", prior.IsStandardized ? "standardised" : "as given");
        json.WriteStartArray("blocks");
        foreach (PriorBlock block in prior.Blocks) Block(json, block);
        json.WriteEndArray();
        json.WriteNumber("pinned", prior.Pinned);
        json.Number("logDensity", prior.LogDensity);
        json.Number("logPosterior", fit.LogLikelihood is { } likelihood ? prior.LogPosterior(likelihood) : null);
        json.Number("logEvidence", prior.LogEvidence);
        json.Number("effectiveParameters", prior.EffectiveParameters);
        json.Number("aic", fit.LogLikelihood is { } log ? prior.Aic(log) : null);
        json.Number("bic", fit.LogLikelihood is { } same ? prior.Bic(same, fit.Observations) : null);
        if (prior.ResidualSigma is { } sigma) json.Number("residualSigma", sigma);
        StrengthJson.Write(json, prior.Choice);
        json.WriteEndObject();
    }

    private static void Block(Utf8JsonWriter json, PriorBlock block)
    {
        json.WriteStartObject();
        json.WriteString("parameter", block.Parameter);
        json.WriteString("text", block.Prior.ToString());
        json.WriteString("kind", block.Prior.Name);
        json.WriteStartObject("values");
        foreach (PriorValue value in block.Prior.Values) json.Number(value.Name, value.Value);
        json.WriteEndObject();
        json.WriteString("density", block.Prior.Density);
        json.WriteString("penalty", block.Penalty?.ToString() ?? block.Prior.PenaltyName);
        json.WriteString("of", block.IsOfCentre ? "the predictor at the means of its columns" : "coefficients");
        json.Texts("terms", block.Terms);
        json.WriteBoolean("proper", block.IsProper);
        json.WriteBoolean("default", block.IsDefault);
        json.WriteNumber("pinned", block.Pinned);
        json.WriteStartObject("lambda");
        foreach (PriorPenalty penalty in block.Penalties)
        {
            json.WriteStartObject(penalty.Name);
            json.Number("value", penalty.Lambda);
            if (penalty.Mixing is { } mixing) json.Number("alpha", mixing);
            json.WriteString("objective", penalty.Objective);
            if (penalty.Reason is { } reason) json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
