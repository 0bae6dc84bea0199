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
        double[] ordinary = ExampleParameters.Of(spec);
        for (int k = 0; k < ordinary.Length; k++) spec = spec.Holding(noise.Parameters[k].Name, Value(noise.Parameters[k], ordinary[k]));
        return spec with { Trials = noise.TakesTrials ? Trials : null };
    }

    /// <summary>A noise model that knows its classes and responses.</summary>
    /// <param name="noise">The noise model.</param>
    public static NoiseModel Concrete(NoiseModel noise)
    {
        NoiseModel known = noise.ResponseCount == 0 ? noise.ForResponses(["a", "b"]) : noise;
        return known.NeedsLevels ? known.ForLevels(["a", "b", "c"]) : known;
    }

    // A page shows what a shape on the real line does, which at 0 does nothing, and a mixture whose components are apart.
    private static double Value(NoiseParameter p, double ordinary) => (p.Domain, p.Role) switch
    {
        (ParameterDomain.Real, ParameterRole.Shape) => 0.5,
        (ParameterDomain.Real, ParameterRole.Location) when p.Name.EndsWith("[2]", StringComparison.Ordinal) => 3.0,
        _ => ordinary,
    };
}
