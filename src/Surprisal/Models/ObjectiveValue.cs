namespace Surprisal.Models;

/// <summary>An objective and its derivatives at one vector of coefficients.</summary>
/// <param name="Surprisal">The sum over the rows, in nats; NaN or infinite where the coefficients are not feasible.</param>
/// <param name="Gradient">One derivative a coefficient; empty if not asked for.</param>
/// <param name="Curvature">Second derivatives, symmetric, in rows; empty if not asked for.</param>
internal sealed record ObjectiveValue(double Surprisal, double[] Gradient, double[] Curvature);
