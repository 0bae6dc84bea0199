namespace Surprisal.Solvers;

/// <summary>Where a fit may start.</summary>
/// <param name="Groups">At least one, the most promising first.</param>
/// <param name="Tried">How many starts there were.</param>
/// <param name="SeenRows">The rows of whose sample they are optima already; 0 for none.</param>
internal sealed record StartingPoints(IReadOnlyList<StartingGroup> Groups, int Tried, int SeenRows);

/// <summary>A starting point.</summary>
/// <param name="Point">Coefficients.</param>
/// <param name="Agreeing">How many starts led there.</param>
internal readonly record struct StartingGroup(double[] Point, int Agreeing);
