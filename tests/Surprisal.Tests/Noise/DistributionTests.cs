using System.Text.Json;
using Surprisal.Links;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Noise;

public class DistributionTests
{
    [Fact]
    public void ValuesHoldTheReferenceTable()
    {
        List<string> wrong = [];
        int compared = 0;
        foreach (DistributionCase c in NoiseReference.Distributions)
        {
            Distribution d = c.Distribution;
            foreach (JsonElement row in c.At)
            {
                double y = row.GetProperty("y").GetDouble();
                Dictionary<string, Func<double>> ours = new(StringComparer.Ordinal)
                {
                    ["logDensity"] = () => d.LogDensity(y),
                    ["cdf"] = () => d.Cdf(y),
                    ["survival"] = () => d.Survival(y),
                    ["logCdf"] = () => d.LogCdf(y),
                    ["logSurvival"] = () => d.LogSurvival(y),
                };
                foreach ((string key, Func<double> value) in ours)
                {
                    if (!row.TryGetProperty(key, out JsonElement cell)) continue;
                    double want = NoiseReference.Number(cell), got = value();
                    bool density = string.Equals(key, "logDensity", StringComparison.Ordinal);
                    double tolerance = (density ? 1e-13 : 1e-12) + Slack(c);
                    bool fine = key.StartsWith("log", StringComparison.Ordinal) && Math.Abs(want) < 1 && Math.Abs(got - want) <= (density ? 1e-13 + Slack(c) : 1e-14);
                    compared++;
                    if (!fine && !(Error(got, want) <= tolerance)) wrong.Add($"{c} {key} at {y:R}: got {got:R}, want {want:R}, error {Error(got, want):E1}");
                }
            }
        }

        Assert.True(compared > 700, $"only {compared}");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void SummariesHoldTheReferenceTable()
    {
        List<string> wrong = [];
        foreach (DistributionCase c in NoiseReference.Distributions)
        {
            foreach ((string name, double want) in c.Summary)
            {
                double got = name switch
                {
                    "mean" => c.Distribution.Mean,
                    "variance" => c.Distribution.Variance,
                    "mode" => c.Distribution.Mode,
                    _ => c.Distribution.Entropy,
                };

                // A mode that is searched for is known to where the density no longer changes.
                double slack = name is "mode" && c.Spec.Model is CombinedNoise ? 1e-7 : name is "mode" or "entropy" ? 1e-11 : 0.0;
                if (!(Error(got, want) <= 1e-12 + Slack(c) + slack || Math.Abs(got - want) <= slack)) wrong.Add($"{c} {name}: got {got:R}, want {want:R}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void QuantilesHoldTheReferenceTable()
    {
        List<string> wrong = [];
        foreach (DistributionCase c in NoiseReference.Distributions)
        {
            foreach ((double p, double want) in c.Quantiles)
            {
                double got = c.Distribution.Quantile(p);
                bool nearZero = Math.Abs(want) < 1e-3 && Math.Abs(got - want) <= 1e-12 && c.Support == Support.RealLine;
                if (!nearZero && !(Error(got, want) <= 1e-11 + Slack(c))) wrong.Add($"{c} at {p:R}: got {got:R}, want {want:R}, error {Error(got, want):E1}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void LogDensityIsMinusTheFormula()
    {
        List<string> wrong = [];
        foreach (FormulaCase c in NoiseReference.Formulas.Where(static c => c.Noise.IsUnivariate && c.Censoring == 0.0 && double.IsInfinity(c.TruncationLower) && double.IsInfinity(c.TruncationUpper)))
        {
            double[] natural = [.. c.Working.Select((w, k) => Natural(c.Noise.Parameters[k].Domain, w))];
            if (!natural.Select((v, k) => c.Noise.Parameters[k].Domain.Contains(v)).All(inside => inside)) continue;
            double density = c.Noise.At(natural, c.Trials).LogDensity(c.Y), formula = FormulaRunner.Value(c);

            // The natural parameter is rounded: its working value may be off by a unit of itself and a unit of 1.
            double rounding = c.Working.Zip(c.First, (w, g) => (1.0 + Math.Abs(w)) * Math.Abs(g)).Sum();
            if (c.Noise.Parameters[0].Domain == ParameterDomain.Probability) rounding += Math.Abs(c.First[0]) * Math.Exp(Math.Abs(c.Working[0]));
            double allowed = (2e-13 * Math.Max(1.0, Math.Abs(c.Value))) + (1e-15 * rounding);
            if (!(Math.Abs(density + formula) <= allowed)) wrong.Add($"{c}: log density {density:R}, formula {formula:R}, allowed {allowed:E1}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void QuantilesInvertBothTails()
    {
        foreach (DistributionCase row in NoiseReference.Distributions)
        {
            Distribution d = row.Distribution;
            bool discrete = row.Support.IsDiscrete();
            foreach (double q in new[] { 1e-200, 1e-30, 1e-9, 0.2, 0.7 })
            {
                double y = d.SurvivalQuantile(q), low = d.Quantile(q);
                if (discrete)
                {
                    Assert.True(d.Survival(y) <= q * (1 + 1e-9) && (y == 0 || d.Survival(y - 1) > q), $"{row} q={q}: {y}");
                    Assert.True(d.Cdf(low) >= q * (1 - 1e-9) && (low == 0 || d.Cdf(low - 1) < q), $"{row} p={q}: {low}");
                }
                else
                {
                    // A beta quantile next to 1 is 1 in doubles; an atom takes a range of probabilities.
                    bool atom = row.Spec.Model.Atoms.Contains(y);
                    if (double.IsFinite(y) && y != 1 && !atom && !IsEndOfTurn(row, y)) Assert.True(Error(d.LogSurvival(y), Math.Log(q)) <= Conditioning(d, y), $"{row} q={q}: {y} {d.LogSurvival(y)}");
                    if (double.IsFinite(low) && low is not (0 or 1) && !IsEndOfTurn(row, low)) Assert.True(Error(d.LogCdf(low), Math.Log(q)) <= Conditioning(d, low), $"{row} p={q}: {low} {d.LogCdf(low)}");
                }
            }
        }
    }

    [Fact]
    public void OutsideOfTheSupportNothingIsThrown()
    {
        foreach (DistributionCase row in NoiseReference.Distributions)
        {
            Distribution d = row.Distribution;
            Assert.True(double.IsNaN(d.LogDensity(double.NaN)) && double.IsNaN(d.Cdf(double.NaN)) && double.IsNaN(d.Survival(double.NaN)));
            Assert.True(double.IsNaN(d.LogCdf(double.NaN)) && double.IsNaN(d.LogSurvival(double.NaN)));
            Assert.Equal(double.NegativeInfinity, d.LogDensity(double.PositiveInfinity));
            Assert.Equal(double.NegativeInfinity, d.LogDensity(double.NegativeInfinity));
            Assert.Equal((0.0, 1.0), (d.Cdf(double.NegativeInfinity), d.Survival(double.NegativeInfinity)));
            Assert.Equal((1.0, 0.0), (d.Cdf(double.PositiveInfinity), d.Survival(double.PositiveInfinity)));
            foreach (double p in new[] { -1e-300, 1.5, double.NaN }) Assert.True(double.IsNaN(d.Quantile(p)) && double.IsNaN(d.SurvivalQuantile(p)), $"{row} {p}");
            Support support = row.Support;
            if (support is not (Support.RealLine or Support.Integers or Support.Circle)) Assert.Equal((double.NegativeInfinity, 0.0, 1.0), (d.LogDensity(-1), d.Cdf(-1), d.Survival(-1)));
            if (support.IsDiscrete()) Assert.Equal((double.NegativeInfinity, d.Cdf(0)), (d.LogDensity(0.5), d.Cdf(0.5)));
        }
    }

    // The distance of such an angle from the end of the turn has no digits.
    private static bool IsEndOfTurn(DistributionCase row, double y) => row.Support == Support.Circle && Math.PI - Math.Abs(y) < 1e-14;

    private static double Conditioning(Distribution d, double y) => 1e-11 + (4e-16 * Math.Abs(y) * Math.Exp(d.LogDensity(y) - Math.Min(d.LogCdf(y), d.LogSurvival(y))));

    private static double Natural(ParameterDomain domain, double working) => domain switch
    {
        ParameterDomain.Real or ParameterDomain.Angle => working,
        ParameterDomain.Positive => Math.Exp(working),
        _ => working < 0 ? Math.Exp(working) / (1 + Math.Exp(working)) : 1 / (1 + Math.Exp(-working)),
    };

    private static double Slack(DistributionCase c) => c.HasComputedParameters ? 4e-13 : 0.0;

    private static double Error(double got, double want)
    {
        if (double.IsNaN(want)) return double.IsNaN(got) || double.IsInfinity(got) ? 0.0 : double.PositiveInfinity;
        if (got.Equals(want) || (Math.Abs(want) < 1e-300 && Math.Abs(got) < 1e-299)) return 0.0;
        return double.IsFinite(got) && double.IsFinite(want) ? Math.Abs(got - want) / Math.Abs(want) : double.PositiveInfinity;
    }
}
