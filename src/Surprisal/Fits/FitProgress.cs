namespace Surprisal.Fits;

/// <summary>Where a running fit is.</summary>
/// <param name="Iteration">Newton steps taken so far.</param>
/// <param name="Surprisal">The objective so far, in nats.</param>
/// <param name="GradientNorm">Distance to the optimum in standard errors, as far as it can be told; null before the first step.</param>
/// <param name="Elapsed">Time since the fit started.</param>
public readonly record struct FitProgress(int Iteration, double Surprisal, double? GradientNorm, TimeSpan Elapsed);
