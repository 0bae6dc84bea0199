namespace Surprisal.Links;

/// <summary>The links that exist. Adding one is its file and a line here.</summary>
public static class LinkRegistry
{
    private static readonly IdentityLink Identity = new();
    private static readonly LogLink Log = new();
    private static readonly LogitLink Logit = new();
    private static readonly TanHalfLink TanHalf = new();

    /// <summary>All links.</summary>
    public static IReadOnlyList<Link> All { get; } =
    [
        Identity,
        Log,
        Logit,
        new ProbitLink(),
        new ComplementaryLogLogLink(),
        new CauchitLink(),
        new InverseLink(),
        new SquareRootLink(),
        new SoftplusLink(),
        TanHalf,
    ];

    /// <summary>The link of a name.</summary>
    /// <param name="name">The name, lower case.</param>
    /// <exception cref="InputException">There is none; the remedy proposes the nearest name.</exception>
    public static Link Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(link => string.Equals(link.Name, name, StringComparison.Ordinal))
            ?? throw new InputException(
                $"unknown link '{Words.Shorten(name)}'",
                DidYouMean.Remedy(name, All.Select(link => link.Name), $"the links are {Words.List(All.Select(link => link.Name))}"));
    }

    /// <summary>The link of a name for a parameter of a domain.</summary>
    /// <param name="name">The name, lower case.</param>
    /// <param name="domain">Where the parameter lives.</param>
    /// <exception cref="InputException">There is no such link, or it does not serve the domain; the remedy says which do.</exception>
    public static Link Get(string name, ParameterDomain domain)
    {
        Link link = Get(name);
        if (link.Serves(domain)) return link;
        throw new InputException(
            $"link '{name}' does not suit a parameter that is {domain.Describe()}",
            $"use one of {Words.List(For(domain).Select(l => l.Name))}");
    }

    /// <summary>The links that a parameter of a domain can have.</summary>
    /// <param name="domain">Where the parameter lives.</param>
    public static IEnumerable<Link> For(ParameterDomain domain) => All.Where(link => link.Serves(domain));

    /// <summary>The link whose working value a formula takes as it is.</summary>
    /// <param name="domain">Where the parameter lives.</param>
    internal static Link OfFormula(ParameterDomain domain) => domain == ParameterDomain.Angle ? Identity : Default(domain);

    /// <summary>
    /// The link that a parameter has where none is asked for: the one whose working value the formula takes as it is; for an angle tan-half, whose
    /// angles have no end to run over.
    /// </summary>
    /// <param name="domain">Where the parameter lives.</param>
    public static Link Default(ParameterDomain domain) => domain switch
    {
        ParameterDomain.Real => Identity,
        ParameterDomain.Positive => Log,
        ParameterDomain.Probability => Logit,
        ParameterDomain.Angle => TanHalf,
        _ => throw new ArgumentOutOfRangeException(nameof(domain)),
    };
}
