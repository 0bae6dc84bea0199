using Surprisal.Fits;
using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>Evaluating, starting and fitting leave what they were given as it was.</summary>
internal sealed class InputLaw : INoiseLaw
{
    private const int Rows = 70;

    /// <inheritdoc/>
    public string Name => "inputs";

    /// <inheritdoc/>
    public string Statement => "evaluating, starting and fitting do not change their inputs";

    /// <inheritdoc/>
    public bool NeedsFit => true;

    /// <inheritdoc/>
    public IReadOnlyList<LawResult> Check(NoiseModel noise, LawOptions options)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(options);
        Simulation simulation = Simulation.Of(noise, Rows, options.Seed);
        double[] x = simulation.Arrays[0], weights = [.. x.Select(static (_, i) => 1.0 + (i % 3))];
        double[][] working = [.. simulation.Truth.Select(b => x.Select(value => simulation.Working(b, value)).ToArray())];
        double[][] arrays = [.. simulation.Arrays, weights, .. working];
        double[][] copies = [.. arrays.Select(static a => (double[])a.Clone())];
        Verdict verdict = new();
        NoiseEvaluation.Of(simulation.Noise, new NoiseRows(simulation.Observations, [.. working.Select(static w => (ReadOnlyMemory<double>)w)]));
        Unchanged(arrays, copies, "evaluating", verdict);
        simulation.Noise.Start(simulation.Observations, weights, new double[working.Length]);
        Unchanged(arrays, copies, "starting", verdict);
        simulation.ToModel().Fit(simulation.ToTable(weights), new FitOptions { Threads = 1 });
        Unchanged(arrays, copies, "fitting", verdict);
        return [verdict.ToResult(Name, noise.Name, "simulated rows")];
    }

    private static void Unchanged(double[][] arrays, double[][] copies, string by, Verdict verdict)
    {
        for (int a = 0; a < arrays.Length; a++)
            verdict.Require(arrays[a].AsSpan().SequenceEqual(copies[a]), $"{by} changes array {Verdict.Format(a)} of x, responses, trials, censoring, weights, working values");
    }
}
