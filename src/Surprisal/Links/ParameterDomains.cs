namespace Surprisal.Links;

/// <summary>What each domain contains, and how to say so.</summary>
public static class ParameterDomains
{
    /// <summary>Whether a number lies strictly inside the domain; NaN and infinities never do.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="value">The number.</param>
    public static bool Contains(this ParameterDomain domain, double value) => domain switch
    {
        ParameterDomain.Real or ParameterDomain.Angle => double.IsFinite(value),
        ParameterDomain.Positive => value > 0.0 && double.IsFinite(value),
        ParameterDomain.Probability => value > 0.0 && value < 1.0,
        _ => throw new ArgumentOutOfRangeException(nameof(domain)),
    };

    /// <summary>The domain in words, to stand after "must be".</summary>
    /// <param name="domain">The domain.</param>
    public static string Describe(this ParameterDomain domain) => domain switch
    {
        ParameterDomain.Real => "a finite number",
        ParameterDomain.Positive => "a finite number greater than 0",
        ParameterDomain.Probability => "strictly between 0 and 1",
        ParameterDomain.Angle => "an angle in radians, a finite number",
        _ => throw new ArgumentOutOfRangeException(nameof(domain)),
    };
}
