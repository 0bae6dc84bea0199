using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>What a distribution says of NaN, of infinities and of responses outside its support.</summary>
internal sealed class SpecialValueLaw : CaseLaw
{
    private static readonly double[] Candidates =
        [double.MinValue, -2.0, -1.0, -0.5, -double.Epsilon, 0.0, double.Epsilon, 0.5, 1.0, 1.5, 2.0, 1000.5, 2000.0, double.MaxValue];

    /// <inheritdoc/>
    public override string Name => "special-values";

    /// <inheritdoc/>
    public override string Statement => "NaN gives NaN, infinities and responses outside the support the limits, and no probability outside [0, 1] a quantile";

    /// <inheritdoc/>
    protected override bool NeedsDistribution => true;

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        Distribution d = @case.Distribution!;
        foreach ((string name, Func<double, double> f) in Functions(d)) Same(f(double.NaN), double.NaN, $"{name} of NaN", verdict);
        foreach (double p in (double[])[double.NaN, -0.1, 1.1, double.PositiveInfinity, double.NegativeInfinity])
        {
            Same(d.Quantile(p), double.NaN, $"quantile of {Verdict.Format(p)}", verdict);
            Same(d.SurvivalQuantile(p), double.NaN, $"survival quantile of {Verdict.Format(p)}", verdict);
        }

        Limits(d, double.NegativeInfinity, 0.0, verdict);
        Limits(d, double.PositiveInfinity, 1.0, verdict);
        foreach (double y in Candidates)
        {
            if (@case.Noise.Contains(y, @case.Trials)) continue;
            Same(d.LogDensity(y), double.NegativeInfinity, $"log-density outside the support, at {Verdict.Format(y)}", verdict);
            double least = @case.Noise.Bounds.Least;
            if (y < least || (y == least && !@case.Support.IsDiscrete())) Limits(d, y, 0.0, verdict);
            else if (y >= Largest(@case)) Limits(d, y, 1.0, verdict);
            else Same(d.Cdf(y), d.Cdf(Math.Floor(y)), $"cdf between numbers, at {Verdict.Format(y)}", verdict);
        }

        Same(d.Quantile(1.0), Largest(@case), "quantile of 1", verdict);
        verdict.Require(d.Quantile(0.0) <= d.Quantile(double.Epsilon), "the quantile of 0 is above the next");
    }

    private static IEnumerable<(string Name, Func<double, double> Function)> Functions(Distribution d) =>
    [
        ("log-density", d.LogDensity), ("surprisal", d.Surprisal), ("cdf", d.Cdf), ("survival", d.Survival),
        ("log cdf", d.LogCdf), ("log survival", d.LogSurvival),
    ];

    private static double Largest(NoiseCase @case) => @case.Support switch
    {
        Support.Binary or Support.UnitInterval or Support.ClosedUnitInterval => 1.0,
        Support.CountsUpToTrials => @case.Trials,
        Support.Circle => Math.PI,
        _ => @case.Noise.Bounds.Greatest,
    };

    private static void Limits(Distribution d, double y, double cdf, Verdict verdict)
    {
        string at = $"at {Verdict.Format(y)}";
        Same(d.LogDensity(y), double.NegativeInfinity, $"log-density {at}", verdict);
        Same(d.Cdf(y), cdf, $"cdf {at}", verdict);
        Same(d.Survival(y), 1.0 - cdf, $"survival {at}", verdict);
        Same(d.LogCdf(y), Math.Log(cdf), $"log cdf {at}", verdict);
        Same(d.LogSurvival(y), Math.Log(1.0 - cdf), $"log survival {at}", verdict);
    }

    private static void Same(double actual, double expected, string what, Verdict verdict) =>
        verdict.Require(actual.Equals(expected), $"{what}: {Verdict.Format(actual)}, expected {Verdict.Format(expected)}");
}
