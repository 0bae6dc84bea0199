using Surprisal.Noise;

namespace Surprisal.Docs;

/// <summary>Noise models of the same kind of response, in the order of lists.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Members">The noise models.</param>
internal sealed record NoiseGroup(string Title, IReadOnlyList<NoiseModel> Members)
{
    /// <summary>All groups that have members, in the order of the supports.</summary>
    public static IReadOnlyList<NoiseGroup> All { get; } =
        [.. NoiseModels.All.GroupBy(Key).OrderBy(static g => g.Key).Select(static g => new NoiseGroup(TitleOf(g.Key), [.. g]))];

    /// <summary>The group of a noise model.</summary>
    /// <param name="noise">The noise model, registered.</param>
    public static NoiseGroup Of(NoiseModel noise) => All.First(g => g.Members.Contains(noise));

    // Several responses have no support of their own: they come last.
    private static int Key(NoiseModel noise) => StandardValues.Concrete(noise).ResponseCount == 1 ? (int)noise.Support : int.MaxValue;

    private static string TitleOf(int key) => key == int.MaxValue ? "Several responses at once" : (Support)key switch
    {
        Support.RealLine => "The real line",
        Support.Positive => "Positive numbers",
        Support.NonNegative => "Zero and positive numbers",
        Support.UnitInterval => "Shares strictly between 0 and 1",
        Support.ClosedUnitInterval => "Shares from 0 to 1",
        Support.Circle => "Angles",
        Support.Integers => "Whole numbers",
        Support.Binary => "Zero or one",
        Support.Counts => "Counts",
        Support.CountsUpToTrials => "Counts out of a number of trials",
        Support.Classes => "Classes",
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };
}
