using System.Globalization;
using System.Text;
using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>One noise model in full.</summary>
internal static class NoisePage
{
    /// <summary>Writes the page.</summary>
    /// <param name="noise">The noise model.</param>
    public static string Write(NoiseModel noise)
    {
        StringBuilder text = new();
        text.Append(noise.Name).Append(": ").Append(noise.Description).Append("\n\n");
        Prose.Labelled(text, "Density", noise.Density);
        Prose.Labelled(text, "Response", noise.Support.Describe());
        Prose.Labelled(text, "Estimates", noise.Estimates);
        Prose.Labelled(text, "Loss", NoiseWording.Loss(noise));
        text.Append("\nParameters\n");
        TextTable table = new(4);
        table.Add("Name", "Meaning", "Range", "Link (default first)");
        foreach (NoiseParameter p in noise.Parameters) table.Add(p.Name, p.Meaning, p.Domain.Describe(), Links(p));
        table.Write(text, "  ");
        foreach (NoiseParameter p in noise.Parameters.Where(static p => p.LimitingModel is not null))
            text.Append(CultureInfo.InvariantCulture, $"  as {p.Name} grows without bound, {noise.Name} becomes {p.LimitingModel}; a fit that ends there has status boundary\n");
        foreach ((string name, double value) in noise.HyperValues)
            text.Append(CultureInfo.InvariantCulture, $"  {name} = {value} belongs to the definition and is never estimated; set it by {noise.Name}({name}=...)\n");
        text.Append("\nExamples\n");
        foreach (string example in Examples.Of(noise)) text.Append("  ").Append(example).Append('\n');
        return text.ToString();
    }

    private static string Links(NoiseParameter parameter)
    {
        string first = NoiseWording.DefaultLink(parameter);
        return string.Join(", ", LinkRegistry.For(parameter.Domain).Select(static l => l.Name).Where(n => !string.Equals(n, first, StringComparison.Ordinal)).Prepend(first));
    }
}
