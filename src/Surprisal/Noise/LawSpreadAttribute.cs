namespace Surprisal.Noise;

/// <summary>
/// Declares at which values of a parameter the law battery examines a noise model, where the spread that follows from the parameter's domain
/// is too wide: where an extreme value makes the distribution one that doubles cannot hold.
/// </summary>
/// <param name="parameter">The parameter's name.</param>
/// <param name="reason">Why the spread is narrower, one line.</param>
/// <param name="values">The values on the natural scale, each strictly inside the domain.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LawSpreadAttribute(string parameter, string reason, params double[] values) : Attribute
{
    /// <summary>The parameter's name.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>Why the spread is narrower, one line.</summary>
    public string Reason { get; } = reason;

    /// <summary>The values on the natural scale.</summary>
    public IReadOnlyList<double> Values { get; } = values;

    /// <summary>The name of the one law that this spread is for; null for all laws that have none of their own.</summary>
    public string? Law { get; init; }
}
