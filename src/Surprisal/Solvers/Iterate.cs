using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>A point of a solver's way with what is known there. Immutable.</summary>
/// <param name="Point">Coefficients.</param>
/// <param name="Value">The objective and its gradient there; the curvature may be that of another point.</param>
/// <param name="Source">Where the curvature was taken; null for here.</param>
/// <param name="IsSampled">Whether the curvature is that of a sample of the rows.</param>
/// <param name="Factored">A direction with the very curvature, whose factor serves again; null for none.</param>
internal sealed record Iterate(double[] Point, ObjectiveValue Value, Iterate? Source, bool IsSampled, NewtonDirection? Factored = null)
{
    /// <summary>The step from here.</summary>
    public NewtonDirection Direction { get; } = Factored?.For(Value.Gradient) ?? NewtonDirection.At(Value);

    /// <summary>The distance of the optimum in standard errors.</summary>
    public double Decrement => Direction.Decrement;

    /// <summary>Whether the distance can be told: the curvature is that of all rows and positive definite.</summary>
    public bool IsRegular => !IsSampled && Direction.IsPositiveDefinite;

    /// <summary>Whether all numbers are.</summary>
    public bool IsFinite =>
        double.IsFinite(Value.Surprisal) && Array.TrueForAll(Value.Gradient, double.IsFinite) && Array.TrueForAll(Value.Curvature, double.IsFinite);

    /// <summary>A point further on by a part of the step.</summary>
    public double[] Along(double length)
    {
        double[] trial = new double[Point.Length];
        for (int i = 0; i < trial.Length; i++) trial[i] = Point[i] + (length * Direction.Step[i]);
        return trial;
    }
}
