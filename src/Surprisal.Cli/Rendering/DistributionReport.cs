using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>What is asked of a distribution.</summary>
/// <param name="Spec">The noise model with its values.</param>
/// <param name="Distribution">The distribution.</param>
/// <param name="At">Responses to evaluate it at.</param>
/// <param name="Quantiles">Probabilities whose quantiles are asked for.</param>
/// <param name="Sample">Draws.</param>
internal sealed record DistributionReport(
    NoiseSpec Spec, Distribution Distribution, IReadOnlyList<double> At, IReadOnlyList<double> Quantiles, IReadOnlyList<double> Sample);
