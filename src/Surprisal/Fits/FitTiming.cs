namespace Surprisal.Fits;

/// <summary>Wall time of the stages of a fit.</summary>
/// <param name="Design">From table to design matrices.</param>
/// <param name="Fit">Starting values, solver and covariance.</param>
public readonly record struct FitTiming(TimeSpan Design, TimeSpan Fit);
