using System.Text;
using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>A regularisation path as text: where terms enter and leave, and a picture of the coefficients.</summary>
internal static class PathSummary
{
    private const int MostRows = 40;
    private const int MostNames = 4;
    private const int MostCurves = 8;
    private const int PlotRows = 15;

    /// <summary>Writes it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="validation">Its cross-validation; null for none.</param>
    /// <param name="source">Where the data came from.</param>
    public static string Write(RegularisationPath path, CrossValidation? validation, string source)
    {
        StringBuilder text = new();
        Prose.Labelled(text, "Model", $"{path.Model.Formulas[0].Trim()}, {path.Noise} noise");
        Prose.Labelled(text, "Data", $"{source}: {Digits.Count(path.Rows, "row")} used, {Digits.Count(path.Dropped)} dropped");
        Prose.Labelled(text, "Minimised", $"mean surprisal + lambda * {Penalty(path)}; columns {(path.Options.Standardize ? "over their standard deviation" : "as given")}, intercepts free");
        text.Append('\n');
        Steps(text, path);
        text.Append('\n');
        Plot(text, path);
        if (validation is not null) CrossValidationSummary.Write(text, validation);
        else if (path.Points.Any(static p => p.Aic is not null)) CrossValidationSummary.Criteria(text, path);
        text.Append('\n');
        Prose.Labelled(text, "Status", StatusWords.Of(path.Status));
        foreach (string reason in path.Reasons) Prose.Labelled(text, "", reason);
        Prose.Labelled(text, "Certificate", $"optimality conditions of all {Digits.Count(path.Terms.Count)} coefficients met to {Digits.Rough(path.KktResidual)} lambda at every point");
        Prose.Labelled(text, "Solver", path.Solver);
        foreach (string warning in path.Warnings.Concat(validation?.Warnings ?? [])) Prose.Labelled(text, "Warning", warning);
        return text.ToString();
    }

    private static string Penalty(RegularisationPath path) => path.Options.Alpha switch
    {
        1 => "sum |b| (lasso)",
        0 => "sum b^2/2 (ridge)",
        double alpha => $"sum ({Digits.Of(alpha)} |b| + {Digits.Of((1 - alpha) / 2)} b^2) (elastic net)",
    };

    /// <summary>A row wherever a term enters or leaves; where that is everywhere, evenly spaced ones.</summary>
    private static void Steps(StringBuilder text, RegularisationPath path)
    {
        bool deviance = path.Points.Any(static p => p.DevianceExplained is not null);
        TextTable table = new(0);
        table.Add("lambda", "terms", deviance ? "deviance explained" : "log-likelihood", "enter (+) and leave (-)");
        HashSet<int> before = [];
        List<string[]> rows = [];
        List<string> waiting = [];
        int every = Math.Max(1, path.Points.Count / MostRows);
        for (int k = 0; k < path.Points.Count; k++)
        {
            RegularisationPoint point = path.Points[k];
            HashSet<int> now = [];
            for (int i = 0; i < point.Places.Length; i++)
            {
                if (point.Values[i] != 0 && path.Terms[point.Places[i]].Factor > 0) now.Add(point.Places[i]);
            }

            waiting.AddRange(now.Where(j => !before.Contains(j)).Order().Select(j => "+" + Name(path, j)));
            waiting.AddRange(before.Where(j => !now.Contains(j)).Order().Select(j => "-" + Name(path, j)));
            before = now;
            bool last = k == path.Points.Count - 1;
            if (!last && (waiting.Count == 0 || k % every != 0)) continue;
            string names = string.Join(' ', waiting.Take(MostNames)) + (waiting.Count > MostNames ? $" and {Digits.Count(waiting.Count - MostNames)} more" : "");
            table.Add(Digits.Of(point.Lambda), Digits.Count(point.NonZero), deviance ? Digits.Of(point.DevianceExplained) : Digits.Of(point.LogLikelihood), names);
            waiting.Clear();
        }

        table.Write(text, "  ");
    }

    private static string Name(RegularisationPath path, int place)
    {
        PathTerm term = path.Terms[place];
        bool several = path.Terms.Any(t => t.Factor > 0 && !string.Equals(t.Parameter, term.Parameter, StringComparison.Ordinal));
        return several ? $"{term.Parameter}:{term.Term}" : term.Term;
    }

    private static void Plot(StringBuilder text, RegularisationPath path)
    {
        RegularisationPoint end = path.Points[^1];
        List<(int Place, double Size)> largest = [];
        for (int place = 0; place < path.Terms.Count; place++)
        {
            double size = path.Terms[place].Factor > 0 ? path.Points.Max(p => Math.Abs(p[place])) * (path.Options.Standardize ? path.Terms[place].Factor : 1) : 0;
            if (size > 0) largest.Add((place, size));
        }

        int[] shown = [.. largest.OrderByDescending(static l => l.Size).Take(MostCurves).Select(static l => l.Place)];
        if (shown.Length == 0) return;
        double[][] curves = [.. shown.Select(place => path.Points.Select(p => p[place] * (path.Options.Standardize ? path.Terms[place].Factor : 1)).ToArray())];
        string which = shown.Length < largest.Count ? $"the {Digits.Count(shown.Length)} largest coefficients" : "coefficients";
        TerminalPlot.Curves(text, curves, Math.Log10(path.Points[0].Lambda), Math.Log10(end.Lambda), PlotRows, $"{which}{(path.Options.Standardize ? " times their column's standard deviation" : "")}, against log10 lambda");
        for (int k = 0; k < shown.Length; k++) text.Append(k % 4 == 0 ? "  " : "   ").Append((char)('a' + k)).Append(' ').Append(Name(path, shown[k])).Append(k % 4 == 3 || k == shown.Length - 1 ? "\n" : "");
    }
}
