using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Docs;

/// <summary>The values at which a page shows numbers: one rule for all noise models, so that they can be compared.</summary>
internal static class StandardValues
{
    private const double Trials = 10.0;

    /// <summary>A noise model with values for all its parameters.</summary>
    /// <param name="noise">The noise model.</param>
    public static NoiseSpec Of(NoiseModel noise)
    {
        NoiseSpec spec = NoiseSpec.Of(noise);
        foreach (NoiseParameter p in noise.Parameters) spec = spec.Holding(p.Name, Value(p));
        return spec with { Trials = noise.TakesTrials ? Trials : null };
    }

    /// <summary>A noise model that knows its classes and responses.</summary>
    /// <param name="noise">The noise model.</param>
    public static NoiseModel Concrete(NoiseModel noise)
    {
        NoiseModel known = noise.ResponseCount == 0 ? noise.ForResponses(["a", "b"]) : noise;
        return known.NeedsLevels ? known.ForLevels(["a", "b", "c"]) : known;
    }

    // A shape of 3 has moments where a smaller one has none. The second component of a mixture stands apart from the first.
    private static double Value(NoiseParameter p) => (p.Domain, p.Role) switch
    {
        (ParameterDomain.Real, ParameterRole.Shape) => 0.5,
        (ParameterDomain.Real, ParameterRole.Location) => p.Name.EndsWith("[2]", StringComparison.Ordinal) ? 3.0 : 0.0,
        (ParameterDomain.Real, _) => 0.0,
        (ParameterDomain.Positive, ParameterRole.Location) => 2.0,
        (ParameterDomain.Positive, ParameterRole.Scale) => 1.0,
        (ParameterDomain.Positive, ParameterRole.Concentration) => 5.0,
        (ParameterDomain.Positive, _) => 3.0,
        (ParameterDomain.Probability, _) => 0.3,
        _ => 0.5,
    };
}
