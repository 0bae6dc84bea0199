namespace Surprisal.Models;

/// <summary>An objective and its derivatives at one vector of coefficients.</summary>
/// <param name="Surprisal">The sum over the rows, in nats; NaN or infinite where the coefficients are not feasible.</param>
/// <param name="Gradient">One derivative a coefficient; empty if not asked for.</param>
/// <param name="Curvature">Second derivatives, in the order of <see cref="Shape"/>; empty if not asked for.</param>
internal sealed record ObjectiveValue(double Surprisal, double[] Gradient, double[] Curvature)
{
    /// <summary>Where the second derivatives stand.</summary>
    public required CurvatureShape Shape { get; init; }

    /// <summary>Slopes alone.</summary>
    /// <param name="slopes">One a coefficient.</param>
    public static ObjectiveValue OfSlopes(double[] slopes) => new(0, slopes, []) { Shape = CurvatureShape.Dense(slopes.Length) };
}
