using Surprisal.Noise;

namespace Surprisal.Losses;

/// <summary>All losses that have names.</summary>
internal static class LossCatalogue
{
    private static readonly Lazy<LossEntry[]> Entries = new(static () => [.. ResidualLosses.All, .. ResponseLosses.All, .. OtherLosses.All]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LossEntry> All => Entries.Value;

    /// <summary>The loss of a name; null where there is none.</summary>
    /// <param name="name">The name; case, hyphens and the word loss do not matter.</param>
    public static LossEntry? Find(string name)
    {
        string wanted = LossText.Fold(name);
        return Array.Find(Entries.Value, entry => entry.Names.Any(n => string.Equals(LossText.Fold(n), wanted, StringComparison.Ordinal)));
    }

    /// <summary>The loss that a noise model is known by, with its numbers; null where there is none.</summary>
    /// <param name="noise">The noise model.</param>
    public static (LossEntry Entry, double[] Values)? Of(NoiseModel noise)
    {
        foreach (LossEntry entry in All)
        {
            string? kernel = entry switch
            {
                ResidualEntry { Noise: null, Kernel: { } of } => of([.. entry.Keys.Select(static k => k.Default)]),
                ResponseEntry response => response.Noise([.. entry.Keys.Select(static k => k.Default)]),
                _ => null,
            };
            if (kernel is null || !string.Equals(LossText.NameOf(kernel), noise.Name, StringComparison.Ordinal)) continue;
            return (entry, [.. entry.Keys.Select(key => noise.HyperValues.FirstOrDefault(h => key.Is(h.Key), new(key.Name, key.Default)).Value)]);
        }

        return null;
    }
}
