using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>Commands on the shipped samples that show a noise model.</summary>
internal static class Examples
{
    /// <summary>Commands that work where the samples are; the data suit the noise model's support.</summary>
    /// <param name="noise">The noise model.</param>
    public static IEnumerable<string> Of(NoiseModel noise)
    {
        string command = $"surprisal fit samples/{Data(noise.Support)}";
        yield return $"{command} --noise {noise.Name}";
        NoiseParameter[] further = [.. noise.Parameters.Skip(1)];
        if (noise.Support == Support.RealLine && further.Length > 0)
            yield return $"{command} \"{further[0].Name} ~ speed\" --noise {noise.Name}";
        if (further.Length > 1) yield return $"{command} --noise \"{noise.Name}({further[^1].Name}=5)\"";
    }

    private static string Data(Support support) => support switch
    {
        Support.RealLine => "cars.csv \"dist ~ speed\"",
        Support.Positive or Support.NonNegative => "clotting.csv \"lot1 ~ log(u)\"",
        Support.UnitInterval or Support.ClosedUnitInterval => "petrol.csv \"yield ~ ep\"",
        Support.Circle => "angles.csv \"angle ~ 1\"",
        Support.Integers => "differences.csv \"difference ~ x\"",
        Support.Binary => "birthwt.csv \"low ~ age + lwt + smoke\"",
        Support.Counts => "quine.csv \"days ~ eth + sex + age\"",
        Support.CountsUpToTrials => "menarche.csv \"menarche | trials(total) ~ age\"",
        Support.Classes => "housing.csv \"sat ~ infl + type + cont\" --weights freq",
        _ => throw new ArgumentOutOfRangeException(nameof(support)),
    };
}
