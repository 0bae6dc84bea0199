using System.Globalization;
using System.Text;
using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>The parameters of a fit that are one number for all rows, on their natural scale: estimated ones, then those that were held.</summary>
internal static class SingleNumbers
{
    /// <summary>Writes the table, if there is any such parameter.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="fit">The fit.</param>
    public static void Write(StringBuilder text, Fit fit)
    {
        ParameterFit[] single = [.. fit.Parameters.Where(static p => p.Value is not null)];
        if (single.Length == 0 && fit.Held.Count == 0) return;
        text.Append("\nParameters that are one number, on their own scale\n");
        TextTable table = new(2);
        table.Add("Parameter", "Meaning", "Estimate", Digits.Percent(fit.Level) + " from", "to", "Link", "On its scale", "Std. error");
        foreach (ParameterFit parameter in single) Estimated(table, parameter, fit);
        foreach ((string name, double value) in fit.Held)
            table.Add(name, Meaning(fit, name), value.ToString(CultureInfo.InvariantCulture), "held", "", "", "", "");
        table.Write(text, "  ");
        foreach (ParameterFit parameter in single.Where(p => !CoefficientTable.IsFor(p, fit) && p.Coefficients[0].Reason is not null))
            Prose.Marked(text, "  ", $"{parameter.Name}: {parameter.Coefficients[0].Reason}");
    }

    private static void Estimated(TextTable table, ParameterFit parameter, Fit fit)
    {
        ParameterValue value = parameter.Value!;
        Coefficient working = parameter.Coefficients[0];
        table.Add(
            parameter.Name,
            Meaning(fit, parameter.Name),
            Digits.Of(value.Estimate),
            Digits.Of(value.Lower),
            Digits.Of(value.Upper),
            parameter.Link,
            Digits.Of(working.Estimate),
            Digits.Of(working.StandardError));
    }

    private static string Meaning(Fit fit, string parameter) =>
        fit.Model.NoiseModel.IndexOf(parameter) is >= 0 and int k ? fit.Model.NoiseModel.Parameters[k].Meaning : "";
}
