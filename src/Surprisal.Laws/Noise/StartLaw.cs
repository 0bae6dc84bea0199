using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>Starting values are finite and inside their domains for every sample within the support, however hostile.</summary>
internal sealed class StartLaw : INoiseLaw
{
    private const int Classes = 3;

    private static readonly double[][] Samples =
    [
        [0.0], [1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0], [0.0, 1.0], [0.5], [0.25, 0.25, 0.25], [1e-300, 1.0 - 1e-16], [5e-324], [5e-324, 5e-324, 1e-320],
        [1e-310, 0.5], [3.0], [7.0, 7.0, 7.0], [1e15, 0.0, 3.0], [1e300], [1e300, 1e300], [1e300, 1e-300], [1e308, 1.7e308], [-1.7e308, 1.7e308],
        [-1.7e308, -1.7e308, 1.7e308], [1e6, 1e6, 1000001.0], [0.0, 0.0, 0.0, 0.0, 9e15], [-5e-324, 5e-324], [1.0, 2.0, 3.0, 4.0, 1e9], [2.0, 2.0, 2.0, 1e-9],
        [double.MaxValue], [double.MinValue], [double.MaxValue, double.MaxValue, double.MaxValue],
    ];

    /// <inheritdoc/>
    public string Name => "start";

    /// <inheritdoc/>
    public string Statement => "starting values are finite and strictly inside their domains for constant, single, zero, huge and tiny samples";

    /// <inheritdoc/>
    public IReadOnlyList<LawResult> Check(NoiseModel noise, LawOptions options)
    {
        ArgumentNullException.ThrowIfNull(noise);
        NoiseModel model = NoiseCases.WithResponses(NoiseCases.WithClasses(noise, Classes));
        Verdict verdict = new();
        foreach (double[] sample in Samples)
        {
            double[] trials = [];
            if (noise.TakesTrials) trials = [.. sample.Select(y => Math.Max(1.0, y))];
            bool inside = sample.Select((y, i) => Contains(model, y, trials.Length == 0 ? 1.0 : trials[i])).All(static ok => ok);
            if (!inside || (noise.Support == Support.Classes && sample.Max() >= Classes)) continue;
            double[] frequencies = [.. sample.Select(static (_, i) => i == 0 ? 3.0 : 0.0)];
            foreach (double[] weights in (double[][])[[], frequencies, [.. sample.Select(static _ => 1e6)]]) Examine(model, sample, trials, weights, verdict);
        }

        return [verdict.ToResult(Name, noise.Name, "hostile samples")];
    }

    private static void Examine(NoiseModel noise, double[] sample, double[] trials, double[] weights, Verdict verdict)
    {
        Observations rows = new([.. Enumerable.Range(0, noise.ResponseCount).Select(j => (ReadOnlyMemory<double>)sample.Select((_, i) => sample[(i + j) % sample.Length]).ToArray())]) { Trials = trials };
        for (int variant = 0; variant < noise.StartCount; variant++) Examine(noise, sample, rows, weights, variant, verdict);
    }

    /// <summary>Of several responses the others are the first one, moved on by a row.</summary>
    private static bool Contains(NoiseModel noise, double y, double trials) =>
        noise.IsUnivariate ? noise.Contains(y, trials) : Enumerable.Range(0, noise.ResponseCount).All(j => noise.SupportOf(j).Contains(y, trials));

    private static void Examine(NoiseModel noise, double[] sample, Observations rows, double[] weights, int variant, Verdict verdict)
    {
        double[] parameters = new double[noise.Parameters.Count];
        Array.Fill(parameters, double.NaN);
        noise.Start(rows, weights, parameters, variant);
        for (int k = 0; k < parameters.Length; k++)
        {
            NoiseParameter parameter = noise.Parameters[k];
            string of = string.Join(' ', sample.Select(Verdict.Format)), weighted = weights.Length == 0 ? string.Empty : $", the first of weight {Verdict.Format(weights[0])}";
            verdict.Require(
                parameter.Domain.Contains(parameters[k]),
                $"{parameter.Name} starts at {Verdict.Format(parameters[k])}, which is not {parameter.Domain.Describe()}, for the sample {of}{weighted}");
        }
    }
}
