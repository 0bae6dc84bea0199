namespace Surprisal.Solvers.Kinks;

/// <summary>A vertex: as many rows on a kink as there are coefficients. Elements are hinges of packed rows, hinge · padded rows + row.</summary>
/// <param name="Basis">The elements on their kinks that determine it.</param>
/// <param name="Coefficients">Of the packed columns.</param>
/// <param name="Slopes">A slope for every element, within its bounds where the vertex is optimal.</param>
/// <param name="IsOptimal">Whether the slopes balance within their bounds.</param>
/// <param name="IsUnique">Whether no other coefficients are optimal.</param>
/// <param name="Pivots">Edges that were walked along to get there.</param>
internal sealed record Vertex(int[] Basis, double[] Coefficients, double[] Slopes, bool IsOptimal, bool IsUnique, int Pivots);
