using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>The laws of noise models, to run on your own. Adding one is its file and a line here.</summary>
public static class NoiseLaws
{
    /// <summary>All laws.</summary>
    public static IReadOnlyList<INoiseLaw> All { get; } =
    [
        new NormalisationLaw(),
        new DensityLaw(),
        new DerivativeLaw(),
        new ContinuityLaw(),
        new BartlettLaw(),
        new LaneLaw(),
        new CdfLaw(),
        new QuantileLaw(),
        new TailFormulaLaw(),
        new SpecialValueLaw(),
        new SupportLaw(),
        new MomentLaw(),
        new ModeLaw(),
        new EntropyLaw(),
        new SamplingLaw(),
        new StartLaw(),
        new WeightLaw(),
        new RefitLaw(),
        new InputLaw(),
    ];

    /// <summary>Examines a noise model by all laws.</summary>
    /// <param name="noise">The noise model; it need not be a registered one.</param>
    /// <param name="options">Seed and sizes; null for the defaults.</param>
    /// <returns>The results of every law; those of laws from which the noise model declares itself exempt say so.</returns>
    public static IReadOnlyList<LawResult> Check(NoiseModel noise, LawOptions? options = null) =>
        [.. All.SelectMany(law => Check(law, noise, options))];

    /// <summary>Examines a noise model by one law.</summary>
    /// <param name="law">The law.</param>
    /// <param name="noise">The noise model.</param>
    /// <param name="options">Seed and sizes; null for the defaults.</param>
    /// <returns>The results; a single one that says so where the noise model declares itself exempt.</returns>
    public static IReadOnlyList<LawResult> Check(INoiseLaw law, NoiseModel noise, LawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(noise);
        string? exempt = Exemptions.Find(noise.GetType(), law.Name) ?? (law.NeedsFit ? noise.FitObjection : null);
        if (exempt is { } reason) return [new LawResult(law.Name, noise.Name, "all", LawOutcome.Exempt, 0.0, 0.0, reason)];
        try
        {
            return law.Check(noise, options ?? LawOptions.Default);
        }
        catch (Exception thrown) when (thrown
            is ArgumentException or ArithmeticException or InvalidOperationException or InputException or NotSupportedException or IndexOutOfRangeException)
        {
            return [new LawResult(law.Name, noise.Name, "all", LawOutcome.Broken, double.NaN, 0.0, $"{thrown.GetType().Name}: {thrown.Message}")];
        }
    }
}
