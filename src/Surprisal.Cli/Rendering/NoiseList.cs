using System.Text;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>All noise models, two lines each.</summary>
internal static class NoiseList
{
    /// <summary>Writes the list.</summary>
    /// <param name="models">The noise models.</param>
    /// <param name="combinators">The combinators.</param>
    public static string Write(IReadOnlyList<NoiseModel> models, IReadOnlyList<NoiseCombinator> combinators)
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
        foreach (NoiseModel noise in models) Prose.Marked(text, (noise.Name + ":").PadRight(26), noise.Description);
        text.Append("\nNoise models of noise models\n");
        TextTable forms = new(2);
        foreach (NoiseCombinator combinator in combinators) forms.Add(combinator.Form, combinator.Description);
        forms.Write(text, "");
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n{models.Count} noise models, {combinators.Count} combinators. 'surprisal noise NAME' shows one in full.\n");
        return text.ToString();
    }
}
