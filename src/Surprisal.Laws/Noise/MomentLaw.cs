using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>Mean and variance are the integrals that they stand for, and half of the probability lies on each side of the median.</summary>
internal sealed class MomentLaw : CaseLaw
{
    private const double Relative = 1e-8;
    private const double Rounding = 4.4e-16;
    private const double MedianBound = 1e-10;

    /// <inheritdoc/>
    public override string Name => "moments";

    /// <inheritdoc/>
    public override string Statement => "mean, variance and median agree with numerical integration";

    /// <inheritdoc/>
    protected override bool NeedsDistribution => true;

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        Distribution d = @case.Distribution!;
        double median = d.Median, atMedian = d.Cdf(median);
        verdict.Near(median, d.Quantile(0.5), 4.0 * Rounding * Math.Abs(median), "median against the quantile of one half");
        if (@case.HasProbability(median))
        {
            bool passes = atMedian >= 0.5 - MedianBound && @case.CdfBelow(median) <= 0.5 + MedianBound;
            verdict.Require(passes, $"the cdf passes one half elsewhere than at the median, {Verdict.Format(median)}");
        }
        else verdict.Near(atMedian, 0.5, MedianBound + (Math.Exp(d.LogDensity(median)) * Rounding * Math.Abs(median)), "cdf at the median");
        if (@case.Support == Support.Circle)
        {
            Circular(@case, verdict);
            return;
        }

        if (!double.IsFinite(d.Mean))
        {
            Diverges(@case, 0.0, 1, "mean", verdict);
            return;
        }

        // About the median, in which a mean of any size loses no digits.
        Integrals first = Integrate(@case, median, 1);
        verdict.Near(d.Mean - median, first.Values[0], (Relative * first.Scales[0]) + (4.0 * Rounding * Math.Abs(d.Mean)), "mean less median");
        if (!double.IsFinite(d.Variance))
        {
            Diverges(@case, d.Mean, 2, "variance", verdict);
            return;
        }

        Integrals second = Integrate(@case, d.Mean, 2);
        verdict.Near(d.Variance, second.Values[0], Relative * second.Scales[0], "variance");
    }

    /// <summary>The mean is the direction of the mean of the points on the unit circle, the variance what its length lacks of 1.</summary>
    private static void Circular(NoiseCase @case, Verdict verdict)
    {
        double mean = @case.Distribution!.Mean;
        Integrals found = Expectation.Of(@case, 0, 2, (y, _, weights, values) =>
        {
            for (int i = 0; i < y.Length; i++)
            {
                double half = Math.Sin(0.5 * (y[i] - mean));
                values[0][i] = weights[i] * Math.Sin(y[i] - mean);
                values[1][i] = weights[i] * 2.0 * half * half;
            }
        });
        verdict.Near(found.Values[0], 0.0, Relative * found.Scales[0], "expected sine of the angle from the mean direction");
        verdict.Near(@case.Distribution.Variance, found.Values[1], Relative * found.Scales[1], "circular variance");
        verdict.Require(@case.Distribution.Variance < 1.0, "the mean points away from the angles");
    }

    /// <summary>An integral up to the largest doubles that does not exist is far larger than the distribution's middle is wide.</summary>
    private static void Diverges(NoiseCase @case, double center, int power, string what, Verdict verdict)
    {
        const double FarLarger = 100.0;
        double width = @case.Distribution!.Quantile(0.75) - @case.Distribution.Quantile(0.25);
        double scale = Integrate(@case, center, power).Scales[0];
        verdict.Require(scale > FarLarger * Math.Pow(width, power), $"the {what} does not exist, but its integral is {Verdict.Format(scale)}");
    }

    private static Integrals Integrate(NoiseCase @case, double center, int power) => Expectation.Of(@case, 0, 1, (y, _, weights, values) =>
    {
        for (int i = 0; i < y.Length; i++)
        {
            if (weights[i] == 0.0) continue;
            double deviation = y[i] - center, term = weights[i] * deviation;
            values[0][i] = power == 1 ? term : term * deviation;
        }
    });
}
