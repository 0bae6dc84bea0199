using Surprisal.Links;

namespace Surprisal.Noise;

/// <summary>Ordinary numbers for the parameters of a noise model that were not given: for pictures, examples and pages, never for a fit.</summary>
public static class ExampleParameters
{
    private const double Shape = 4.0;
    private const double Power = 1.5;
    private const double Share = 0.3;
    private const double MeanCount = 3.0;

    /// <summary>All natural parameters, in the order of <see cref="NoiseModel.Parameters"/>, each inside its domain.</summary>
    /// <param name="spec">The noise model with the values that are given, which are kept.</param>
    public static double[] Of(NoiseSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [.. spec.Model.Parameters.Select(p => spec.Held.TryGetValue(p.Name, out double given) ? given : Example(spec.Model, p))];
    }

    private static double Example(NoiseModel model, NoiseParameter parameter) => parameter switch
    {
        { Domain: ParameterDomain.Real } => 0.0,
        { Domain: ParameterDomain.Probability } => Share,
        { Role: ParameterRole.Location } => model.Support is Support.Counts ? MeanCount : 1.0,
        { Role: ParameterRole.Scale } => 1.0,
        { Name: "power" } => Power,
        _ => Shape,
    };
}
