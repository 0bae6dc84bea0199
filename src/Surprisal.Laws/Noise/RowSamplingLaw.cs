using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Laws;

/// <summary>Random rows: the shares of classes, the means and covariances of several responses, each within the Monte Carlo error.</summary>
internal static class RowSamplingLaw
{
    private const double StandardErrors = 5.0;

    // Products whose fourth moments are this much larger than their squares have means that are not yet normal.
    private const double LargestKurtosisShare = 0.01;

    /// <summary>Examines one case.</summary>
    public static void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        Observations drawn = CaseRows.Drawn(@case, options.Draws, new RandomStream(options.Seed));
        NoiseModel noise = @case.Noise;
        for (int i = 0; i < drawn.Count; i++)
        {
            for (int j = 0; j < drawn.Responses.Count; j++)
                verdict.Require(noise.SupportOf(j).Contains(drawn.Responses[j].Span[i], @case.Trials), $"draw {Verdict.Format(drawn.Responses[j].Span[i])} of response {j} lies outside the support");
        }

        List<(string What, Func<Observations, int, double> Of)> statistics = [];
        if (noise.Support == Support.Classes && noise.ResponseCount <= 1)
        {
            for (int k = 0; k < CaseRows.Classes(@case); k++)
            {
                double code = k;
                statistics.Add(($"share of class {k}", (rows, i) => rows.Response.Span[i] == code ? 1.0 : 0.0));
            }
        }
        else
        {
            for (int a = 0; a < noise.ResponseCount; a++)
            {
                int first = a;
                statistics.Add(($"mean of response {a}", (rows, i) => rows.Responses[first].Span[i]));
                for (int b = a; b < noise.ResponseCount; b++)
                {
                    int second = b;
                    statistics.Add(($"mean product of responses {a} and {b}", (rows, i) => rows.Responses[first].Span[i] * rows.Responses[second].Span[i]));
                }
            }
        }

        foreach ((string what, Func<Observations, int, double> of) in statistics) Examine(@case, drawn, what, of, verdict);
    }

    private static void Examine(NoiseCase @case, Observations drawn, string what, Func<Observations, int, double> of, Verdict verdict)
    {
        Integrals expected = RowExpectation.Of(@case, 0, 3, (rows, _, weights, values) =>
        {
            for (int i = 0; i < rows.Count; i++)
            {
                if (weights[i] == 0.0) continue;
                double value = of(rows, i);
                values[0][i] = weights[i] * value;
                values[1][i] = weights[i] * value * value;
                values[2][i] = weights[i] * value * value * value * value;
            }
        });
        double mean = expected.Values[0], variance = Math.Max(0.0, expected.Values[1] - (mean * mean)), n = drawn.Count;
        if (!(expected.Values[2] <= LargestKurtosisShare * n * expected.Values[1] * expected.Values[1])) return;
        verdict.Near(Enumerable.Range(0, drawn.Count).Average(i => of(drawn, i)), mean, (StandardErrors * Math.Sqrt(variance / n)) + 1e-12, what);
    }
}
