
namespace Surprisal.Links;

/// <summary>What to say of a link for a parameter that cannot have it.</summary>
internal static class LinkDomains
{
    /// <summary>The exception for a domain that <see cref="Link.Serves"/> denies.</summary>
    public static ArgumentException NotServed(Link link, ParameterDomain domain) =>
        new($"link '{link.Name}' does not serve a parameter that is {domain.Describe()}", nameof(domain));
}
