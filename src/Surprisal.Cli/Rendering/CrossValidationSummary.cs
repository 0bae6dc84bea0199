using System.Globalization;
using System.Text;
using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>What chooses a strength of a path, as text: the curve of scores of rows left out with both choices, or information criteria.</summary>
internal static class CrossValidationSummary
{
    private const int MostRows = 20;

    /// <summary>Writes the scores.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="validation">The cross-validation.</param>
    public static void Write(StringBuilder text, CrossValidation validation)
    {
        CrossValidationOptions options = validation.Options;
        string score = options.Score switch { FoldScore.Log => "mean surprisal in nats", FoldScore.Deviance => "mean deviance", _ => "mean continuous ranked probability score" };
        string deal = options.Group is { } group ? $", rows of equal {group} together ({Digits.Count(validation.Groups ?? 0, "group")})" : validation.IsStratified ? ", classes spread evenly" : "";
        text.Append('\n');
        Prose.Labelled(text, "Folds", $"{Digits.Count(options.Folds)}{(options.Repeats > 1 ? $", dealt {Digits.Count(options.Repeats, "time")}" : "")}, seed {options.Seed.ToString(CultureInfo.InvariantCulture)}{deal}; {score} of rows left out");
        TextTable table = new(0);
        table.Add("lambda", "terms", "score", "std. error", "");
        int every = Math.Max(1, validation.Points.Count / MostRows);
        for (int k = 0; k < validation.Points.Count; k++)
        {
            bool best = k == validation.Best, within = k == validation.WithinOneStandardError;
            if (!best && !within && k % every != 0 && k != validation.Points.Count - 1) continue;
            CrossValidationPoint point = validation.Points[k];
            string mark = best && within ? "<- least, and within one standard error" : best ? "<- least" : within ? "<- within one standard error" : "";
            table.Add(Digits.Of(point.Lambda), Digits.Count(point.NonZero), Digits.Of(point.Mean), Digits.Of(point.StandardError), mark);
        }

        table.Write(text, "  ");
    }

    /// <summary>Writes the least of each criterion.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="path">The path.</param>
    public static void Criteria(StringBuilder text, RegularisationPath path)
    {
        text.Append('\n');
        TextTable table = new(0);
        table.Add("least", "at lambda", "terms", "degrees of freedom", "value");
        foreach ((string name, Func<RegularisationPoint, double?> of) in new (string, Func<RegularisationPoint, double?>)[] { ("AIC", static p => p.Aic), ("BIC", static p => p.Bic), ("EBIC", static p => p.Ebic) })
        {
            RegularisationPoint? least = path.Points.Where(p => of(p) is { } value && double.IsFinite(value)).MinBy(of);
            if (least is not null) table.Add(name, Digits.Of(least.Lambda), Digits.Count(least.NonZero), Digits.Of(least.DegreesOfFreedom), Digits.Of(of(least)));
        }

        table.Write(text, "  ");
    }
}
