using Surprisal.Priors;

namespace Surprisal.Laws;

/// <summary>Something that is true of every prior.</summary>
public interface IPriorLaw
{
    /// <summary>The law's name: lower case, words joined by hyphens.</summary>
    string Name { get; }

    /// <summary>What it says, one sentence.</summary>
    string Statement { get; }

    /// <summary>Examines a prior.</summary>
    /// <param name="prior">The prior; it need not be a registered one.</param>
    /// <param name="unit">About how wide it is: lengths are looked at in this unit.</param>
    /// <returns>The result.</returns>
    LawResult Check(Prior prior, double unit);
}
