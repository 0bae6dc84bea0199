using System.Text.Json;
using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>A regularisation path as one JSON object; docs/paths.md is its contract.</summary>
internal static class PathJson
{
    /// <summary>Writes it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="validation">Its cross-validation; null for none.</param>
    /// <param name="timing">How long it took.</param>
    public static string Write(RegularisationPath path, CrossValidation? validation, RunTiming timing) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("noise", path.Noise);
        json.Texts("formulas", path.Model.Formulas.Select(static f => f.Trim()));
        json.WriteStartObject("penalty");
        json.WriteString("objective", "mean surprisal + lambda * sum f (alpha |b| + (1 - alpha)/2 b^2)");
        json.Number("alpha", path.Options.Alpha);
        json.WriteBoolean("standardized", path.Options.Standardize);
        json.WriteEndObject();
        json.Number("n", path.Observations);
        json.WriteNumber("rows", path.Rows);
        json.WriteNumber("dropped", path.Dropped);
        json.WritePropertyName("null");
        Point(json, path, path.Null);
        json.WriteStartArray("points");
        foreach (RegularisationPoint point in path.Points) Point(json, path, point);
        json.WriteEndArray();
        if (validation is not null) StrengthJson.Folds(json, validation);
        json.WriteString("status", StatusWords.Name(path.Status));
        json.Texts("reasons", path.Reasons);
        json.Texts("warnings", path.Warnings.Concat(validation?.Warnings ?? []));
        json.WriteStartObject("certificate");
        json.WriteString("solver", path.Solver);
        json.Number("kktResidual", path.KktResidual);
        json.WriteEndObject();
        json.WriteStartObject("timing");
        json.WriteNumber("read", timing.Read.TotalSeconds);
        json.WriteNumber("design", timing.Fit.Design.TotalSeconds);
        json.WriteNumber("fit", timing.Fit.Fit.TotalSeconds);
        json.WriteNumber("total", timing.Total.TotalSeconds);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Point(Utf8JsonWriter json, RegularisationPath path, RegularisationPoint point)
    {
        json.WriteStartObject();
        json.Number("lambda", point.Lambda);
        json.WriteNumber("nonZero", point.NonZero);
        json.Number("degreesOfFreedom", point.DegreesOfFreedom);
        json.Number("aic", point.Aic);
        json.Number("bic", point.Bic);
        json.Number("ebic", point.Ebic);
        json.Number("devianceExplained", point.DevianceExplained);
        json.Number("logLikelihood", point.LogLikelihood);
        json.Number("objective", point.Objective);
        json.Number("residualSigma", point.ResidualSigma);
        json.Number("kktResidual", point.KktResidual);
        json.WriteBoolean("converged", point.HasConverged);

        // Coefficients that are not zero, and those that are free: a path of thousands of terms stays small.
        json.WriteStartObject("coefficients");
        string? parameter = null;
        for (int k = 0; k < point.Places.Length; k++)
        {
            PathTerm term = path.Terms[point.Places[k]];
            if (!string.Equals(term.Parameter, parameter, StringComparison.Ordinal))
            {
                if (parameter is not null) json.WriteEndObject();
                parameter = term.Parameter;
                json.WriteStartObject(parameter);
            }

            json.Number(term.Term, point.Values[k]);
        }

        if (parameter is not null) json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
