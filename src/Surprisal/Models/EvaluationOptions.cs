namespace Surprisal.Models;

/// <summary>How to evaluate an objective.</summary>
/// <param name="Threads">The most threads to use; at least 1. Changes no bit of the result.</param>
/// <param name="Cancellation">Stops between runs of blocks.</param>
/// <param name="EveryBlock">1 for all rows; k to use every k-th block only: a cheap picture of a large sample for first steps.</param>
internal readonly record struct EvaluationOptions(int Threads, CancellationToken Cancellation, int EveryBlock = 1);
