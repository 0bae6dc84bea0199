namespace Surprisal.Noise;

/// <summary>Rows to evaluate a noise model on. The memory is read, never written.</summary>
/// <param name="Response">The responses, all within the support.</param>
/// <param name="Working">Working values of each parameter, on the scale of its link: one a row, or a single one for all rows.</param>
/// <param name="Trials">Numbers of trials: one a row, or empty for ones.</param>
public sealed record NoiseRows(ReadOnlyMemory<double> Response, IReadOnlyList<ReadOnlyMemory<double>> Working, ReadOnlyMemory<double> Trials = default);
