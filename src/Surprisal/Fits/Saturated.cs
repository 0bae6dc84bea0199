using Surprisal.Noise;

namespace Surprisal.Fits;

/// <summary>The model with a mean for every row, from which deviance is measured.</summary>
internal static class Saturated
{
    /// <summary>Its mean surprisal; null where there is no such thing.</summary>
    /// <param name="noise">The noise model; of least squares the deviance is the squared residual and needs none.</param>
    /// <param name="response">Responses.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    public static double? Mean(NoiseModel noise, ReadOnlySpan<double> response, ReadOnlySpan<double> weights)
    {
        if (noise is BernoulliNoise) return 0;
        if (noise is not PoissonNoise) return null;
        double sum = 0, total = 0;
        for (int i = 0; i < response.Length; i++)
        {
            double y = response[i], weight = weights.IsEmpty ? 1 : weights[i];
            total += weight;
            if (y > 0) sum += weight * -noise.At([y]).LogDensity(y);
        }

        return sum / total;
    }
}
