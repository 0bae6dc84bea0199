using Surprisal.Links;
using Surprisal.Numerics;

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
            if (parameter.Domain != ParameterDomain.Positive) return parameter;
            Distribution low = noise.At(Probes.With(noise, k, 0)), middle = noise.At(Probes.Base(noise)), high = noise.At(Probes.With(noise, k, 1));
            double lower = Probes.Base(parameter.Domain) / Probes.Other(parameter.Domain, 0), upper = Probes.Other(parameter.Domain, 1) / Probes.Base(parameter.Domain);
            bool Grows(Func<Distribution, double> quantity) => Near(quantity(middle) / quantity(low), lower) && Near(quantity(high) / quantity(middle), upper);
            if (noise.Support != Support.RealLine && Grows(static d => d.Mean)) return parameter with { Meaning = "mean, up to a factor", Role = ParameterRole.Location };
            if (noise.Support == Support.RealLine && Grows(Spread)) return parameter with { Meaning = "scale", Role = ParameterRole.Scale };

            // A spread that falls as a power of the parameter, however fast, vanishes at infinity.
            double first = Elementary.Log(Spread(middle) / Spread(low)) / Elementary.Log(lower), second = Elementary.Log(Spread(high) / Spread(middle)) / Elementary.Log(upper);
            return first < 0.0 && Near(first, second) ? parameter with { Meaning = "concentration", Role = ParameterRole.Concentration } : parameter;
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
