using Surprisal.Links;

namespace Surprisal.Laws;

/// <summary>The laws of links, to run on your own. Adding one is its file and a line here.</summary>
public static class LinkLaws
{
    /// <summary>All laws.</summary>
    public static IReadOnlyList<ILinkLaw> All { get; } =
    [
        new LinkRoundTripLaw(),
        new LinkFormulaScaleLaw(),
        new LinkDerivativeLaw(),
        new LinkMonotoneLaw(),
        new LinkEndsLaw(),
    ];

    /// <summary>Examines a link by all laws.</summary>
    /// <param name="link">The link; it need not be a registered one.</param>
    /// <returns>The results of every law; those of laws from which the link declares itself exempt say so.</returns>
    public static IReadOnlyList<LawResult> Check(Link link) => [.. All.SelectMany(law => Check(law, link))];

    /// <summary>Examines a link by one law.</summary>
    /// <param name="law">The law.</param>
    /// <param name="link">The link.</param>
    /// <returns>The results; a single one that says so where the link declares itself exempt.</returns>
    public static IReadOnlyList<LawResult> Check(ILinkLaw law, Link link)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(link);
        return Exemptions.Find(link.GetType(), law.Name) is { } reason
            ? [new LawResult(law.Name, link.Name, "all", LawOutcome.Exempt, 0.0, 0.0, reason)]
            : law.Check(link);
    }
}
