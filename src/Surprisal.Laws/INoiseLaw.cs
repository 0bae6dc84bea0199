using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>Something that is true of every noise model.</summary>
public interface INoiseLaw
{
    /// <summary>The law's name: lower case, words joined by hyphens.</summary>
    string Name { get; }

    /// <summary>What it says, one sentence.</summary>
    string Statement { get; }

    /// <summary>Whether it is about fits, from which noise models that cannot be fitted (<see cref="NoiseModel.FitObjection"/>) are exempt.</summary>
    bool NeedsFit => false;

    /// <summary>Examines a noise model.</summary>
    /// <param name="noise">The noise model; it need not be a registered one.</param>
    /// <param name="options">Seed and sizes.</param>
    /// <returns>One result a set of parameters; none where the law does not speak of noise models of this kind.</returns>
    IReadOnlyList<LawResult> Check(NoiseModel noise, LawOptions options);
}
