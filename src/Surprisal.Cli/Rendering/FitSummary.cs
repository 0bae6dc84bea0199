using System.Globalization;
using System.Text;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>A fit as text: what was fitted, what it estimates, the estimates with their uncertainty, and how far to trust it.</summary>
internal static class FitSummary
{
    /// <summary>Writes it.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="source">Where the data came from.</param>
    public static string Write(Fit fit, string source)
    {
        StringBuilder text = new();
        Heading(text, fit, source);
        Residuals(text, fit);
        foreach (ParameterFit parameter in fit.Parameters)
        {
            if (CoefficientTable.IsFor(parameter, fit)) CoefficientTable.Write(text, parameter, fit);
        }

        SingleNumbers.Write(text, fit);
        Likelihood(text, fit);
        Ending(text, fit);
        return text.ToString();
    }

    private static void Heading(StringBuilder text, Fit fit, string source)
    {
        NoiseModel noise = fit.Model.NoiseModel;
        Prose.Labelled(text, "Model", $"{fit.Model.Formulas[0].Trim()}, {fit.Noise} noise");
        Prose.Labelled(text, "Data", $"{source}: {Used(fit)}");
        if (fit.ResponseLevels.Count > 0) Prose.Labelled(text, "Response", Levels(fit));
        Prose.Labelled(text, "Estimates", $"{noise.Estimates}; with all parameters, the whole distribution of the response");
        Prose.Labelled(text, "Loss", NoiseWording.Loss(noise));
        if (fit.Model.Options.Weights is { } weights)
            Prose.Labelled(text, "Weights", fit.Model.Options.WeightsKind == WeightsKind.Frequency ? $"{weights}: a row of weight w counts as w rows" : $"{weights}: a row's variance is sigma^2/w");
        if (fit.Prior is { } prior) PriorWording.Write(text, prior);
        if (fit.LogJeffreys is not null)
            Prose.Labelled(text, "Penalty", "firth: maximum of log-likelihood + 1/2 log det of the expected information (Jeffreys's prior) over all coefficients, intercepts too");
        if (fit.Model.Options.Offset is { } offset) Prose.Labelled(text, "Offset", offset);
    }

    /// <summary>What the numbers of a text response stand for.</summary>
    private static string Levels(Fit fit) => fit.Model.NoiseModel is CategoricalNoise
        ? $"{string.Join(", ", fit.ResponseLevels.Select(static level => $"'{level}'"))}; the first is the reference"
        : string.Join(", ", fit.ResponseLevels.Select(static (level, code) => FormattableString.Invariant($"{code} stands for '{level}'")));

    private static string Used(Fit fit)
    {
        string used = $"{Digits.Count(fit.Rows, "row")} used";
        if (fit.Observations != fit.Rows) used += $" (n = {Digits.Count(fit.Observations)}, the sum of the weights)";
        return fit.Dropped == 0 ? $"{used}, none dropped" : $"{used}, {Digits.Count(fit.Dropped)} dropped (missing values, zero weights or zero trials)";
    }

    private static void Residuals(StringBuilder text, Fit fit)
    {
        if (fit.ResidualQuantiles is not { } quantiles) return;
        text.Append("\nQuantile residuals (standard normal if the model holds)\n");
        TextTable table = new(0);
        table.Add("Min", "1Q", "Median", "3Q", "Max");
        table.Add([.. quantiles.Select(static q => Digits.Statistic(q))]);
        table.Write(text, "  ");
    }

