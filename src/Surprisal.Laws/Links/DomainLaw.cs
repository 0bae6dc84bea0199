using Surprisal.Links;

namespace Surprisal.Laws;

/// <summary>A law of links that is examined for each domain that the link serves.</summary>
internal abstract class DomainLaw : ILinkLaw
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Statement { get; }

    /// <inheritdoc/>
    public IReadOnlyList<LawResult> Check(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        List<LawResult> results = [];
        foreach (ParameterDomain domain in Enum.GetValues<ParameterDomain>())
        {
            if (!link.Serves(domain)) continue;
            Verdict verdict = new();
            Examine(new LinkCase(link, domain), verdict);
            results.Add(verdict.ToResult(Name, link.Name, $"a parameter that is {domain.Describe()}"));
        }

        return results;
    }

    /// <summary>Examines one domain.</summary>
    protected abstract void Examine(LinkCase @case, Verdict verdict);
}
