using System.Text;
using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>The coefficients of one parameter of a fit.</summary>
internal static class CoefficientTable
{
    // A factor of thousands of levels would scroll everything else away.
    private const int MostRows = 200;
    private const int MostNames = 20;

    /// <summary>Whether a parameter has a table of its own: it depends on the data, or it is what the fit is about.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="fit">The fit.</param>
    public static bool IsFor(ParameterFit parameter, Fit fit) => parameter.Value is null || parameter == fit.Parameters[0];

    /// <summary>Writes the table and, below it, why numbers are missing.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="fit">The fit.</param>
    public static void Write(StringBuilder text, ParameterFit parameter, Fit fit)
    {
        text.Append('\n').Append(parameter.Name).Append(" ~ ").Append(parameter.Formula);
        if (!string.Equals(parameter.Link, "identity", StringComparison.Ordinal)) text.Append("   (coefficients on the scale of the ").Append(parameter.Link).Append(" link)");
        text.Append('\n');
        TextTable table = new(1);
        string level = Digits.Percent(fit.Level);
        table.Add("Term", "Estimate", "Std. error", fit.UsesStudentT ? "t" : "z", "p", level + " from", "to");
        foreach (Coefficient c in parameter.Coefficients.Take(MostRows))
            table.Add(c.Term, Digits.Of(c.Estimate), Digits.Of(c.StandardError), Digits.Statistic(c.Statistic), Digits.PValue(c.PValue), Digits.Of(c.Lower), Digits.Of(c.Upper));
        table.Write(text, "  ");
        if (parameter.Coefficients.Count > MostRows) Prose.Marked(text, "  ", $"and {Digits.Count(parameter.Coefficients.Count - MostRows, "more coefficient")}: --json has all");
        foreach (IGrouping<string, string> missing in parameter.Coefficients.Where(static c => c.Reason is not null).GroupBy(static c => c.Reason!, static c => c.Term, StringComparer.Ordinal))
        {
            string[] names = [.. missing];
            string more = names.Length > MostNames ? $" and {Digits.Count(names.Length - MostNames, "other")}" : string.Empty;
            Prose.Marked(text, "  ", $"{string.Join(", ", names.Take(MostNames))}{more}: {missing.Key}");
        }
    }
}
