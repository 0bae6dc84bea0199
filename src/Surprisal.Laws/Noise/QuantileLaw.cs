using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>Quantiles invert the cdf and the survival function, in both directions and far into both tails.</summary>
internal sealed class QuantileLaw : CaseLaw
{
    private const double Relative = 1e-11;
    private const double Rounding = 4.4e-16;
    private const double VisibleStep = 1e-9;
    private const double SmallestResponse = 1e-300;

    // An angle this near to the end of the turn has no digits left of its distance from it.
    private const double NearEnd = 1e-14;
    private static readonly double[] Probabilities = [1e-300, 1e-100, 1e-30, 1e-9, 1e-3, 0.1, 0.37, 0.5, 0.62, 0.9];

    /// <inheritdoc/>
    public override string Name => "quantile";

    /// <inheritdoc/>
    public override string Statement => "quantile and survival quantile invert cdf and survival, both ways and in both tails; they are monotone";

    /// <inheritdoc/>
    protected override bool NeedsDistribution => true;

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        Distribution d = @case.Distribution!;
        double last = double.NegativeInfinity, lastUpper = double.PositiveInfinity;
        foreach (double p in Probabilities)
        {
            double lower = d.Quantile(p), upper = d.SurvivalQuantile(p);
            verdict.Require(lower >= last, $"the quantile at {Verdict.Format(p)} is {Verdict.Format(lower)}, below the one before");
            verdict.Require(upper <= lastUpper, $"the survival quantile at {Verdict.Format(p)} is {Verdict.Format(upper)}, above the one before");
            (last, lastUpper) = (lower, upper);
            if (@case.Support.IsDiscrete()) Discrete(@case, p, lower, upper, verdict);
            else
            {
                if (@case.HasProbability(lower)) Atom(@case, lower, p <= d.Cdf(lower) + Rounding && p >= @case.CdfBelow(lower) - Rounding, $"quantile of {Verdict.Format(p)}", verdict);
                else Continuous(@case, d.LogCdf, p, lower, "quantile", verdict);
                if (@case.HasProbability(upper)) Atom(@case, upper, p >= d.Survival(upper) - Rounding && p <= 1.0 - @case.CdfBelow(upper) + Rounding, $"survival quantile of {Verdict.Format(p)}", verdict);
                else Continuous(@case, d.LogSurvival, p, upper, "survival quantile", verdict);
            }
        }

        foreach (double y in @case.Points())
        {
            if (@case.HasProbability(y)) BackDiscrete(d, y, verdict);
            else Back(d, y, verdict);
        }
    }

    private static void Continuous(NoiseCase @case, Func<double, double> logTail, double p, double y, string what, Verdict verdict)
    {
        what = $"log tail at the {what} of {Verdict.Format(p)}, {Verdict.Format(y)}";
        bool end = Near(y, @case.Noise.Bounds.Least) || Near(y, @case.Noise.Bounds.Greatest) || (@case.Support == Support.ClosedUnitInterval && y is 0.0 or 1.0) || (@case.Support == Support.Circle && Math.PI - Math.Abs(y) < NearEnd);
        if (double.IsInfinity(y) || end || !@case.Noise.Contains(y) || (y != 0.0 && Math.Abs(y) < SmallestResponse))
        {
            // Where no double with all its digits is the quantile: the support's end, seen from either side.
            verdict.Require(!double.IsNaN(y), $"{what}, is NaN");
            return;
        }

        double log = logTail(y), slope = Math.Exp(@case.Distribution!.LogDensity(y) - log);
        double ulp = Math.BitIncrement(Math.Abs(y)) - Math.Abs(y), center = Math.Abs(@case.Distribution.Median) * Rounding;
        verdict.Near(log, Math.Log(p), (Relative * (1.0 + Math.Abs(log))) + (2.0 * slope * (ulp + center)), what);
    }

    /// <summary>Whether a response is so near to an end of the distribution that it has no digits left of its distance from it.</summary>
    private static bool Near(double y, double end) => Math.Abs(y - end) <= NearEnd * Math.Abs(end);

    private static void Atom(NoiseCase @case, double y, bool passes, string what, Verdict verdict) =>
        verdict.Require(passes, $"the {what} is the atom {Verdict.Format(y)} of {@case.Noise.Name}, which does not reach or pass it");

    private static void Discrete(NoiseCase @case, double p, double lower, double upper, Verdict verdict)
    {
        Distribution d = @case.Distribution!;
        double log = Math.Log(p), slack = Relative * (1.0 + Math.Abs(log));
        string at = $"at {Verdict.Format(p)}";
        verdict.Require(@case.Noise.Contains(lower, @case.Trials), $"the quantile {at}, {Verdict.Format(lower)}, is not in the support");
        verdict.Require(@case.Noise.Contains(upper, @case.Trials), $"the survival quantile {at}, {Verdict.Format(upper)}, is not in the support");
        verdict.Require(d.LogCdf(lower) >= log - slack, $"the quantile {at}, {Verdict.Format(lower)}, does not reach the probability");
        verdict.Require(lower == @case.Noise.Bounds.Least || d.LogCdf(lower - 1.0) < log + slack, $"the quantile {at}, {Verdict.Format(lower)}, is not the smallest");
        verdict.Require(d.LogSurvival(upper) <= log + slack, $"the survival quantile {at}, {Verdict.Format(upper)}, leaves more above");
        verdict.Require(upper == @case.Noise.Bounds.Least || d.LogSurvival(upper - 1.0) > log - slack, $"the survival quantile {at}, {Verdict.Format(upper)}, is not the smallest");
    }

    private static void Back(Distribution d, double y, Verdict verdict)
    {
        bool lower = d.Cdf(y) < 0.5;
        double tail = lower ? d.Cdf(y) : d.Survival(y), back = lower ? d.Quantile(tail) : d.SurvivalQuantile(tail);
        double width = Math.Exp(Math.Log(tail) - d.LogDensity(y)), ulp = Math.BitIncrement(Math.Abs(y)) - Math.Abs(y);
        verdict.Near(back, y, (Relative * width) + (4.0 * ulp) + (Rounding * Math.Abs(d.Median)), $"quantile of the tail at y = {Verdict.Format(y)}");
    }

    private static void BackDiscrete(Distribution d, double y, Verdict verdict)
    {
        double probability = Math.Exp(d.LogDensity(y)), cdf = d.Cdf(y), survival = d.Survival(y);

        // A step that the rounding of the tail hides has no inverse.
        if (cdf < 0.9 && probability > VisibleStep * cdf) verdict.Near(d.Quantile(cdf), y, 0.0, $"quantile of the cdf at y = {Verdict.Format(y)}");
        if (survival is > 0.0 and < 0.9 && probability > VisibleStep * survival)
            verdict.Near(d.SurvivalQuantile(survival), y, 0.0, $"survival quantile of the survival at y = {Verdict.Format(y)}");
    }
}
