using System.Globalization;
using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Docs;

/// <summary>The sections that pages of noise models and of combinators share.</summary>
internal static class PageParts
{
    private static readonly double[] Probabilities = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99];

    /// <summary>The parameters as a table.</summary>
    public static void Parameters(Markdown page, NoiseModel noise)
    {
        page.Table([["Parameter", "Meaning", "Range", "Default link", "Other links"], .. noise.Parameters.Select(static p => new[]
        {
            p.Name, p.Meaning, p.Domain.Describe(), MathsIndex.DefaultLink(p),
            string.Join(", ", LinkRegistry.For(p.Domain).Select(static l => l.Name).Where(l => !string.Equals(l, MathsIndex.DefaultLink(p), StringComparison.Ordinal))),
        })]);
        foreach (NoiseParameter p in noise.Parameters.Where(static p => p.LimitingModel is not null))
            page.Paragraph($"As {p.Name} {(p.LimitAtZero ? "shrinks to 0" : "grows without bound")}, {noise.Name} becomes {MathsPages.Link(p.LimitingModel!)}; a fit that ends there has status `boundary`.");
        foreach ((string name, double value) in noise.HyperValues)
            page.Paragraph($"{name} = {Markdown.Number(value)} belongs to the definition and is never estimated; `{noise.Name}({name}=...)` has another.");
    }

    /// <summary>Density at quantiles, and the summary, at standard parameters.</summary>
    public static void Numbers(Markdown page, NoiseSpec spec)
    {
        Distribution distribution = spec.ToDistribution();
        bool isDiscrete = spec.Model.Support.IsDiscrete();
        List<string[]> rows = [["P(Y ≤ y)", "y", isDiscrete ? "probability" : "density", "surprisal (nats)"]];
        foreach ((double p, double y) in Quantiles(distribution, isDiscrete || spec.Model.Atoms.Count > 0))
        {
            double surprisal = distribution.Surprisal(y);
            rows.Add([Markdown.Number(p), Markdown.Number(y) + (spec.Model.Atoms.Contains(y) ? " (an atom: a probability)" : ""), Markdown.Number(Math.Exp(-surprisal)), Markdown.Number(surprisal)]);
        }

        page.Heading(2, "In numbers").Paragraph($"`{spec}`:").Table(rows);
        page.Table([["Mean", "Variance", "Median", "Mode", "Entropy (nats)"],
        [
            Markdown.Number(distribution.Mean), Markdown.Number(distribution.Variance), Markdown.Number(distribution.Median),
            Markdown.Number(distribution.Mode), Markdown.Number(distribution.Entropy),
        ]]);
        if (distribution.IsNumerical) page.Paragraph($"Computed by {distribution.Accuracy}.");
    }

    /// <summary>The commands that show the same and more.</summary>
    public static void Commands(Markdown page, IEnumerable<string> first, NoiseSpec? spec)
    {
        List<string> lines = [.. first];
        if (spec is not null)
        {
            Distribution distribution = spec.ToDistribution();
            string at = string.Join(',', Quantiles(distribution, true).Select(static q => q.Y).Distinct().Where((_, i) => i % 2 == 1).Select(static y => y.ToString("G3", CultureInfo.InvariantCulture)));
            lines.Add($"surprisal distribution \"{spec}\" --at={(at.Length > 0 ? at : "0")} --quantile 0.05,0.5,0.95 --sample 5");
        }

        page.Heading(2, "See it").Code(string.Join('\n', lines), "sh");
    }

    /// <summary>Probabilities and where they are reached; those of steps are the steps' own, each once.</summary>
    private static IEnumerable<(double P, double Y)> Quantiles(Distribution distribution, bool hasSteps)
    {
        IEnumerable<double> responses = Probabilities.Select(distribution.Quantile);
        return hasSteps ? responses.Distinct().Select(y => (distribution.Cdf(y), y)) : Probabilities.Zip(responses);
    }
}
