namespace Surprisal.Docs;

/// <summary>The six paragraphs that the remarks of a noise model have, in the house order.</summary>
internal static class Remarks
{
    /// <summary>What the density is.</summary>
    public const string Density = "Density";

    /// <summary>What each parameter is, and its default link.</summary>
    public const string Parameters = "Parameters";

    /// <summary>The responses that have a density.</summary>
    public const string Support = "Support";

    /// <summary>What goes wrong when the formula is typed as a book has it, and the identity that is used instead.</summary>
    public const string Hazard = "Numerical hazard";

    /// <summary>Book and chapter, or DOI.</summary>
    public const string Source = "Source";

    /// <summary>What the numbers are held against.</summary>
    public const string Reference = "Reference values";

    /// <summary>All labels in order.</summary>
    public static IReadOnlyList<string> Labels { get; } = [Density, Parameters, Support, Hazard, Source, Reference];

    /// <summary>One paragraph; empty where it is missing.</summary>
    /// <param name="all">The paragraphs.</param>
    /// <param name="label">Which.</param>
    public static string Get(IReadOnlyList<(string Label, string Text)> all, string label) =>
        all.FirstOrDefault(p => string.Equals(p.Label, label, StringComparison.Ordinal)).Text ?? string.Empty;
}
