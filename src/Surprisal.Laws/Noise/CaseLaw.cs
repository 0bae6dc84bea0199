using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>A law that is examined case by case.</summary>
internal abstract class CaseLaw : INoiseLaw
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Statement { get; }

    /// <summary>Whether the law is about <see cref="Distribution"/>, which noise models of classes do not have.</summary>
    protected virtual bool NeedsDistribution => false;

    /// <inheritdoc/>
    public IReadOnlyList<LawResult> Check(NoiseModel noise, LawOptions options)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(options);
        if (NeedsDistribution && !noise.IsUnivariate) return [];
        List<LawResult> results = [];
        foreach (NoiseCase @case in NoiseCases.Of(noise, Name))
        {
            Verdict verdict = new();
            Examine(@case, options, verdict);
            results.Add(verdict.ToResult(Name, noise.Name, @case.Text));
        }

        return results;
    }

    /// <summary>Examines one case.</summary>
    protected abstract void Examine(NoiseCase @case, LawOptions options, Verdict verdict);
}
