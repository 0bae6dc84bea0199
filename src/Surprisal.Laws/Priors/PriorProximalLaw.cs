using Surprisal.Priors;

namespace Surprisal.Laws;

/// <summary>The proximal map satisfies the conditions of its minimum: at − b is step times a slope of the surprisal at b.</summary>
internal sealed class PriorProximalLaw : IPriorLaw
{
    private const double Bound = 1e-14;

    /// <inheritdoc/>
    public string Name => "prior-proximal";

    /// <inheritdoc/>
    public string Statement => "the proximal map is the minimum of half the squared distance plus the surprisal";

    /// <inheritdoc/>
    public LawResult Check(Prior prior)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Verdict verdict = new();
        double unit = prior.Value;
        foreach (double at in new[] { -30, -1, -0.01, 0, 0.3, 2, 1e5 })
        {
            foreach (double step in new[] { 0, 1e-3, 0.5, 1, 40 })
            {
                // Distances in units of the value, and so steps in units of its square.
                double b = prior.Proximal(at * unit, step * unit * unit) / unit, left = at - b, slope = step * prior.Slope(b * unit) * unit;
                string where = $"from {Verdict.Format(at)} values by {Verdict.Format(step)}";
                double slack = b == 0 ? step * prior.KinkSlope * unit : 0;
                verdict.AtMost(Math.Max(0, Math.Abs(left - slope) - slack), Bound * (1 + Math.Abs(at) + Math.Abs(slope)), $"condition of the minimum {where}: {Verdict.Format(b)}");
            }
        }

        return verdict.ToResult(Name, prior.Name, prior.ToString());
    }
}
