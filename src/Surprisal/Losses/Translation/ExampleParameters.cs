using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Losses;

/// <summary>Numbers for the parameters of a noise model that were not given, for pictures and examples.</summary>
internal static class ExampleParameters
{
    private const double Shape = 4.0;
    private const double Power = 1.5;
    private const double Share = 0.3;
    private const double MeanCount = 3.0;

    /// <summary>All natural parameters.</summary>
    /// <param name="spec">The noise model with the values that are given.</param>
    public static double[] Of(NoiseSpec spec) => [.. spec.Model.Parameters.Select((p, k) => spec.Held.TryGetValue(p.Name, out double given) ? given : Example(spec.Model, p))];

    /// <summary>The parameters that were not given and are neither location nor scale, with the numbers taken for them: <c>nu = 4</c>.</summary>
    /// <param name="spec">The noise model with the values that are given.</param>
    public static IEnumerable<string> Assumed(NoiseSpec spec)
    {
        double[] values = Of(spec);
        for (int k = 0; k < values.Length; k++)
        {
            NoiseParameter p = spec.Model.Parameters[k];
            bool standard = spec.Model.Support == Support.RealLine && p.Role is ParameterRole.Location or ParameterRole.Scale;
            if (!standard && !spec.Held.ContainsKey(p.Name)) yield return $"{p.Name} = {Sentence.Number(values[k])}";
        }
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
