using System.Text.Json;
using Surprisal.Fits;
using Surprisal.Noise.Expressions;

namespace Surprisal.Cli.Rendering;

/// <summary>A fit as one JSON object; docs/json.md is its contract.</summary>
internal static class FitJson
{
    private static readonly string[] QuantileNames = ["minimum", "lowerQuartile", "median", "upperQuartile", "maximum"];

    /// <summary>Writes it.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="timing">How long it took.</param>
    public static string Write(Fit fit, RunTiming timing) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        Body(json, fit);
        Timing(json, timing);
        json.WriteEndObject();
    });

    /// <summary>Everything but the timing.</summary>
    /// <param name="json">Where to, inside an object.</param>
    /// <param name="fit">The fit.</param>
    public static void Body(Utf8JsonWriter json, Fit fit)
    {
        json.WriteString("noise", fit.Noise);
        if (fit.Model.NoiseModel is ExpressionNoise density) Density(json, density);
        json.WriteStartObject("links");
        foreach (ParameterFit parameter in fit.Parameters) json.WriteString(parameter.Name, parameter.Link);
        json.WriteEndObject();
        json.WriteStartObject("formulas");
        foreach (ParameterFit parameter in fit.Parameters) json.WriteString(parameter.Name, FormulaText(fit, parameter));
        json.WriteEndObject();
        json.Number("n", fit.Observations);
        json.WriteNumber("rows", fit.Rows);
        json.WriteNumber("dropped", fit.Dropped);
        Coefficients(json, fit);
        Parameters(json, fit);
        List<string> missing = [];
        Likelihood(json, fit, missing);
        json.WriteString("status", StatusWords.Name(fit.Status));
        json.Texts("reasons", fit.Reasons.Concat(missing));
        json.Texts("warnings", fit.Warnings);
        json.Texts("responseLevels", fit.ResponseLevels);
        Evidence(json, fit);
        PriorJson.Write(json, fit);
    }

    private static void Density(Utf8JsonWriter json, ExpressionNoise density)
    {
        json.WriteStartObject("density");
        json.WriteString("text", density.Text);
        json.WriteBoolean("normalised", density.IsNormalised);
        json.WriteEndObject();
    }

    /// <summary>The first formula has the response; a categorical noise model uses it for every class.</summary>
    private static string FormulaText(Fit fit, ParameterFit parameter)
    {
        string first = fit.Model.NoiseModel.Parameters[0].Name;
        bool main = string.Equals(parameter.Name, first, StringComparison.Ordinal) || parameter.Name.StartsWith(first + "[", StringComparison.Ordinal);
        return main ? fit.Model.Formulas[0].Trim() : $"{parameter.Name} ~ {parameter.Formula}";
    }

    private static void Coefficients(Utf8JsonWriter json, Fit fit)
    {
        json.WriteStartObject("coefficients");
        foreach (ParameterFit parameter in fit.Parameters)
        {
            json.WriteStartObject(parameter.Name);
            foreach (Coefficient coefficient in parameter.Coefficients) Write(json, coefficient);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Coefficient coefficient)
    {
        json.WriteStartObject(coefficient.Term);
        bool complete = json.Number("estimate", coefficient.Estimate);
        complete &= json.Number("standardError", coefficient.StandardError);
        complete &= json.Number("statistic", coefficient.Statistic);
        complete &= json.Number("pValue", coefficient.PValue);
        complete &= json.Number("lower", coefficient.Lower);
        complete &= json.Number("upper", coefficient.Upper);
        Reason(json, complete ? coefficient.Reason : coefficient.Reason ?? "not finite at the end of this fit; see status and reasons");
        json.WriteEndObject();
    }

    private static void Parameters(Utf8JsonWriter json, Fit fit)
    {
        json.WriteStartObject("parameters");
        foreach (ParameterFit parameter in fit.Parameters)
        {
            if (parameter.Value is not { } value) continue;
            json.WriteStartObject(parameter.Name);
            bool finite = json.Number("estimate", value.Estimate);
            bool complete = json.Number("lower", value.Lower) & json.Number("upper", value.Upper);
            string? reason = parameter.Coefficients is [{ Reason: { } given }, ..] ? given : null;
            if (!finite) reason ??= $"{Digits.Of(value.Estimate)}, which JSON has no number for";
            else if (!complete) reason ??= "its interval does not exist; see status and reasons";
            Reason(json, reason);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("held");
        foreach ((string name, double value) in fit.Held) json.Number(name, value);
        json.WriteEndObject();
    }

    private static void Likelihood(Utf8JsonWriter json, Fit fit, List<string> missing)
    {
        if (!json.Number("logLikelihood", fit.LogLikelihood)) missing.Add("logLikelihood, aic, bic: the likelihood has no finite value here");
        else if (fit.LogJeffreys is not null) missing.Add("aic, bic: they are of maximum likelihood, and Firth's penalty moves the estimate away from it");
        else if (fit.Prior is not null) missing.Add("aic, bic: they count free parameters, and a prior makes coefficients less than free; those of prior count effective ones");
        json.Number("bitsPerObservation", fit.LogLikelihood is { } log ? Bits.Of(-log / fit.Observations) : null);
        json.WriteNumber("parametersEstimated", fit.ParametersEstimated);
        json.Number("aic", fit.Aic);
        json.Number("bic", fit.Bic);
    }

    private static void Evidence(Utf8JsonWriter json, Fit fit)
    {
        Certificate certificate = fit.Certificate;
        json.WriteStartObject("certificate");
        json.WriteString("solver", certificate.SolverName);
        json.WriteString("chosen", certificate.IsAskedFor ? "asked for" : "the first that serves");
        json.WriteString("method", certificate.Solver);
        if (certificate.Starts > 1)
        {
            json.WriteNumber("starts", certificate.Starts);
            json.WriteNumber("agreeingStarts", certificate.AgreeingStarts);
        }

        json.WriteNumber("iterations", certificate.Iterations);
        json.WriteNumber("evaluations", certificate.Evaluations);
        json.Number("gradientNorm", certificate.GradientNorm);
        json.Number("largestGradient", certificate.LargestGradient);
        json.Number("smallestEigenvalue", certificate.SmallestEigenvalue);
        json.Number("conditionNumber", certificate.ConditionNumber);
        if (certificate.DualityGap is { } gap) json.Number("dualityGap", gap);
        if (certificate.IsUnique is { } unique) json.WriteBoolean("unique", unique);
        if (certificate.KktResidual is { } residual) json.Number("kktResidual", residual);
        json.WriteEndObject();
        json.WriteString("covariance", fit.Prior is not null ? "posterior" : CovarianceWords.Of(fit.CovarianceKind));
        json.WriteString("intervals", fit.Intervals == IntervalKind.Profile ? "profile" : "wald");
        json.WriteString("statisticDistribution", fit.UsesStudentT ? "student-t" : "gaussian");
        json.Number("residualDegreesOfFreedom", fit.ResidualDegreesOfFreedom);
        json.WriteNumber("level", fit.Level);
        if (fit.ResidualQuantiles is not { } quantiles)
        {
            json.WriteNull("residualQuantiles");
            return;
        }

        json.WriteStartObject("residualQuantiles");
        foreach ((string name, double value) in QuantileNames.Zip(quantiles)) json.Number(name, value);
        json.WriteEndObject();
    }

    /// <summary>The timing.</summary>
    /// <param name="json">Where to, inside an object.</param>
    /// <param name="timing">How long it took.</param>
    public static void Timing(Utf8JsonWriter json, RunTiming timing)
    {
        json.WriteStartObject("timing");
        json.WriteNumber("read", timing.Read.TotalSeconds);
        json.WriteNumber("design", timing.Fit.Design.TotalSeconds);
        json.WriteNumber("fit", timing.Fit.Fit.TotalSeconds);
        json.WriteNumber("total", timing.Total.TotalSeconds);
        json.WriteEndObject();
    }

    private static void Reason(Utf8JsonWriter json, string? reason)
    {
        if (reason is not null) json.WriteString("reason", reason);
    }
}
