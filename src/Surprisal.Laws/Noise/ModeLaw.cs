using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>Nowhere is the density higher than at the mode; where there is none, the density grows without bound towards an end of the support.</summary>
internal sealed class ModeLaw : CaseLaw
{
    private const int Grid = 200;

    // A log-density that is flat at its top is computed to so many roundings of its parts.
    private const double Rounding = 1e-11;
    private const double NextToZero = 1e-300;
    private static readonly double[] Tails = [1e-300, 1e-100, 1e-30, 1e-10, 1e-5];

    /// <inheritdoc/>
    public override string Name => "mode";

    /// <inheritdoc/>
    public override string Statement => "no point of a grid of quantiles has a higher log-density than the mode; without a mode the density has no bound";

    /// <inheritdoc/>
    protected override bool NeedsDistribution => true;

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        Distribution d = @case.Distribution!;
        double mode = d.Mode;
        IEnumerable<double> quantiles = Enumerable.Range(1, Grid - 1).Select(k => d.Quantile(k / (double)Grid))
            .Concat(Tails.Select(d.Quantile)).Concat(Tails.Select(d.SurvivalQuantile));
        double[] points = [.. quantiles.Where(y => @case.Noise.Contains(y, @case.Trials))];
        if (double.IsNaN(mode))
        {
            Unbounded(d, @case, [.. points.Where(y => !@case.Noise.Atoms.Contains(y))], verdict);
            return;
        }

        double inside = Inside(@case.Support, mode), top = d.LogDensity(inside);

        // An atom at 0 stands for the limit of the density above it too: there is no response between.
        if (mode == 0.0 && @case.Noise.Atoms.Contains(mode)) top = Math.Max(top, d.LogDensity(NextToZero));
        verdict.Require(double.IsFinite(top), $"the log-density is {Verdict.Format(top)} at the mode {Verdict.Format(mode)}");
        double slope = Slope(d, @case, inside);
        foreach (double y in points)
        {
            double log = d.LogDensity(y), ulp = Math.BitIncrement(Math.Abs(y)) - Math.Abs(y);

            // Next to a narrow peak a response's own rounding moves its density.
            double bound = (Rounding * (1.0 + Math.Abs(log))) + (4.0 * ulp * slope);
            verdict.AtMost(Math.Max(0.0, log - top), bound, $"log-density at {Verdict.Format(y)} above that at the mode {Verdict.Format(mode)}");
        }
    }

    /// <summary>How steep the density is about the mode: the inverse of the width of the middle.</summary>
    private static double Slope(Distribution d, NoiseCase @case, double mode)
    {
        double width = d.Quantile(0.75) - d.Quantile(0.25);
        return @case.Support.IsDiscrete() || !(width > 0.0) || double.IsInfinity(width) || double.IsNaN(mode) ? 0.0 : 1.0 / width;
    }

    private static double Inside(Support support, double mode) => (support, mode) switch
    {
        (Support.Positive or Support.UnitInterval, 0.0) => NextToZero,
        (Support.UnitInterval, 1.0) => Math.BitDecrement(1.0),
        _ => mode,
    };

    private static void Unbounded(Distribution d, NoiseCase @case, double[] points, Verdict verdict)
    {
        // A density that grows towards 0 may do so below every quantile that is not of an atom.
        bool beginsAtZero = @case.Support.Contains(NextToZero, @case.Trials) && !@case.Support.Contains(-NextToZero, @case.Trials);
        double low = Math.Min(points.Min(), beginsAtZero ? NextToZero : double.PositiveInfinity), high = points.Max(), middle = d.LogDensity(d.Median);
        double ends = Math.Max(d.LogDensity(low), d.LogDensity(high)), inner = points.Where(y => y != low && y != high).Select(d.LogDensity).DefaultIfEmpty(middle).Max();
        verdict.Require(ends >= inner, $"there is no mode, but the log-density is highest inside, {Verdict.Format(inner)} above {Verdict.Format(ends)}");
    }
}
