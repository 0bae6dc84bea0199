using System.Text;
using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>The priors of a fit in sentences, with what others call their penalties.</summary>
internal static class PriorWording
{
    private const int MostBlocks = 12;
    private const int MostTerms = 4;

    /// <summary>Writes a line for each prior.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="prior">The priors.</param>
    public static void Write(StringBuilder text, PriorFit prior)
    {
        string label = "Prior";
        foreach (PriorBlock block in prior.Blocks.Take(MostBlocks))
        {
            Prose.Labelled(text, label, Block(block));
            label = string.Empty;
        }

        if (prior.Blocks.Count > MostBlocks) Prose.Labelled(text, label, $"and {Digits.Count(prior.Blocks.Count - MostBlocks)} more, which --json lists");
        string scale = prior.IsStandardized
            ? "of coefficients of standardised columns (population standard deviation); the estimates are those of the columns as given"
            : "of coefficients of the columns as given";
        Prose.Labelled(text, string.Empty, $"{scale}; intercepts are free where none is named");
        if (prior.Choice is { } choice)
            Prose.Labelled(text, "Strength", $"{string.Join(", ", choice.Chosen)} for {string.Join(", ", choice.Given)}: {choice.Explanation}");
        if (prior.ResidualSigma is { } sigma)
            Prose.Labelled(text, "Sigma", $"1 in the objective, which is the sum of squares that the penalty's convention means; the residuals have {Digits.Of(sigma)}");
    }

    private static string Block(PriorBlock block)
    {
        string of = block.IsOfCentre ? $"{block.Parameter} where its columns are at their means"
            : block.Terms.Count <= MostTerms ? $"{block.Parameter}: {string.Join(", ", block.Terms)}"
            : $"{Digits.Count(block.Terms.Count, "coefficient")} of {block.Parameter}";
        string pinned = block.Pinned > 0 ? $", {Digits.Count(block.Pinned)} exactly at its kink or bound" : string.Empty;
        string improper = block.IsProper ? string.Empty : ", improper";
        string given = block.Penalty is { } penalty ? $", given as {penalty}" : block.IsDefault ? ", weakly informative" : string.Empty;
        string[] forms = [.. block.Penalties.Where(static p => p.Lambda is not null).Select(Form)];
        return $"{block.Prior} of {of}{pinned}{improper}{given}{(forms.Length == 0 ? string.Empty : $". This is {block.Prior.PenaltyName}: {string.Join("; ", forms)}")}";
    }

    private static string Form(PriorPenalty penalty) =>
        $"lambda = {Digits.Of(penalty.Lambda)}{(penalty.Mixing is { } mixing ? $", alpha = {Digits.Of(mixing)}" : string.Empty)} in {penalty.Objective}";
}
