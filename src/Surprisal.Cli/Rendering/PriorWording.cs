using System.Text;
using Surprisal.Fits;
using Surprisal.Priors;

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
        IGrouping<string, PriorBlock>[] groups = [.. prior.Blocks.GroupBy(static b => $"{b.Parameter} {b.Prior} {b.IsOfCentre}", StringComparer.Ordinal)];
        foreach (IGrouping<string, PriorBlock> group in groups.Take(MostBlocks))
        {
            Prose.Labelled(text, label, Block([.. group]));
            label = string.Empty;
        }

        if (groups.Length > MostBlocks) Prose.Labelled(text, label, $"and {Digits.Count(groups.Length - MostBlocks)} more, which --json lists");
        string scale = prior.IsStandardized
            ? "of coefficients of standardised columns (population standard deviation); the estimates are those of the columns as given"
            : "of coefficients of the columns as given";
        Prose.Labelled(text, string.Empty, $"{scale}; intercepts are free where none is named");
        if (prior.Choice is { } choice)
            Prose.Labelled(text, "Strength", $"{string.Join(", ", choice.Chosen)} for {string.Join(", ", choice.Given)}: {choice.Explanation}");
        if (prior.ResidualSigma is { } sigma)
            Prose.Labelled(text, "Sigma", $"1 in the objective, which is the sum of squares that the penalty's convention means; the residuals have {Digits.Of(sigma)}");
    }

    private static string Block(PriorBlock[] blocks)
    {
        PriorBlock block = blocks[0];
        int terms = blocks.Sum(static b => b.Terms.Count), count = blocks.Sum(static b => b.Pinned);
        string of = block.IsOfCentre ? $"{block.Parameter} where its columns are at their means"
            : terms <= MostTerms ? $"{block.Parameter}: {string.Join("; ", blocks.Select(static b => string.Join(", ", b.Terms)))}"
            : $"{Digits.Count(terms, "coefficient")} of {block.Parameter}{(blocks.Length > 1 ? $" in {Digits.Count(blocks.Length, "block")}" : string.Empty)}";
        string pinned = count > 0 ? $", {Digits.Count(count)} exactly at its kink or bound" : string.Empty;
        string improper = block.IsProper ? string.Empty : ", improper";
        if (block.IsDefault) return $"{Rounded(block.Prior)} of {of}, weakly informative";
        string given = block.Penalty is { } penalty ? $", given as {penalty}" : string.Empty;
        string[] forms = [.. block.Penalties.Where(static p => p.Lambda is not null).Select(Form)];
        return $"{block.Prior} of {of}{pinned}{improper}{given}{(forms.Length == 0 ? string.Empty : $". This is {block.Prior.PenaltyName}: {string.Join("; ", forms)}")}";
    }

    /// <summary>A prior whose values were worked out from the data: to a few digits.</summary>
    private static string Rounded(Prior prior) => $"{prior.Name}({string.Join(", ", prior.Values.Select(static v => $"{v.Name}={Digits.Of(v.Value)}"))})";

    private static string Form(PriorPenalty penalty) =>
        $"lambda = {Digits.Of(penalty.Lambda)}{(penalty.Mixing is { } mixing ? $", alpha = {Digits.Of(mixing)}" : string.Empty)} in {penalty.Objective}";
}
