using System.Globalization;
using System.Text;
using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>Several quantiles as text, side by side: every term with its estimates, and below them their errors or intervals.</summary>
internal static class QuantileSummary
{
    /// <summary>Writes it.</summary>
    /// <param name="fits">The fits.</param>
    /// <param name="source">Where the data came from.</param>
    public static string Write(QuantileFits fits, string source)
    {
        StringBuilder text = new();
        Fit first = fits.Quantiles[0].Fit;
        Prose.Labelled(text, "Model", $"{first.Model.Formulas[0].Trim()}, asymmetric-laplace noise, {Digits.Count(fits.Quantiles.Count, "quantile")}");
        Prose.Labelled(text, "Data", $"{source}: {Digits.Count(first.Rows, "row")} used, {Digits.Count(first.Dropped)} dropped");
        Prose.Labelled(text, "Estimates", "the tau-quantiles of the response");
        foreach (ParameterFit parameter in first.Parameters)
        {
            text.Append('\n').Append(parameter.Name).Append(" ~ ").Append(parameter.Formula);
            if (!string.Equals(parameter.Link, "identity", StringComparison.Ordinal)) text.Append("   (coefficients on the scale of the ").Append(parameter.Link).Append(" link)");
            text.Append('\n');
            Table(text, fits, parameter.Name);
        }

        Ending(text, fits);
        return text.ToString();
    }

    private static void Table(StringBuilder text, QuantileFits fits, string parameter)
    {
        Coefficient[][] columns = [.. fits.Quantiles.Select(q => q.Fit.Parameters.First(p => string.Equals(p.Name, parameter, StringComparison.Ordinal)).Coefficients.ToArray())];
        TextTable table = new(2);
        table.Add(["Term", string.Empty, .. fits.Quantiles.Select(static q => "tau = " + q.Tau.ToString(CultureInfo.InvariantCulture))]);
        string level = Digits.Percent(fits.Quantiles[0].Fit.Level);
        for (int j = 0; j < columns[0].Length; j++)
        {
            int at = j;
            table.Add([columns[0][j].Term, "estimate", .. columns.Select(c => Digits.Of(c[at].Estimate))]);
            if (columns.Any(c => c[at].StandardError is not null)) table.Add([string.Empty, "std. error", .. columns.Select(c => Digits.Of(c[at].StandardError))]);
            if (!columns.Any(c => (c[at].Lower ?? c[at].Upper) is not null)) continue;
            table.Add([string.Empty, level + " from", .. columns.Select(c => Digits.Of(c[at].Lower))]);
            table.Add([string.Empty, "to", .. columns.Select(c => Digits.Of(c[at].Upper))]);
        }

        table.Write(text, "  ");
    }

    private static void Ending(StringBuilder text, QuantileFits fits)
    {
        text.Append('\n');
        Prose.Labelled(text, "Order", fits.Order);
        foreach ((double tau, Fit fit) in fits.Quantiles)
        {
            string gap = fit.Certificate.DualityGap is { } relative ? $", relative duality gap {Digits.Rough(relative)}" : string.Empty;
            string unique = fit.Certificate.IsUnique switch { true => ", unique", false => ", not unique", _ => string.Empty };
            Prose.Labelled(text, "tau = " + tau.ToString(CultureInfo.InvariantCulture), $"{StatusWords.Of(fit.Status)}{gap}{unique}");
            foreach (string reason in fit.Reasons) Prose.Labelled(text, string.Empty, reason);
        }

        Fit first = fits.Quantiles[0].Fit;
        Prose.Labelled(text, "Solver", first.Certificate.Solver);
        Prose.Labelled(text, "Std. errors", NoiseWording.StandardErrors(first));
        foreach (string warning in fits.Quantiles.SelectMany(static q => q.Fit.Warnings).Distinct(StringComparer.Ordinal)) Prose.Labelled(text, "Warning", warning);
    }
}
