using Surprisal.Noise;

namespace Surprisal.Docs;

/// <summary>The page of one combinator.</summary>
internal static class CombinatorMaths
{
    /// <summary>Writes it.</summary>
    /// <param name="combinator">The combinator.</param>
    /// <param name="comments">The doc comments of the library.</param>
    public static string Write(NoiseCombinator combinator, DocComments comments)
    {
        CombinedNoise example = Example(combinator);
        IReadOnlyList<(string Label, string Text)> remarks = comments.Remarks(example.GetType());
        Markdown page = new();
        page.Heading(1, combinator.Name)
            .Paragraph(comments.Summary(example.GetType()))
            .Paragraph($"Written {string.Join(" or ", combinator.Form.Split(" or ").Select(static f => $"`{f}`"))}, for instance `{combinator.Example}`. What the predictor of {example.Parameters[0].Name} estimates there: {example.Estimates}.")
            .Heading(2, "Density")
            .Paragraph(Remarks.Get(remarks, Remarks.Density))
            .Heading(2, "Parameters")
            .Paragraph(NoiseMaths.Sentence(Remarks.Get(remarks, Remarks.Parameters)))
            .Paragraph($"Those of `{combinator.Example}`:");
        PageParts.Parameters(page, example);
        page.Heading(2, "Support").Paragraph(NoiseMaths.Sentence(Remarks.Get(remarks, Remarks.Support)));
        NoiseSpec? spec = example.IsUnivariate ? StandardValues.Of(example) : null;
        if (spec is not null) PageParts.Numbers(page, spec);
        page.Heading(2, "Numerical hazard").Paragraph(NoiseMaths.Sentence(Remarks.Get(remarks, Remarks.Hazard)));
        PageParts.Commands(page, [$"surprisal noise {combinator.Name}"], spec);
        return page.Heading(2, "Source").Paragraph(Remarks.Get(remarks, Remarks.Source))
            .Paragraph($"Reference values: {Remarks.Get(remarks, Remarks.Reference)}")
            .Heading(2, "See also")
            .Paragraph($"Parts of the example: {string.Join(", ", Parts(example))}. Combinators: {string.Join(", ", NoiseCombinators.All.Where(c => c != combinator).Select(static c => MathsPages.Link(c.Name)))}.")
            .Paragraph("[All noise models](README.md); [the noise algebra](../noise-algebra.md).").ToString();
    }

    /// <summary>The parameters that a combinator adds to those of its parts.</summary>
    /// <param name="combinator">The combinator.</param>
    public static IEnumerable<NoiseParameter> OwnParameters(NoiseCombinator combinator)
    {
        CombinedNoise example = Example(combinator);
        return example.Parameters.Skip(example.Parts.Sum(static p => p.Parameters.Count));
    }

    private static CombinedNoise Example(NoiseCombinator combinator) => (CombinedNoise)NoiseSpec.Parse(combinator.Example).Model;

    private static IEnumerable<string> Parts(CombinedNoise example) => example.Parts.Select(static p => p.Name).Distinct(StringComparer.Ordinal).Select(MathsPages.Link);
}
