namespace Surprisal.Solvers;

/// <summary>The optimum of a sample of the rows. Immutable.</summary>
/// <param name="Point">Coefficients.</param>
/// <param name="Curvature">The sample's curvature near there, times the ratio of all rows to the sample's.</param>
/// <param name="ExpectedRate">
/// What a step on all rows with that curvature leaves of the distance: the relative error of the curvature, about √(coefficients/rows of the sample).
/// </param>
internal sealed record SampleOptimum(double[] Point, double[] Curvature, double ExpectedRate);
