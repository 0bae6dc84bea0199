using Surprisal.Priors;

namespace Surprisal.Laws;

/// <summary>The density integrates to 1, and is the same on both sides of zero.</summary>
internal sealed class PriorNormalisationLaw : IPriorLaw
{
    private const double Bound = 1e-12;

    /// <inheritdoc/>
    public string Name => "prior-normalisation";

    /// <inheritdoc/>
    public string Statement => "the density integrates to 1 and is symmetric";

    /// <inheritdoc/>
    public LawResult Check(Prior prior)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Verdict verdict = new();

        // b = value sinh(z): a tail like exp(-|b|/value) has fallen to nothing at z = 8, one like |b|^-2 not before z = 40.
        double[] edges = [.. Enumerable.Range(-40, 81).Select(static z => (double)z)];
        Integrals mass = GaussKronrod.Of(1, edges, Bound / 100, (nodes, values) =>
        {
            for (int i = 0; i < nodes.Length; i++) values[0][i] = Math.Exp(prior.LogDensity(prior.Value * Math.Sinh(nodes[i]))) * prior.Value * Math.Cosh(nodes[i]);
        });
        verdict.Near(mass.Values[0], 1, Bound, "the integral");
        foreach (double b in new[] { 0.1, 1, 7 }) verdict.Near(prior.LogDensity(-b * prior.Value), prior.LogDensity(b * prior.Value), 0, $"the log-density at -{Verdict.Format(b)} values");
        return verdict.ToResult(Name, prior.Name, prior.ToString());
    }
}
