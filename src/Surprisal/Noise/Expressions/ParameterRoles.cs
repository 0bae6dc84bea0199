using Surprisal.Links;

namespace Surprisal.Noise.Expressions;

/// <summary>What the parameters of a typed density do, found by trying: how median and quartiles follow them.</summary>
internal static class ParameterRoles
{
    private const double Tolerance = 1e-6;
    private const double LowerQuartile = 0.25;
    private const double UpperQuartile = 0.75;

    /// <summary>The parameters with their roles.</summary>
    public static IReadOnlyList<NoiseParameter> Of(ExpressionNoise noise) => [.. noise.Parameters.Select((p, k) => noise.IsShift(k) ? p : WithRole(noise, p, k))];

    private static NoiseParameter WithRole(ExpressionNoise noise, NoiseParameter parameter, int k)
    {
        try
        {
            Distribution low = noise.At(Probes.With(noise, k, 0)), high = noise.At(Probes.With(noise, k, 1));
            double expected = Probes.Other(parameter.Domain, 1) / Probes.Other(parameter.Domain, 0), ratio = Spread(high) / Spread(low), means = high.Mean / low.Mean;
            if (parameter.Domain != ParameterDomain.Positive) return parameter;
            if (noise.Support != Support.RealLine && Near(means, expected)) return parameter with { Meaning = "mean, up to a factor", Role = ParameterRole.Location };
            if (noise.Support == Support.RealLine && Near(ratio, expected)) return parameter with { Meaning = "scale", Role = ParameterRole.Scale };
            return ratio < 1.0 && (Near(means, 1.0) || Near(high.Median, low.Median)) ? parameter with { Meaning = "concentration", Role = ParameterRole.Concentration } : parameter;
        }
        catch (InputException)
        {
            // No integral at one of the two values: the parameter changes the form of the density.
            return parameter;
        }
    }

    private static double Spread(Distribution distribution) => distribution.Quantile(UpperQuartile) - distribution.Quantile(LowerQuartile);

    private static bool Near(double actual, double expected) => Math.Abs(actual - expected) <= Tolerance * Math.Abs(expected);
}
