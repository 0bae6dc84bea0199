namespace Surprisal.Noise;

/// <summary>A way to make a noise model of others, as the grammar of noise has it. Immutable.</summary>
/// <param name="Name">The name on the command line: <c>zero-inflated</c>.</param>
/// <param name="Form">How it is written: <c>truncated(a, lower=, upper=)</c>.</param>
/// <param name="Description">One sentence for a list.</param>
/// <param name="Example">A text that reads: <c>zero-inflated(poisson)</c>.</param>
/// <param name="Keys">The values that it takes beside noise models and parameters, in their order.</param>
/// <param name="Build">Makes the noise model from its parts and the values given.</param>
public sealed record NoiseCombinator(
    string Name, string Form, string Description, string Example, IReadOnlyList<string> Keys, Func<IReadOnlyList<NoiseModel>, IReadOnlyDictionary<string, double>, CombinedNoise> Build);
