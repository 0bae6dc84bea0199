using Surprisal.Noise;

namespace Surprisal.Losses;

/// <summary>What an explanation had to assume.</summary>
internal static class AssumedParameters
{
    /// <summary>The parameters that were not given and are neither location nor scale, with the numbers taken for them: <c>nu = 4</c>.</summary>
    /// <param name="spec">The noise model with the values that are given.</param>
    public static IEnumerable<string> Of(NoiseSpec spec)
    {
        double[] values = ExampleParameters.Of(spec);
        for (int k = 0; k < values.Length; k++)
        {
            NoiseParameter p = spec.Model.Parameters[k];
            bool standard = spec.Model.Support == Support.RealLine && p.Role is ParameterRole.Location or ParameterRole.Scale;
            if (!standard && !spec.Held.ContainsKey(p.Name)) yield return $"{p.Name} = {Sentence.Number(values[k])}";
        }
    }
}
