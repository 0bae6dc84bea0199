using Surprisal.Links;

namespace Surprisal.Noise.Expressions;

/// <summary>Parameters at which a density's text is examined: a base, two other values of every parameter, and two sets that differ in all.</summary>
internal static class Probes
{
    /// <summary>The base value of a domain.</summary>
    public static double Base(ParameterDomain domain) => domain switch
    {
        ParameterDomain.Real => 0.3,
        ParameterDomain.Positive => 1.0,
        _ => 0.4,
    };

    /// <summary>The two other values of a domain.</summary>
    public static double Other(ParameterDomain domain, int which) => domain switch
    {
        ParameterDomain.Real => which == 0 ? -1.2 : 1.9,
        ParameterDomain.Positive => which == 0 ? 0.5 : 2.5,
        _ => which == 0 ? 0.15 : 0.8,
    };

    /// <summary>The base.</summary>
    public static double[] Base(NoiseModel noise) => [.. noise.Parameters.Select(static p => Base(p.Domain))];

    /// <summary>The base with another value of one parameter.</summary>
    public static double[] With(NoiseModel noise, int parameter, int which)
    {
        double[] values = Base(noise);
        values[parameter] = Other(noise.Parameters[parameter].Domain, which);
        return values;
    }

    /// <summary>A set in which every parameter has another value.</summary>
    public static double[] Mixed(NoiseModel noise, int which) => [.. noise.Parameters.Select((p, k) => Other(p.Domain, (which + k) % 2))];
}
