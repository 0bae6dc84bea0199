using Surprisal.Priors;

namespace Surprisal.Laws;

/// <summary>Slope and curvature are finite differences of the surprisal, and the kink is where and what the prior says.</summary>
internal sealed class PriorDerivativeLaw : IPriorLaw
{
    private const double Rounding = 1e-14;

    /// <inheritdoc/>
    public string Name => "prior-derivatives";

    /// <inheritdoc/>
    public string Statement => "slope and curvature are finite differences of the surprisal, and only a kink at the mean is none";

    /// <inheritdoc/>
    public LawResult Check(Prior prior, double unit)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Verdict verdict = new();
        if (prior is ScalarPrior scalar) Scalar(verdict, scalar, unit);
        else Block(verdict, (BlockPrior)prior, unit);
        return verdict.ToResult(Name, prior.Name, prior.ToString());
    }

    private static void Scalar(Verdict verdict, ScalarPrior prior, double unit)
    {
        foreach (double at in new[] { -5, -0.4, 0.02, 1, 3, 5 })
        {
            // In units of the width every number is of ordinary size.
            double step = 0.2 * Math.Abs(at), smallest = Ridders.Smallest(step), left = prior.Mean + ((at - step) * unit), right = prior.Mean + ((at + step) * unit);
            if (left < prior.Lower || right > prior.Upper) continue;
            Slope first = Ridders.Of(x => -prior.LogDensity(prior.Mean + (x * unit)), at, step), second = Ridders.Of(x => prior.Slope(prior.Mean + (x * unit)) * unit, at, step);
            double slope = prior.Slope(prior.Mean + (at * unit)) * unit, curvature = prior.Curvature(prior.Mean + (at * unit)) * unit * unit;
            verdict.Near(slope, first.Value, (10 * first.Error) + (Rounding * (20 + Math.Abs(slope)) / smallest), $"slope at {Verdict.Format(at)} widths");
            verdict.Near(curvature, second.Value, (10 * second.Error) + (Rounding * (1 + Math.Abs(slope)) / smallest), $"curvature at {Verdict.Format(at)} widths");
        }

        const double Near = 1e-9;
        double jump = (prior.Slope(prior.Mean + (Near * unit)) - prior.Slope(prior.Mean - (Near * unit))) * unit / 2;
        verdict.Near(prior.KinkSlope * unit, jump, 4 * Near * (1 + Math.Abs(prior.Curvature(prior.Mean) * unit * unit)), "half of the slope's jump at the mean");
        verdict.Near(prior.Slope(prior.Mean), 0, 0, "the slope at the mean");
        foreach (double bound in new[] { prior.Lower, prior.Upper }.Where(double.IsFinite))
            verdict.Require(prior.Slopes(bound) is var (least, greatest) && (double.IsNegativeInfinity(least) || double.IsPositiveInfinity(greatest)), "a bound has room for every slope");
    }

    private static void Block(Verdict verdict, BlockPrior prior, double unit)
    {
        double[] b = [0.7, -1.1];
        double[] slope = new double[b.Length], curvature = new double[b.Length * b.Length];
        prior.AddSlope(At(b, 0, b[0], unit), slope);
        prior.AddCurvature(At(b, 0, b[0], unit), curvature);
        for (int j = 0; j < b.Length; j++)
        {
            int moved = j;
            double smallest = Ridders.Smallest(0.1);
            Slope first = Ridders.Of(x => -prior.LogDensity(At(b, moved, x, unit)), b[j], 0.1);
            verdict.Near(slope[j] * unit, first.Value, (10 * first.Error) + (20 * Rounding / smallest), $"slope in coefficient {j + 1}");
            for (int k = 0; k < b.Length; k++)
            {
                int other = k;
                Slope second = Ridders.Of(x => SlopeAt(prior, At(b, moved, x, unit), other) * unit, b[j], 0.1);
                verdict.Near(curvature[(j * b.Length) + k] * unit * unit, second.Value, (10 * second.Error) + (20 * Rounding / smallest), $"curvature in coefficients {j + 1} and {k + 1}");
            }
        }

        verdict.Require(prior.HasKink == prior.KinkSlope(b.Length) > 0, "a block has a kink where its slope jumps");
    }

    private static double SlopeAt(BlockPrior prior, double[] b, int coefficient)
    {
        double[] slope = new double[b.Length];
        prior.AddSlope(b, slope);
        return slope[coefficient];
    }

    private static double[] At(double[] b, int moved, double to, double unit) => [.. b.Select((x, j) => unit * (j == moved ? to : x))];
}
