using Surprisal.Priors;

namespace Surprisal.Laws;

/// <summary>The proximal map is the best point of all: its condition holds, and no point of a grid is better.</summary>
internal sealed class PriorProximalLaw : IPriorLaw
{
    private const double Bound = 1e-13;
    private const int GridPoints = 400;

    /// <inheritdoc/>
    public string Name => "prior-proximal";

    /// <inheritdoc/>
    public string Statement => "the proximal map is the minimum of half the squared distance plus the surprisal";

    /// <inheritdoc/>
    public LawResult Check(Prior prior, double unit)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Verdict verdict = new();
        foreach (double at in new[] { -30, -1, -0.01, 0, 0.3, 2, 5, 1e5 })
        {
            foreach (double step in new[] { 0, 1e-3, 0.5, 1, 5, 40 })
            {
                // Distances in units of the width, and so steps in units of its square.
                if (prior is ScalarPrior scalar) Scalar(verdict, scalar, unit, at, step);
                else Block(verdict, (BlockPrior)prior, unit, at, step);
            }
        }

        return verdict.ToResult(Name, prior.Name, prior.ToString());
    }

    private static void Scalar(Verdict verdict, ScalarPrior prior, double unit, double at, double step)
    {
        double b = prior.Proximal(at * unit, step * unit * unit);
        string where = $"from {Verdict.Format(at)} widths by {Verdict.Format(step)}";
        verdict.Require(b >= prior.Lower && b <= prior.Upper, $"the map keeps to the bounds {where}");
        (double least, double greatest) = prior.Slopes(b);
        double left = at - (b / unit), below = step == 0 && double.IsInfinity(least) ? least : step * least * unit, above = step == 0 && double.IsInfinity(greatest) ? greatest : step * greatest * unit;
        double failure = Math.Max(0, Math.Max(below - left, left - above));
        verdict.AtMost(failure, Bound * (1 + Math.Abs(at) + Math.Abs(step * prior.Slope(b) * unit)), $"condition of the minimum {where}: {Verdict.Format(b / unit)}");
        double best = Objective(b);
        double low = Math.Max(prior.Lower, prior.Mean - (40 * unit)), high = Math.Min(prior.Upper, prior.Mean + (40 * unit));
        for (int i = 0; i <= GridPoints; i++)
        {
            double other = low + ((high - low) * i / GridPoints);
            verdict.Require(best <= Objective(other) + (Bound * (1 + Math.Abs(best))), $"{Verdict.Format(b / unit)} is no worse than {Verdict.Format(other / unit)} {where}");
        }

        double Objective(double x) => (0.5 * ((x / unit) - at) * ((x / unit) - at)) - (step == 0 ? 0 : step * prior.LogDensity(x));
    }

    private static void Block(Verdict verdict, BlockPrior prior, double unit, double at, double step)
    {
        double[] from = [at * unit, -0.4 * at * unit], b = new double[2];
        prior.Proximal(from, step * unit * unit, b);
        double best = Objective(b[0], b[1]);
        for (int i = -20; i <= 20; i++)
        {
            for (int j = -20; j <= 20; j++)
            {
                // A coarse grid over all of the way and a fine one about the map.
                double far = Objective(from[0] * i / 20, from[1] * j / 20), near = Objective(b[0] + (1e-4 * i * unit), b[1] + (1e-4 * j * unit));
                verdict.Require(best <= Math.Min(far, near) + (Bound * (1 + Math.Abs(best))), $"the map from {Verdict.Format(at)} widths by {Verdict.Format(step)} is no worse than its neighbours");
            }
        }

        double Objective(double x, double y)
        {
            double first = (x - from[0]) / unit, second = (y - from[1]) / unit;
            return (0.5 * ((first * first) + (second * second))) - (step == 0 ? 0 : step * prior.LogDensity([x, y]));
        }
    }
}
