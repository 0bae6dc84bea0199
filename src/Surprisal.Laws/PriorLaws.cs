using Surprisal.Priors;

namespace Surprisal.Laws;

/// <summary>The laws of priors, to run on your own. Adding one is its file and a line here.</summary>
public static class PriorLaws
{
    /// <summary>All laws.</summary>
    public static IReadOnlyList<IPriorLaw> All { get; } = [new PriorNormalisationLaw(), new PriorDerivativeLaw(), new PriorProximalLaw()];

    /// <summary>Examines a prior by all laws at ordinary and extreme values.</summary>
    /// <param name="prior">The prior; it need not be a registered one.</param>
    /// <returns>The results of every law at every value.</returns>
    public static IReadOnlyList<LawResult> Check(Prior prior)
    {
        ArgumentNullException.ThrowIfNull(prior);
        double[] values = [1e-6, 0.3, 1, 25, 1e6];
        return [.. values.SelectMany(value => All.Select(law => law.Check(prior.WithValue(value))))];
    }
}
