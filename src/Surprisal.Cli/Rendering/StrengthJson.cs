using System.Text.Json;
using Surprisal.Fits;
using Surprisal.Priors;

namespace Surprisal.Cli.Rendering;

/// <summary>How a strength was chosen, as JSON.</summary>
internal static class StrengthJson
{
    /// <summary>Writes what a fit's prior owes to the data.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="choice">How strengths were chosen; null where they were given.</param>
    public static void Write(Utf8JsonWriter json, StrengthChoice? choice)
    {
        if (choice is null)
        {
            json.WriteNull("chosen");
            return;
        }

        json.WriteString("chosen", Word(choice.Rule));
        json.WriteStartObject("choice");
        json.Texts("given", choice.Given);
        json.Texts("chosen", choice.Chosen);
        json.WriteString("how", choice.Explanation);
        json.Texts("limits", choice.Limits);
        json.Number("logEvidence", choice.LogEvidence);
        if (choice.CrossValidation is { } validation) Folds(json, validation);
        json.WriteEndObject();
    }

    /// <summary>Writes the property <c>crossValidation</c>.</summary>
    public static void Folds(Utf8JsonWriter json, CrossValidation validation)
    {
        json.WriteStartObject("crossValidation");
        json.WriteString("score", Score(validation.Options.Score));
        json.WriteNumber("folds", validation.Options.Folds);
        json.WriteNumber("repeats", validation.Options.Repeats);
        json.WriteNumber("seed", validation.Options.Seed);
        json.WriteBoolean("stratified", validation.IsStratified);
        if (validation.Options.Group is { } group) json.WriteString("groupedBy", group);
        else json.WriteNull("groupedBy");
        if (validation.Groups is { } groups) json.WriteNumber("groups", groups);
        else json.WriteNull("groups");
        Point(json, "best", validation.Points[validation.Best]);
        Point(json, "oneStandardError", validation.Points[validation.WithinOneStandardError]);
        json.WriteStartArray("curve");
        foreach (CrossValidationPoint point in validation.Points) Point(json, null, point);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The word of a rule: <c>cv</c>, <c>cv-1se</c>, <c>evidence</c>.</summary>
    public static string Word(StrengthRule rule) => rule switch
    {
        StrengthRule.CrossValidation => "cv",
        StrengthRule.OneStandardError => "cv-1se",
        StrengthRule.Evidence => "evidence",
        StrengthRule.Aic => "aic",
        StrengthRule.Bic => "bic",
        StrengthRule.Ebic => "ebic",
        _ => "given",
    };

    /// <summary>The word of a score.</summary>
    public static string Score(FoldScore score) => score switch { FoldScore.Log => "log", FoldScore.RankedProbability => "crps", _ => "deviance" };

    private static void Point(Utf8JsonWriter json, string? name, CrossValidationPoint point)
    {
        if (name is null) json.WriteStartObject();
        else json.WriteStartObject(name);
        json.Number("lambda", point.Lambda);
        json.Number("score", point.Mean);
        json.Number("standardError", point.StandardError);
        json.WriteNumber("nonZero", point.NonZero);
        json.WriteEndObject();
    }
}
