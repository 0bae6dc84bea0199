using System.Text.RegularExpressions;
using Surprisal.Noise;

namespace Surprisal.Docs;

/// <summary>The page of one noise model.</summary>
internal static partial class NoiseMaths
{
    /// <summary>Writes it.</summary>
    /// <param name="noise">The noise model, as it is registered.</param>
    /// <param name="comments">The doc comments of the library.</param>
    public static string Write(NoiseModel noise, DocComments comments)
    {
        NoiseModel concrete = StandardValues.Concrete(noise);
        IReadOnlyList<(string Label, string Text)> remarks = comments.Remarks(noise.GetType());
        Markdown page = new();
        page.Heading(1, noise.Name)
            .Paragraph(comments.Summary(noise.GetType()))
            .Paragraph($"The predictor of {concrete.Parameters[0].Name} estimates {noise.Estimates}.")
            .Heading(2, "Density")
            .Paragraph(Remarks.Get(remarks, Remarks.Density))
            .Paragraph("As the command line has it:")
            .Code(LossForm.Lines(noise.Density));
        Loss(page, noise, concrete);
        page.Heading(2, "Parameters");
        PageParts.Parameters(page, concrete);
        page.Paragraph(Sentence(Remarks.Get(remarks, Remarks.Parameters)))
            .Heading(2, "Support")
            .Paragraph(Sentence(Remarks.Get(remarks, Remarks.Support)))
            .Paragraph(Tails(concrete));
        NoiseSpec? spec = concrete.IsUnivariate && concrete is ScalarNoise ? StandardValues.Of(concrete) : null;
        if (spec is not null) PageParts.Numbers(page, spec);
        page.Heading(2, "Numerical hazard").Paragraph(Sentence(Remarks.Get(remarks, Remarks.Hazard)));
        PageParts.Commands(page, [$"surprisal noise {noise.Name}", $"surprisal explain {noise.Name}"], spec);
        page.Heading(2, "Source").Paragraph(Remarks.Get(remarks, Remarks.Source))
            .Paragraph($"Reference values: {Remarks.Get(remarks, Remarks.Reference)}")
            .Heading(2, "See also");
        string[] named = [.. Named(comments.Summary(noise.GetType()) + " " + Remarks.Get(remarks, Remarks.Parameters), noise.Name).Select(MathsPages.Link)];
        if (named.Length > 0) page.Paragraph($"Named above: {string.Join(", ", named)}.");
        NoiseGroup group = NoiseGroup.Of(noise);
        string[] others = [.. group.Members.Where(m => m != noise).Select(static m => MathsPages.Link(m.Name))];
        if (others.Length > 0) page.Paragraph($"{group.Title}: {string.Join(", ", others)}.");
        return page.Paragraph("[All noise models](README.md).").ToString();
    }

    /// <summary>The first letter as sentences have it, unless it begins a symbol.</summary>
    /// <param name="text">A paragraph without its label.</param>
    public static string Sentence(string text) => FirstWord().IsMatch(text) ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    private static void Loss(Markdown page, NoiseModel noise, NoiseModel concrete)
    {
        string names = noise.LossNames.Count == 0 ? "It is known by no other name." : $"Known as {string.Join(", ", noise.LossNames)}.";
        string? form = LossForm.Of(noise.Density, concrete.Parameters.Select(static p => p.Name));
        page.Heading(2, "Loss");
        if (form is null) page.Paragraph("The surprisal −log p(y) in nats: the logarithm of the density above with its sign turned.");
        else page.Paragraph("The surprisal −log p(y), up to terms that depend on neither the response nor a parameter:").Code(LossForm.Lines(form));
        page.Paragraph(names);
        if (noise.HasKink) page.Paragraph("Its slope jumps at some responses, so an optimum may lie on rows where it has no gradient; such fits have a solver of their own.");
    }

    private static string Tails(NoiseModel noise) => noise is not ScalarNoise { IsUnivariate: true } scalar ? string.Empty
        : scalar.HasTailFormulas ? "Both tails are formulas in closed form, so censored, truncated and discretised responses need no integration."
        : "Neither tail has a closed form that derivatives pass through: censored, truncated and discretised responses integrate the density.";

    private static IEnumerable<string> Named(string text, string self) => NoiseModels.All.Select(static n => n.Name)
        .Where(name => !string.Equals(name, self, StringComparison.Ordinal) && Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)));

    [GeneratedRegex("^(the|none|for|as|vectors|differences|exponentials|classes|angles|whole|that|those|counts|probabilities|densities|an?|its)\\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FirstWord();
}
