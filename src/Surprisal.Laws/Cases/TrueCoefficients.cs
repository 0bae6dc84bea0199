using System.Globalization;
using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>The coefficients that data are simulated with.</summary>
internal static class TrueCoefficients
{
    private const double Intercept = 0.4;
    private const double Slope = 0.7;

    /// <summary>Those of one parameter: intercept and slope where it has the formula of the first, of a contrast the slope only; else a constant.</summary>
    public static double[] Of(NoiseModel noise, int index)
    {
        NoiseParameter parameter = noise.Parameters[index];
        if (parameter.IsContrast) return [Slope];
        if (noise is OrdinalNoise) return [-0.7 + (1.2 * (index - 1))];
        if (string.Equals(Plain(parameter.Name), Plain(noise.Parameters[0].Name), StringComparison.Ordinal)) return First(noise, parameter, index);
        return parameter.Domain switch
        {
            // Components that lie apart and do not overlap much have parameters that a few thousand rows tell.
            ParameterDomain.Positive => [Mixture(noise) is null ? Math.Log(3.0) : 0.0],
            ParameterDomain.Probability => [-0.85],
            _ => [0.5],
        };
    }

    private static double[] First(NoiseModel noise, NoiseParameter parameter, int index)
    {
        if (index == 0) return [Intercept, Slope];
        if (noise is CategoricalNoise) return [Intercept - (0.6 * index), Slope - index];
        if (Mixture(noise) is null) return [Intercept - (0.3 * index), Slope - (0.4 * index)];
        double apart = parameter.Domain == ParameterDomain.Real ? 8.0 : 2.0;
        return [Intercept + (apart * (Part(parameter.Name) - 1)), Slope];
    }

    /// <summary>The mixture within a noise model; null where there is none.</summary>
    private static NoiseModel? Mixture(NoiseModel noise) => noise is MixtureNoise ? noise : (noise as CombinedNoise)?.Parts.Select(Mixture).FirstOrDefault(static m => m is not null);

    /// <summary>The name without what stands in brackets.</summary>
    private static string Plain(string name) => name.Split('[')[0];

    /// <summary>The number of the part whose parameter it is.</summary>
    private static int Part(string name) => int.Parse(name.Split('[', ',', ']')[1], CultureInfo.InvariantCulture);
}
