using Surprisal.Links;

namespace Surprisal.Laws;

/// <summary>Something that is true of every link.</summary>
public interface ILinkLaw
{
    /// <summary>The law's name: lower case, words joined by hyphens.</summary>
    string Name { get; }

    /// <summary>What it says, one sentence.</summary>
    string Statement { get; }

    /// <summary>Examines a link.</summary>
    /// <param name="link">The link; it need not be a registered one.</param>
    /// <returns>One result a parameter domain that the link serves.</returns>
    IReadOnlyList<LawResult> Check(Link link);
}
