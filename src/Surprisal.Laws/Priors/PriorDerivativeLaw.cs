using Surprisal.Priors;

namespace Surprisal.Laws;

/// <summary>Slope and curvature are finite differences of the surprisal, and the kink is where and what the prior says.</summary>
internal sealed class PriorDerivativeLaw : IPriorLaw
{
    private const double Rounding = 1e-14;

    /// <inheritdoc/>
    public string Name => "prior-derivatives";

    /// <inheritdoc/>
    public string Statement => "slope and curvature are finite differences of the surprisal, and only a kink at zero is none";

    /// <inheritdoc/>
    public LawResult Check(Prior prior)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Verdict verdict = new();
        double unit = prior.Value;
        foreach (double at in new[] { -5, -0.4, 0.02, 1, 3 })
        {
            // In units of the value every number is of ordinary size.
            double step = 0.2 * Math.Abs(at), smallest = Ridders.Smallest(step);
            Slope first = Ridders.Of(x => -prior.LogDensity(x * unit), at, step), second = Ridders.Of(x => prior.Slope(x * unit) * unit, at, step);
            double slope = prior.Slope(at * unit) * unit, curvature = prior.Curvature(at * unit) * unit * unit;
            verdict.Near(slope, first.Value, (10 * first.Error) + (Rounding * (20 + Math.Abs(slope)) / smallest), $"slope at {Verdict.Format(at)} values");
            verdict.Near(curvature, second.Value, (10 * second.Error) + (Rounding * (1 + Math.Abs(slope)) / smallest), $"curvature at {Verdict.Format(at)} values");
        }

        const double Near = 1e-12;
        double jump = (prior.Slope(Near * unit) - prior.Slope(-Near * unit)) * unit / 2;
        verdict.Near(prior.KinkSlope * unit, jump, 2 * Near * (1 + Math.Abs(prior.Curvature(0) * unit * unit)), "half of the slope's jump at zero");
        verdict.Require(prior.HasKink == prior.KinkSlope > 0, "a prior has a kink where its slope jumps");
        verdict.Near(prior.Slope(0), 0, 0, "the slope at zero");
        return verdict.ToResult(Name, prior.Name, prior.ToString());
    }
}
