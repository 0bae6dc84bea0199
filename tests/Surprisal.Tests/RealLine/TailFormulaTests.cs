using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;
using Xunit;

namespace Surprisal.Tests.RealLine;

/// <summary>Tails as formulas against the tails of the distribution, which are computed for themselves, and against their own differences.</summary>
public sealed unsafe class TailFormulaTests
{
    private const double Mu = 0.75;
    private const double Scale = 2.0;
    private const int Rows = 8;
    private static readonly double[] Standard = [-600.0, -41.0, -19.9, -20.1, -3.0, -1.0, -0.999, -1e-4, 0.0, 1e-4, 0.3, 0.999, 1.0, 4.0, 25.0, 600.0];

    public static TheoryData<string> Texts { get; } =
    [
        "laplace", "asymmetric-laplace", "asymmetric-laplace(tau=0.03)", "asymmetric-laplace(tau=0.999)", "asymmetric-gaussian", "asymmetric-gaussian(tau=0.1)",
        "asymmetric-gaussian(tau=0.999)", "cauchy", "hyperbolic-secant",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Both_tails_are_those_of_the_distribution(string text)
    {
        ScalarNoise noise = (ScalarNoise)NoiseSpec.Parse(text).Model;
        Assert.True(noise.HasTailFormulas);
        Distribution d = noise.At([Mu, Scale]);
        foreach (double z in Standard)
        {
            double y = Mu + (Scale * z);
            Near(d.LogCdf(y), Run(noise, y, Mu, Math.Log(Scale), upper: false).Value, $"log cdf at {z}");
            Near(d.LogSurvival(y), Run(noise, y, Mu, Math.Log(Scale), upper: true).Value, $"log survival at {z}");
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Derivatives_are_differences(string text)
    {
        const double Step = 1e-4;
        ScalarNoise noise = (ScalarNoise)NoiseSpec.Parse(text).Model;
        foreach (double z in Standard.Where(static z => Math.Abs(Math.Abs(z) - 1.0) > 0.01 && Math.Abs(z) > 0.01 && Math.Abs(Math.Abs(z) - 20.0) > 0.2))
        {
            double y = Mu + (Scale * z), logScale = Math.Log(Scale);
            foreach (bool upper in new[] { false, true })
            {
                (_, double[] first, double[] second) = Run(noise, y, Mu, logScale, upper);
                for (int k = 0; k < 2; k++)
                {
                    var high = Run(noise, y, Mu + (k == 0 ? Step : 0.0), logScale + (k == 1 ? Step : 0.0), upper);
                    var low = Run(noise, y, Mu - (k == 0 ? Step : 0.0), logScale - (k == 1 ? Step : 0.0), upper);
                    string what = $"{text}, {(upper ? "upper" : "lower")} tail, parameter {k} at {z}";
                    Close(first[k], (high.Value - low.Value) / (2.0 * Step), high.Value, what);
                    for (int j = k; j < 2; j++)
                        Close(second[k + j], (high.First[j] - low.First[j]) / (2.0 * Step), high.First[j], $"{what}, second {j}");
                }
            }
        }
    }

    private static (double Value, double[] First, double[] Second) Run(ScalarNoise noise, double y, double mu, double logScale, bool upper)
    {
        JetArena<Lane1> arena = new(Rows);
        arena.Begin(Rows, 2, 2);
        ReadOnlySpan<Jet<Lane1>> working = [arena.Variable(0, Rowwise(arena, mu)), arena.Variable(1, Rowwise(arena, logScale))];
        Outcome<Jet<Lane1>> outcome = new(arena.Data(Rowwise(arena, y)), arena.Data(Rowwise(arena, 1.0)));
        Jet<Lane1> result = upper ? noise.LogSurvival(outcome, working) : noise.LogCdf(outcome, working);
        ReadOnlySpan<Real> numbers = [mu, logScale];
        double value = (upper ? noise.LogSurvival(new Outcome<Real>(y, 1.0), numbers) : noise.LogCdf(new Outcome<Real>(y, 1.0), numbers)).Value;
        Assert.Equal(value, result.Value[0]);
        return (value, [result[1][0], result[2][0]], [result[arena.Pair(0, 0)][0], result[arena.Pair(0, 1)][0], result[arena.Pair(1, 1)][0]]);
    }

    private static Field Rowwise(JetArena<Lane1> arena, double value)
    {
        double* rows = arena.NewArray();
        for (int i = 0; i < Rows; i++) rows[i] = value;
        return new Field(rows);
    }

    private static void Near(double expected, double actual, string what)
    {
        double error = Math.Abs(actual - expected);
        Assert.True(error <= 1e-12 * Math.Abs(expected) || error <= 1e-15 || (expected > -1e-300 && actual is <= 0.0 and > -1e-290), $"{what}: {actual:R}, not {expected:R}");
    }

    private static void Close(double derived, double difference, double size, string what) =>
        Assert.True(Math.Abs(derived - difference) <= (1e-6 * (Math.Abs(derived) + 1e-3)) + (1e-11 * Math.Abs(size)), $"{what}: {derived:R}, difference {difference:R}");
}
