namespace Surprisal.Solvers;

/// <summary>Where a fit may start.</summary>
/// <param name="Points">At least one, the most promising first.</param>
/// <param name="SeenRows">The rows of whose sample they are optima already; 0 for none.</param>
internal sealed record StartingPoints(IReadOnlyList<double[]> Points, int SeenRows);
