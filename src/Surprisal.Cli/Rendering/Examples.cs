using System.Globalization;
using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>Commands on the shipped samples that show a noise model.</summary>
internal static class Examples
{
    /// <summary>Commands that work where the samples are; the data suit the noise model's support.</summary>
    /// <param name="noise">The noise model.</param>
    public static IEnumerable<string> Of(NoiseModel noise)
    {
        string command = $"surprisal fit samples/{Data(noise)}";
        yield return $"{command} --noise {noise.Name}";
        if (!noise.IsUnivariate) yield break;
        NoiseParameter[] further = [.. noise.Parameters.Skip(1)];
        if (noise.Support == Support.RealLine && further.Length > 0)
            yield return $"{command} \"{further[0].Name} ~ speed\" --noise {noise.Name}";
        if (further.Length > 1) yield return $"{command} --noise \"{noise.Name}({further[^1].Name}={Held(further[^1]).ToString(CultureInfo.InvariantCulture)})\"";
    }

    private static double Held(NoiseParameter parameter) => parameter.Domain switch
    {
        ParameterDomain.Positive => 5,
        ParameterDomain.Probability => 0.3,
        _ => 0.5,
    };

    private static string Data(NoiseModel noise) => noise.ResponseCount == 1 ? Data(noise.Support) : noise.Support switch
    {
        Support.Counts => "menarche.csv \"cbind(menarche, I(total - menarche)) ~ age\"",
        Support.UnitInterval => "petrol.csv \"cbind(yield, I(1 - yield)) ~ ep\"",
        _ => "cars.csv \"cbind(speed, dist) ~ 1\"",
    };

    private static string Data(Support support) => support switch
    {
        Support.RealLine or Support.Positive or Support.NonNegative => "cars.csv \"dist ~ speed\"",
        Support.UnitInterval or Support.ClosedUnitInterval => "petrol.csv \"yield ~ ep\"",
        Support.Circle => "angles.csv \"angle ~ 1\"",
        Support.Integers => "differences.csv \"difference ~ strength\"",
        Support.Binary => "birthwt.csv \"low ~ age + lwt + smoke\"",
        Support.Counts => "quine.csv \"days ~ eth + sex + age\"",
        Support.CountsUpToTrials => "menarche.csv \"menarche | trials(total) ~ age\"",
        Support.Classes => "housing.csv \"sat ~ infl + type + cont\" --weights freq",
        _ => throw new ArgumentOutOfRangeException(nameof(support)),
    };
}
