namespace Surprisal.Noise;

/// <summary>Declares that a noise model or link does not obey a law of the law battery, and why. The battery reports the exemption with its reason.</summary>
/// <param name="law">The law's name.</param>
/// <param name="reason">Why the law cannot hold, one line.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LawExemptionAttribute(string law, string reason) : Attribute
{
    /// <summary>The law's name.</summary>
    public string Law { get; } = law;

    /// <summary>Why the law cannot hold, one line.</summary>
    public string Reason { get; } = reason;
}
