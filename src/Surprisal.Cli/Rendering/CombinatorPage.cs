using System.Text;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>One combinator in full.</summary>
internal static class CombinatorPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="combinator">The combinator.</param>
    public static string Write(NoiseCombinator combinator)
    {
        StringBuilder text = new();
        text.Append(combinator.Name).Append(": ").Append(combinator.Description).Append("\n\n");
        Prose.Labelled(text, "Form", combinator.Form);
        CombinedNoise example = (CombinedNoise)NoiseSpec.Parse(combinator.Example).Model;
        Prose.Labelled(text, "Example", combinator.Example);
        Prose.Labelled(text, "Density", example.Density);
        Prose.Labelled(text, "Response", example.IsUnivariate ? example.Support.Describe() : "one number or class for each part");
        Prose.Labelled(text, "Estimates", example.Estimates);
        text.Append("\nParameters of the example\n");
        TextTable table = new(3);
        table.Add("Name", "Meaning", "Link");
        foreach (NoiseParameter p in example.Parameters) table.Add(p.Name, p.Meaning, NoiseWording.DefaultLink(p));
        table.Write(text, "  ");
        Prose.Labelled(text, "\nNesting", "parts may be combined themselves; what makes no sense is refused with the reason");
        return text.ToString();
    }
}