    private static void Likelihood(StringBuilder text, Fit fit)
    {
        text.Append('\n');
        string parameters = Digits.Count(fit.ParametersEstimated, "number") + " estimated";
        if (fit.LogLikelihood is not { } logLikelihood)
        {
            Prose.Labelled(text, "Log-likelihood", $"does not exist; {parameters}");
            return;
        }

        double bits = Bits.Of(-logLikelihood / fit.Observations);
        Prose.Labelled(text, "Log-likelihood", $"{Fixed(logLikelihood)} nats, {parameters}; mean surprisal {Digits.Of(bits)} bits per observation");
        if (fit.LogJeffreys is { } jeffreys)
            Prose.Labelled(text, "Penalised", $"{Fixed(logLikelihood + jeffreys)} nats, of which 1/2 log det of the expected information {Fixed(jeffreys)}");
        else if (fit.Prior is { } prior)
            Prose.Labelled(text, "Log-posterior", $"{Fixed(prior.LogPosterior(logLikelihood))} nats up to the evidence, of which the prior {Fixed(prior.LogDensity)}");
        if (fit.Prior?.LogEvidence is { } evidence)
            Prose.Labelled(text, "Log-evidence", $"{Fixed(evidence)} nats by Laplace's approximation, up to a constant where coefficients have no prior");
        if (fit.Prior?.EffectiveParameters is { } effective)
            Prose.Labelled(text, "AIC, BIC", $"{Fixed(fit.Prior.Aic(logLikelihood))}, {Fixed(fit.Prior.Bic(logLikelihood, fit.Observations))}, of {Digits.Of(effective)} effective parameters: what the prior leaves free");
        else if (fit.Prior is null && fit.LogJeffreys is null)
            Prose.Labelled(text, "AIC, BIC", $"{Fixed(fit.Aic)}, {Fixed(fit.Bic)}");
    }

    /// <summary>Likelihoods are compared by their differences: decimals matter, however large they are.</summary>
    private static string Fixed(double? number) => number is { } x && Math.Abs(x) < 1e12 ? x.ToString("F4", CultureInfo.InvariantCulture) : Digits.Of(number);

    private static void Ending(StringBuilder text, Fit fit)
    {
        Certificate certificate = fit.Certificate;
        Prose.Labelled(text, "Status", StatusWords.Of(fit.Status));
        foreach (string reason in fit.Reasons) Prose.Labelled(text, "", reason);
        string evidence = string.Join(", ", CertificateParts(certificate));
        if (evidence.Length > 0) Prose.Labelled(text, "Certificate", evidence);
        Prose.Labelled(text, "Solver", $"{certificate.Solver}{(certificate.IsAskedFor ? ", as asked for" : string.Empty)}; {Digits.Count(certificate.Iterations, "step")}, rows passed over {Digits.Count(certificate.Evaluations, "time")}");
        if (fit.Parameters.Any(static p => p.Coefficients.Any(static c => c.StandardError is not null)))
            Prose.Labelled(text, "Std. errors", NoiseWording.StandardErrors(fit));
        if (fit.Intervals == IntervalKind.Profile)
            Prose.Labelled(text, "Intervals", $"profile {(fit.LogJeffreys is null ? "likelihood" : "penalised likelihood")}; z is the signed root of twice the loss at zero, p its likelihood ratio test");
        if (NoiseWording.Numerical(fit) is { } numerical) Prose.Labelled(text, "Distribution", numerical);
        foreach (string warning in fit.Warnings) Prose.Labelled(text, "Warning", warning);
    }

    private static IEnumerable<string> CertificateParts(Certificate certificate)
    {
        if (certificate.Starts > 1) yield return $"{Digits.Count(certificate.AgreeingStarts)} of {Digits.Count(certificate.Starts, "start")} led here";
        if (certificate.DualityGap is { } gap) yield return $"relative duality gap {Digits.Rough(gap)}{(certificate.IsUnique switch { true => ", unique", false => ", not unique", _ => string.Empty })}";
        if (certificate.KktResidual is { } residual) yield return $"optimality conditions met to {Digits.Rough(residual)} standard errors";
        if (certificate.GradientNorm is { } norm) yield return $"{Digits.Rough(norm)} standard errors from the optimum";
        if (certificate.LargestGradient is { } gradient) yield return $"largest mean gradient {Digits.Rough(gradient)}";
        if (certificate.SmallestEigenvalue is { } eigenvalue) yield return $"smallest scaled eigenvalue {Digits.Rough(eigenvalue)}";
        if (certificate.ConditionNumber is { } condition) yield return $"condition number {Digits.Rough(condition)}";
    }
}
