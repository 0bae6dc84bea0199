using System.Text;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>All noise models, two lines each.</summary>
internal static class NoiseList
{
    /// <summary>Writes the list.</summary>
    /// <param name="models">The noise models.</param>
    public static string Write(IReadOnlyList<NoiseModel> models)
    {
        StringBuilder text = new();
        TextTable table = new(3);
        table.Add("Noise model", "Parameters (default link)", "Known as the loss");
        foreach (NoiseModel noise in models)
        {
            table.Add(noise.Name, string.Join(", ", noise.Parameters.Select(static p => $"{p.Name} ({NoiseWording.DefaultLink(p)})")), string.Join(", ", noise.LossNames));
        }

        table.Write(text, "");
        text.Append('\n');
        foreach (NoiseModel noise in models) Prose.Marked(text, (noise.Name + ":").PadRight(20), noise.Description);
        text.Append("\n'surprisal noise NAME' shows one in full.\n");
        return text.ToString();
    }
}
