using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Docs;

/// <summary>The list of all pages, by support.</summary>
internal static class MathsIndex
{
    /// <summary>Writes it.</summary>
    public static string Write()
    {
        Markdown page = new();
        page.Heading(1, "Noise models, one page each")
            .Paragraph("The pages are written by `dotnet run --project tools/Surprisal.Docs` from the noise models themselves and their doc comments; a test holds them equal. "
                + "Edit the comment, not the page.")
            .Paragraph("A predictor acts through the default link unless another is asked for. Where tails are formulas, censored, truncated and discretised responses cost about as much as "
                + "observed ones; elsewhere the density is integrated.");
        foreach (NoiseGroup group in NoiseGroup.All)
        {
            page.Heading(2, group.Title);
            page.Table([["Noise model", "Known as the loss", "The predictor estimates", "Parameters (default link)", "Tail formulas"], .. group.Members.Select(Row)]);
        }

        page.Heading(2, "Noise models of noise models")
            .Paragraph("Combinators take noise models as arguments and nest; [noise-algebra.md](../noise-algebra.md) shows them at work.");
        page.Table([["Combinator", "What for", "Own parameters (default link)"], .. NoiseCombinators.All.Select(static c => new[]
        {
            $"[{c.Form}]({c.Name}.md)", c.Description, List(CombinatorMaths.OwnParameters(c)),
        })]);
        return page.ToString();
    }

    /// <summary>The name of the link that a parameter has unless another is asked for.</summary>
    /// <param name="p">The parameter.</param>
    public static string DefaultLink(NoiseParameter p) => p.OwnLink ?? LinkRegistry.Default(p.Domain).Name;

    private static string[] Row(NoiseModel noise) =>
    [
        MathsPages.Link(noise.Name),
        string.Join(", ", noise.LossNames),
        noise.Estimates,
        List(StandardValues.Concrete(noise).Parameters),
        noise is not ScalarNoise { IsUnivariate: true } scalar ? "" : scalar.HasTailFormulas ? "yes" : "no",
    ];

    private static string List(IEnumerable<NoiseParameter> parameters) => string.Join(", ", parameters.Select(static p => $"{p.Name} ({DefaultLink(p)})"));
}
