using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>The cdf's slope is the density, its step the probability; cdf and survival sum to 1, do not fall and rise, and have the logarithms that they have.</summary>
internal sealed class CdfLaw : CaseLaw
{
    private const double Rounding = 4.4e-16;
    private const double Relative = 1e-11;
    private const double SlopeRelative = 1e-8;
    private const double StepFraction = 0.2;
    private const double Inconclusive = 1e-6;
    private const double Between = 4.0;
    private const double SmallestNormal = 1e-300;

    /// <inheritdoc/>
    public override string Name => "cdf";

    /// <inheritdoc/>
    public override string Statement => "cdf and survival sum to 1, are monotone, have their logarithms, and the density as slope or step";

    /// <inheritdoc/>
    protected override bool NeedsDistribution => true;

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        Distribution d = @case.Distribution!;
        double last = double.NegativeInfinity;
        foreach (double y in @case.Points())
        {
            string at = $"at y = {Verdict.Format(y)}";
            double cdf = d.Cdf(y), survival = d.Survival(y);
            verdict.Near(cdf + survival, 1.0, 16.0 * Rounding, $"cdf + survival {at}");
            Logarithm(d.LogCdf(y), cdf, $"log cdf {at}", verdict);
            Logarithm(d.LogSurvival(y), survival, $"log survival {at}", verdict);
            verdict.Require(d.LogCdf(y) >= d.LogCdf(last), $"the cdf falls before y = {Verdict.Format(y)}");
            verdict.Require(d.LogSurvival(y) <= d.LogSurvival(last), $"survival rises before y = {Verdict.Format(y)}");
            if (@case.HasProbability(y)) Jump(@case, y, at, verdict);
            else Slope(@case, y, at, verdict);
            last = y;
        }
    }

    private static void Logarithm(double log, double value, string what, Verdict verdict)
    {
        if (value < SmallestNormal) verdict.Require(log <= Math.Log(SmallestNormal) + Relative, $"{what}: {Verdict.Format(log)} for {Verdict.Format(value)}");
        else verdict.Near(log, Math.Log(value), Relative * (Math.Abs(log) + (value > 0.5 ? Rounding : 0.0)) + (value > 0.5 ? Rounding : 0.0), what);
    }

    /// <summary>On whichever side is the smaller, where a difference keeps its digits.</summary>
    private static void Jump(NoiseCase @case, double y, string at, Verdict verdict)
    {
        // Below an atom the nearest smaller double is as good as the limit, but for what probability lies between them: next to 1 a logit has far to go.
        Distribution d = @case.Distribution!;
        double before = @case.Support.IsDiscrete() ? y - 1.0 : Math.BitDecrement(y);
        double probability = Math.Exp(d.LogDensity(y)), cdf = d.Cdf(y), survival = d.Survival(before);
        double step = cdf < survival ? cdf - d.Cdf(before) : survival - d.Survival(y);
        double between = @case.Support.IsDiscrete() || !@case.Support.Contains(before) ? 0.0 : Between * Math.Exp(d.LogDensity(before)) * (y - before);
        verdict.Near(step, probability, (Relative * Math.Min(cdf, survival)) + between, $"step of the cdf {at}");
    }

    private static void Slope(NoiseCase @case, double y, string at, Verdict verdict)
    {
        Distribution d = @case.Distribution!;
        bool lower = d.LogCdf(y) < d.LogSurvival(y);
        double log = lower ? d.LogCdf(y) : d.LogSurvival(y);

        // The smaller tail changes by about its size over tail / density.
        double slope = Math.Exp(d.LogDensity(y) - log), step = StepFraction / slope;
        if (@case.Support == Support.Circle) step = Math.Min(step, 0.25 * (Math.PI - Math.Abs(y)));
        else if (@case.Support != Support.RealLine) step = Math.Min(step, 0.25 * y);
        if (@case.Support is Support.UnitInterval or Support.ClosedUnitInterval) step = Math.Min(step, 0.25 * (1.0 - y));
        double smallest = Ridders.Smallest(step);
        if (!(Math.BitIncrement(Math.Abs(y)) - Math.Abs(y) < SlopeRelative * smallest)) return;
        Slope found = Ridders.Of(lower ? d.LogCdf : d.LogSurvival, y, step);

        // A kink of the density between the steps spoils the extrapolation and its estimate of its own error.
        if (@case.Noise.HasKink && found.Error > Inconclusive * slope) return;
        double noise = 8.0 * Rounding * (1.0 + Math.Abs(log)) / smallest;
        double bound = (10.0 * found.Error) + noise + (SlopeRelative * slope);
        verdict.Near(lower ? found.Value : -found.Value, slope, bound, $"slope of the log {(lower ? "cdf" : "survival")} {at}");
    }
}
