using Surprisal.Links;
namespace Surprisal.Noise;

/// <summary>Whether numbers may be parameters of a noise model.</summary>
internal static class ParameterCheck
{
    /// <summary>Throws unless there is one number a parameter, each inside its domain.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="parameters">The numbers.</param>
    /// <param name="closed">Whether the limits 0 and 1 are allowed too: where a working value far out rounds to them and the distribution
    /// is still one.</param>
    /// <exception cref="ArgumentException">Too few, too many, or one is outside its domain; the message names it.</exception>
    public static void Require(NoiseModel noise, ReadOnlySpan<double> parameters, bool closed = false)
    {
        if (parameters.Length != noise.Parameters.Count)
            throw new ArgumentException(
                $"noise model '{noise.Name}' has {noise.Parameters.Count} parameters, not {parameters.Length}", nameof(parameters));
        for (int k = 0; k < parameters.Length; k++)
        {
            NoiseParameter parameter = noise.Parameters[k];
            if (parameter.Domain.Contains(parameters[k]) || (closed && parameters[k] is 0.0 or 1.0)) continue;
            throw new ArgumentException(
                $"noise model '{noise.Name}': {parameter.Name} must be {parameter.Domain.Describe()}, not {NoiseNumber.Format(parameters[k])}",
                nameof(parameters));
        }
    }

    /// <summary>Throws unless the number of trials is a count.</summary>
    /// <param name="trials">The number.</param>
    /// <exception cref="ArgumentException">It is negative, not whole, or not finite.</exception>
    public static void RequireTrials(double trials)
    {
        if (!Support.Counts.Contains(trials))
            throw new ArgumentException($"trials must be {Support.Counts.Describe()}, not {NoiseNumber.Format(trials)}", nameof(trials));
    }
}
