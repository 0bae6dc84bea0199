using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>Wall time of a run's stages.</summary>
/// <param name="Read">From the start to the table.</param>
/// <param name="Fit">The stages of the fit.</param>
/// <param name="Total">From the start to the answer.</param>
internal readonly record struct RunTiming(TimeSpan Read, FitTiming Fit, TimeSpan Total);
